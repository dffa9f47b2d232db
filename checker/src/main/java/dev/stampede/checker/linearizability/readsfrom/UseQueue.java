package dev.stampede.checker.linearizability.readsfrom;

import java.util.Arrays;

/**
 * A priority queue of the uses that may still need a source: first those that occurred most often and most recently in
 * conflicts (the VSIDS heuristic of the solver "Chaff"), among equals the one that returns first. A binary heap. Not
 * thread-safe.
 */
final class UseQueue {
    private static final double DECAY = 1.05;
    private static final double TOO_LARGE = 1e100;

    private final Columns ops;
    private final double[] activity;
    private final int[] heap;
    private final int[] place;
    private int size;
    private double bumpWeight = 1;

    UseQueue(Columns ops) {
        this.ops = ops;
        activity = new double[ops.size];
        heap = new int[ops.size];
        place = new int[ops.size];
        Arrays.fill(place, -1);
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Adds a use unless it is present. */
    void add(int use) {
        if (place[use] < 0) {
            place[use] = size;
            heap[size++] = use;
            up(size - 1);
        }
    }

    int remove() {
        int first = heap[0];
        place[first] = -1;
        int last = heap[--size];
        if (size > 0) {
            heap[0] = last;
            place[last] = 0;
            down();
        }
        return first;
    }

    /** Raises the priority of a use that occurred in a conflict. */
    void bump(int use) {
        activity[use] += bumpWeight;
        if (activity[use] > TOO_LARGE) {
            for (int i = 0; i < activity.length; i++) {
                activity[i] /= TOO_LARGE;
            }
            bumpWeight /= TOO_LARGE;
        }
        if (place[use] >= 0) {
            up(place[use]);
        }
    }

    /** Reduces the weight of earlier conflicts. */
    void decay() {
        bumpWeight *= DECAY;
    }

    private boolean before(int one, int other) {
        return activity[one] > activity[other] || (activity[one] == activity[other] && ops.ret[one] < ops.ret[other]);
    }

    private void up(int from) {
        int at = from;
        int use = heap[at];
        while (at > 0 && before(use, heap[(at - 1) / 2])) {
            heap[at] = heap[(at - 1) / 2];
            place[heap[at]] = at;
            at = (at - 1) / 2;
        }
        heap[at] = use;
        place[use] = at;
    }

    private void down() {
        int at = 0;
        int use = heap[at];
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!before(heap[child], use)) {
                break;
            }
            heap[at] = heap[child];
            place[heap[at]] = at;
            at = child;
        }
        heap[at] = use;
        place[use] = at;
    }
}
