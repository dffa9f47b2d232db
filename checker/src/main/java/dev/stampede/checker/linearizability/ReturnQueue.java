package dev.stampede.checker.linearizability;

import java.util.Arrays;

/** Operations by their keys, the smallest first: a binary heap of ints. Not thread-safe. */
final class ReturnQueue {
    private final int[] key;
    private int[] heap = new int[16];
    private int size;

    /** Operations are ordered by these keys, which must not change. */
    ReturnQueue(int[] key) {
        this.key = key;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int first() {
        return heap[0];
    }

    void add(int operation) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        int at = size++;
        while (at > 0 && key[heap[(at - 1) >>> 1]] > key[operation]) {
            heap[at] = heap[(at - 1) >>> 1];
            at = (at - 1) >>> 1;
        }
        heap[at] = operation;
    }

    int remove() {
        int first = heap[0];
        int moved = heap[--size];
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && key[heap[child + 1]] < key[heap[child]]) {
                child++;
            }
            if (key[heap[child]] >= key[moved]) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = moved;
        return first;
    }
}
