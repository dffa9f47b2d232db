package dev.stampede.workloads.scenario.lock.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.lock.Lock;
import dev.stampede.workloads.scenario.lock.LockDriver;
import dev.stampede.workloads.scenario.lock.NaiveLock;

/** Goes on relying on its hold after it was told that it is disconnected. */
public final class NeverDoubts extends LockDriver {
    @Override
    protected Lock open(ClientContext context) {
        return new NaiveLock(context) {
            @Override
            protected void doubt(String reason) {
                // This is what is broken.
            }
        };
    }
}
