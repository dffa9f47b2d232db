package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.model.ObservedCall;
import dev.stampede.checker.model.Semaphore;
import dev.stampede.checker.model.Semaphore.Done;

/**
 * Decides histories of a semaphore whose owners execute one operation after another. The precondition and the proof are
 * those of {@link SharedLockHolds}.
 */
final class SemaphoreSpecialist extends ColumnSpecialist<SemaphoreSpecialist.Columns> {
    private final int permits;

    SemaphoreSpecialist(int permits) {
        this.permits = permits;
    }

    /**
     * The acquires and releases, and their numbers of permits.
     *
     * @param weight the number of permits of each operation
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Columns(LockColumns locks, int[] weight) {

        static Columns of(Problem problem) {
            LockColumns.Builder columns = new LockColumns.Builder(problem);
            int[] weight = new int[problem.size()];
            for (int i = 0; i < weight.length; i++) {
                ObservedCall<?, ?> call = problem.call(i);
                boolean unknown = call.output() == null && !call.certain();
                if (call.input() instanceof Semaphore.Acquire acquire && (unknown || call.output() == Done.GRANTED)) {
                    columns.put(i, LockColumns.ACQUIRE, acquire.owner());
                    weight[i] = acquire.permits();
                } else if (call.input() instanceof Semaphore.Release release
                        && (unknown || call.output() == Done.RELEASED)) {
                    columns.put(i, LockColumns.RELEASE, release.owner());
                    weight[i] = release.permits();
                } else if (call.certain()) {
                    throw Refusal.unmet("no call observes, was refused or failed, and every answer is known");
                }
            }
            return new Columns(columns.columns(), weight);
        }
    }

    @Override
    public String name() {
        return "hold-sweep";
    }

    @Override
    Columns encode(Problem problem) {
        return Columns.of(problem);
    }

    @Override
    SpecialistResult decide(Columns columns, SearchBudget budget) {
        return new Sweep(columns).decide();
    }

    private final class Sweep extends SharedLockHolds {
        private final int[] weight;
        private final int[] held;
        private long all;

        Sweep(Columns columns) {
            super(columns.locks());
            this.weight = columns.weight();
            this.held = new int[columns.locks().owners()];
        }

        @Override
        boolean admits(int operation, int owner) {
            return all + weight[operation] <= permits;
        }

        @Override
        void take(int operation, int owner) {
            held[owner] += weight[operation];
            all += weight[operation];
        }

        @Override
        boolean has(int operation, int owner) {
            return held[owner] >= weight[operation];
        }

        @Override
        void give(int operation, int owner) {
            held[owner] -= weight[operation];
            all -= weight[operation];
        }

        @Override
        boolean holds(int owner) {
            return held[owner] > 0;
        }
    }
}
