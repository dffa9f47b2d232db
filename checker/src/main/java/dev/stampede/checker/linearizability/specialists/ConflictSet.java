package dev.stampede.checker.linearizability.specialists;

import java.util.Arrays;

/** A set of operations that contradict each other; ignores negative numbers, which stand for no operation. */
final class ConflictSet {
    /** The maximum size. */
    static final int MAX_SIZE = 64;

    private int[] operations = new int[8];
    private int size;

    /** Adds an operation; a negative number stands for none. */
    ConflictSet and(int operation) {
        for (int i = 0; i < size; i++) {
            if (operations[i] == operation) {
                return this;
            }
        }
        if (operation >= 0 && size < MAX_SIZE) {
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
