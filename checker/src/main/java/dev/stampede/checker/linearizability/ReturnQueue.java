package dev.stampede.checker.linearizability;

import java.util.Arrays;

/**
 * Operations, those that return sooner first, those that never return last: a binary heap of ranks, by which the events know
 * the operations. Not thread-safe.
 */
final class ReturnQueue {
    private final int[] ret;
    private final int[] events;
    private int[] heap = new int[16];
    private int size;

    /** Those that never return, in the order in which they were added. */
    private int[] lasting = new int[16];

    private int firstLasting;
    private int lastings;

    ReturnQueue(Intervals when) {
        this.ret = when.ret();
        this.events = when.events();
    }

    boolean isEmpty() {
        return size == 0 && firstLasting == lastings;
    }

    int first() {
        return size == 0 ? lasting[firstLasting] : ~events[heap[0]];
    }

    void add(int operation) {
        int rank = ret[operation];
        if (rank == Problem.NEVER) {
            lasting = lastings == lasting.length ? Arrays.copyOf(lasting, 2 * lastings) : lasting;
            lasting[lastings++] = operation;
            return;
        }
        heap = size == heap.length ? Arrays.copyOf(heap, 2 * size) : heap;
        int at = size++;
        while (at > 0 && heap[(at - 1) >>> 1] > rank) {
            heap[at] = heap[(at - 1) >>> 1];
            at = (at - 1) >>> 1;
        }
        heap[at] = rank;
    }

    int remove() {
        if (size == 0) {
            return lasting[firstLasting++];
        }
        int first = heap[0];
        int moved = heap[--size];
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= moved) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = moved;
        return ~events[first];
    }
}
