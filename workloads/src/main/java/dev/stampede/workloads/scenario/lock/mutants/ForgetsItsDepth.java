package dev.stampede.workloads.scenario.lock.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.RawSession;
import dev.stampede.workloads.scenario.lock.FairQueue;
import dev.stampede.workloads.scenario.lock.Lock;
import dev.stampede.workloads.scenario.lock.RawLockDriver;
import dev.stampede.workloads.scenario.lock.Reentrant;

/** A reentrant lock that the first release releases, even after several acquires. */
public final class ForgetsItsDepth extends RawLockDriver {
    @Override
    protected Lock open(ClientContext context, RawSession session, String key) {
        return new Reentrant(new FairQueue(context, session, key)) {
            @Override
            protected boolean releasesAt(int outstanding) {
                return true;
            }
        };
    }
}
