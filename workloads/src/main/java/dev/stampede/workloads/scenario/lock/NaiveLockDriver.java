package dev.stampede.workloads.scenario.lock;

import dev.stampede.workloads.client.ClientContext;

/** Drives the {@link NaiveLock}. */
public final class NaiveLockDriver extends LockDriver {
    @Override
    protected Lock open(ClientContext context) {
        return new NaiveLock(context);
    }
}
