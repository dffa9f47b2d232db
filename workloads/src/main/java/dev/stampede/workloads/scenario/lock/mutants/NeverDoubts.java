package dev.stampede.workloads.scenario.lock.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.RawSession;
import dev.stampede.workloads.scenario.lock.Lock;
import dev.stampede.workloads.scenario.lock.NaiveLock;
import dev.stampede.workloads.scenario.lock.RawLockDriver;

/** Treats the lock as held after a Disconnected or Expired event. */
public final class NeverDoubts extends RawLockDriver {
    @Override
    protected Lock open(ClientContext context, RawSession session, String key) {
        return new NaiveLock(context, session, key) {
            @Override
            protected void doubt(String reason) {
                // The mistake: no doubt.
            }
        };
    }
}
