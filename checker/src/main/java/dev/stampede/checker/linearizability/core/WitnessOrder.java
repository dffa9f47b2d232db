package dev.stampede.checker.linearizability.core;

/**
 * Sorts operations by their positions in an order; operations with equal positions keep the order in which they were
 * added. Takes time linear in operations and positions. Not thread-safe.
 */
public final class WitnessOrder {
    private final int[] operations;
    private final int[] places;
    private final int[] counts;
    private int size;

    /** A capacity of this many operations, at positions from 0 to {@code places - 1}. */
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

    /** The operations in order. Call at most once. */
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
