package dev.stampede.workloads.scenario.lock.mutants;

import dev.stampede.workloads.scenario.lock.InterProcessMultiLockDriver;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.recipes.locks.InterProcessLock;

/** Acquires one lock after another, and gives up when one fails, without giving back those that it has. */
public final class KeepsTheFirst extends InterProcessMultiLockDriver {
    @Override
    protected InterProcessLock all(List<InterProcessLock> members) {
        return new OneByOne(members);
    }

    private record OneByOne(List<InterProcessLock> members) implements InterProcessLock {
        @Override
        public void acquire() throws Exception {
            for (InterProcessLock member : members) {
                member.acquire();
            }
        }

        @Override
        public boolean acquire(long time, TimeUnit unit) throws Exception {
            for (InterProcessLock member : members) {
                if (!member.acquire(time, unit)) {
                    return false; // This is what is broken.
                }
            }
            return true;
        }

        @Override
        public void release() throws Exception {
            for (InterProcessLock member : members) {
                member.release();
            }
        }

        @Override
        public boolean isAcquiredInThisProcess() {
            return members.stream().allMatch(InterProcessLock::isAcquiredInThisProcess);
        }
    }
}
