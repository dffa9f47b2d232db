package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.model.ObservedCall;
import dev.stampede.checker.model.ReadWriteLock;
import dev.stampede.checker.model.ReadWriteLock.Mode;
import dev.stampede.checker.model.ReadWriteLock.Output;

/**
 * Decides histories of a read-write lock whose owners execute one operation after another. The precondition and the
 * proof are those of {@link SharedLockHolds}. A write lock excludes all other holds, apart from read locks that the
 * writer acquires while it holds the write lock, if downgrading is allowed.
 */
final class ReadWriteLockSpecialist extends ColumnSpecialist<LockColumns> {
    private final ReadWriteLock.Downgrade downgrade;

    ReadWriteLockSpecialist(ReadWriteLock.Downgrade downgrade) {
        this.downgrade = downgrade;
    }

    @Override
    public String name() {
        return "hold-sweep";
    }

    @Override
    LockColumns encode(Problem problem) {
        LockColumns.Builder columns = new LockColumns.Builder(problem);
        for (int i = 0; i < problem.size(); i++) {
            ObservedCall<?, ?> call = problem.call(i);
            ReadWriteLock.Input input = (ReadWriteLock.Input) call.input();
            boolean taking = input instanceof ReadWriteLock.Lock;
            if (call.output() == (taking ? Output.GRANTED : Output.RELEASED)
                    || (call.output() == null && !call.certain())) {
                boolean isWrite = input.mode() == Mode.WRITE;
                columns.put(
                        i,
                        taking
                                ? isWrite ? LockColumns.ACQUIRE_EXCLUSIVE : LockColumns.ACQUIRE
                                : isWrite ? LockColumns.RELEASE_EXCLUSIVE : LockColumns.RELEASE,
                        input.owner());
            } else if (call.certain()) {
                throw Refusal.unmet("no call was refused or failed, and every answer is known");
            }
        }
        return columns.columns();
    }

    @Override
    SpecialistResult decide(LockColumns columns, SearchBudget budget) {
        return new Sweep(columns).decide();
    }

    private final class Sweep extends SharedLockHolds {
        private final byte[] role;
        private final int[] reads;
        private int readers;
        private int writer = LockColumns.NOBODY;

        Sweep(LockColumns columns) {
            super(columns);
            this.role = columns.role();
            this.reads = new int[columns.owners()];
        }

        private boolean isWrite(int operation) {
            return role[operation] == LockColumns.ACQUIRE_EXCLUSIVE || role[operation] == LockColumns.RELEASE_EXCLUSIVE;
        }

        @Override
        boolean admits(int operation, int owner) {
            if (isWrite(operation)) {
                return writer == LockColumns.NOBODY && readers == 0;
            }
            return writer == LockColumns.NOBODY || (writer == owner && downgrade == ReadWriteLock.Downgrade.GRANTED);
        }

        @Override
        void take(int operation, int owner) {
            if (isWrite(operation)) {
                writer = owner;
            } else {
                readers++;
                reads[owner]++;
            }
        }

        @Override
        boolean has(int operation, int owner) {
            return isWrite(operation) ? writer == owner : reads[owner] > 0;
        }

        @Override
        void give(int operation, int owner) {
            if (isWrite(operation)) {
                writer = LockColumns.NOBODY;
            } else {
                readers--;
                reads[owner]--;
            }
        }

        @Override
        boolean holds(int owner) {
            return writer == owner || reads[owner] > 0;
        }
    }
}
