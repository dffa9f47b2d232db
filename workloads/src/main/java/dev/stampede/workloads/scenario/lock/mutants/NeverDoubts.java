package dev.stampede.workloads.scenario.lock.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.RawSession;
import dev.stampede.workloads.scenario.lock.Lock;
import dev.stampede.workloads.scenario.lock.NaiveLock;
import dev.stampede.workloads.scenario.lock.RawLockDriver;

/** Goes on relying on its hold after it was told that it is disconnected. */
public final class NeverDoubts extends RawLockDriver {
    @Override
    protected Lock open(ClientContext context, RawSession session, String key) {
        return new NaiveLock(context, session, key) {
            @Override
            protected void doubt(String reason) {
                // This is what is broken.
            }
        };
    }
}
