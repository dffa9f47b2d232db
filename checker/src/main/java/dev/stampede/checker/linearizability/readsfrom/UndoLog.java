package dev.stampede.checker.linearizability.readsfrom;

import java.util.Arrays;

/** A log of changes to arrays of numbers, which can be undone in reverse order. Not thread-safe. */
final class UndoLog {
    private int[][] arrays = new int[1024][];
    private int[] places = new int[1024];
    private int[] before = new int[1024];
    private int size;

    /** Sets a number and logs the change. */
    void set(int[] array, int place, int number) {
        if (size == places.length) {
            arrays = Arrays.copyOf(arrays, 2 * size);
            places = Arrays.copyOf(places, 2 * size);
            before = Arrays.copyOf(before, 2 * size);
        }
        arrays[size] = array;
        places[size] = place;
        before[size++] = array[place];
        array[place] = number;
    }

    /** The number of changes, as a mark for {@link #backTo}. */
    int mark() {
        return size;
    }

    /** Undoes all changes after a mark. */
    void backTo(int mark) {
        while (size > mark) {
            size--;
            arrays[size][places[size]] = before[size];
        }
    }
}
