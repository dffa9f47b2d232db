package dev.stampede.checker.linearizability.core;

/**
 * Puts operations in the order of the places that they are given; those of one place stay in the order in which they were
 * added. Takes time linear in operations and places. Not thread-safe.
 */
public final class WitnessOrder {
    private final int[] operations;
    private final int[] places;
    private final int[] counts;
    private int size;

    /** Room for so many operations, at the places from 0 to one below this number. */
    public WitnessOrder(int capacity, int places) {
        this.operations = new int[capacity];
        this.places = new int[capacity];
        this.counts = new int[places + 1];
    }

    public void add(int operation, int place) {
        operations[size] = operation;
        places[size++] = place;
        counts[place + 1]++;
    }

    /** The operations in order. May be asked once. */
    public int[] sorted() {
        for (int place = 1; place < counts.length; place++) {
            counts[place] += counts[place - 1];
        }
        int[] sorted = new int[size];
        for (int i = 0; i < size; i++) {
            sorted[counts[places[i]]++] = operations[i];
        }
        return sorted;
    }
}
