package dev.stampede.workloads.scenario.lock.mutants;

import dev.stampede.workloads.scenario.lock.InterProcessMultiLockDriver;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.recipes.locks.InterProcessLock;

/** Acquires several locks in sequence. When an acquire fails, it gives up without releasing the acquired locks. */
public final class KeepsTheFirst extends InterProcessMultiLockDriver {
    @Override
    protected InterProcessLock multiLock(List<InterProcessLock> members) {
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
                    return false; // The mistake: the acquired locks are not released.
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
