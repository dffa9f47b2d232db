package dev.stampede.checker.linearizability;

/** R7: looks at the next read to return, and whether it can still find what it saw. Not thread-safe. */
final class ReadAhead {
    private final Problem problem;
    private final Transitions<?, ?, ?> transitions;
    private final Windows windows;
    private final Window window;
    private final Outlook outlook;
    private final long[] taken;

    /** A look at the configurations whose operations that took effect are kept in the given array. */
    ReadAhead(Problem problem, Windows windows, Window window, Outlook outlook, long[] taken) {
        this.problem = problem;
        this.transitions = problem.transitions();
        this.windows = windows;
        this.window = window;
        this.outlook = outlook;
        this.taken = taken;
    }

    /** Whether the next read must fail. */
    boolean fails(int state) {
        int level = window.level();
        int read = outlook.nextRead(level);
        if (read == windows.levels || outlook.overwritingBetween(level, read)) {
            return false;
        }
        int reader = windows.returning[read];
        int seen = transitions.from(problem.kind(reader));
        if (seen == state || isOpenAndTaken(reader) || mayBeOverwritten()) {
            return false;
        }
        return !transitions.mayLead(state, seen);
    }

    private boolean isOpenAndTaken(int operation) {
        int slot = windows.slot[operation];
        long open = (window.observers[slot >> 6] | window.changes[slot >> 6]) & taken[slot >> 6];
        return window.operation[slot] == operation && (open >> slot & 1) != 0;
    }

    private boolean mayBeOverwritten() {
        for (int w = 0; w < taken.length; w++) {
            for (long x = (window.writes[w] | window.changes[w] | window.options[w]) & ~taken[w]; x != 0; x &= x - 1) {
                int operation = window.operation[64 * w + Long.numberOfTrailingZeros(x)];
                if (transitions.form(problem.kind(operation)) == Form.OVERWRITES) {
                    return true;
                }
            }
        }
        for (int supply : outlook.overwritingSupplies()) {
            if (window.supplied[supply] > 0) {
                return true;
            }
        }
        return false;
    }
}
