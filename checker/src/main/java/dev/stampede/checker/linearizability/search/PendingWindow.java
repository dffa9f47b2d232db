package dev.stampede.checker.linearizability.search;

/** The operations that are open before one return: a view that moves over a {@link WindowTable} in both directions. */
final class PendingWindow {
    private final WindowTable windows;

    /** The open operations of each role, as sets of slots. */
    final long[] observers;

    final long[] writes;
    final long[] additions;
    final long[] changes;
    final long[] options;

    /** The operation in each slot. */
    final int[] operation;

    /** The number of operations of each supply that have been called. */
    final int[] supplied;

    private int level;

    PendingWindow(WindowTable windows) {
        this.windows = windows;
        observers = new long[windows.words];
        writes = new long[windows.words];
        additions = new long[windows.words];
        changes = new long[windows.words];
        options = new long[windows.words];
        operation = new int[64 * windows.words];
        supplied = new int[windows.supplyKind.length];
        addCalls();
    }

    /** The number of the next return. */
    int level() {
        return level;
    }

    /** Moves forward past the next return. */
    void forward() {
        int returned = windows.returning[level];
        set(returned)[windows.slot[returned] >> 6] &= ~(1L << windows.slot[returned]);
        level++;
        addCalls();
    }

    private void addCalls() {
        int end = windows.callsFrom[level + 1];
        for (int i = windows.callsFrom[level]; i < end; i++) {
            int called = windows.called[i];
            int slot = windows.slot[called];
            if (windows.role[called] == WindowTable.Role.SUPPLY) {
                supplied[slot]++;
            } else {
                operation[slot] = called;
                set(called)[slot >> 6] |= 1L << slot;
            }
        }
    }

    /** Moves back past the previous return. */
    void back() {
        int start = windows.callsFrom[level];
        for (int i = windows.callsFrom[level + 1] - 1; i >= start; i--) {
            int called = windows.called[i];
            int slot = windows.slot[called];
            if (windows.role[called] == WindowTable.Role.SUPPLY) {
                supplied[slot]--;
            } else {
                set(called)[slot >> 6] &= ~(1L << slot);
                if (windows.previous[called] >= 0) {
                    operation[slot] = windows.previous[called];
                }
            }
        }
        level--;
        int returned = windows.returning[level];
        int slot = windows.slot[returned];
        operation[slot] = returned;
        set(returned)[slot >> 6] |= 1L << slot;
    }

    private long[] set(int operation) {
        return switch (windows.role[operation]) {
            case OBSERVER -> observers;
            case WRITE -> writes;
            case ADDITION -> additions;
            case CHANGE -> changes;
            case OPTION -> options;
            case SUPPLY, NONE -> throw new IllegalStateException("operation " + operation + " has no slot");
        };
    }
}
