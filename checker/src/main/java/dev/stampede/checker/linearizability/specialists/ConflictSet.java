package dev.stampede.checker.linearizability.specialists;

import java.util.Arrays;

/** Operations that contradict each other, each once, without the places where there is none. */
final class ConflictSet {
    /** The most that are named. */
    static final int MOST = 64;

    private int[] operations = new int[8];
    private int size;

    /** Adds an operation; a negative number stands for none. */
    ConflictSet and(int operation) {
        for (int i = 0; i < size; i++) {
            if (operations[i] == operation) {
                return this;
            }
        }
        if (operation >= 0 && size < MOST) {
            if (size == operations.length) {
                operations = Arrays.copyOf(operations, 2 * size);
            }
            operations[size++] = operation;
        }
        return this;
    }

    SpecialistResult.Refuted refuted() {
        int[] sorted = Arrays.copyOf(operations, size);
        Arrays.sort(sorted);
        return new SpecialistResult.Refuted(sorted);
    }

    static SpecialistResult.Refuted of(int... operations) {
        ConflictSet suspects = new ConflictSet();
        for (int operation : operations) {
            suspects.and(operation);
        }
        return suspects.refuted();
    }
}
