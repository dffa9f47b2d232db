package dev.stampede.workloads.scenario.lock;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.RawSession;

/** Drives the {@link NaiveLock}. */
public final class NaiveLockDriver extends RawLockDriver {
    @Override
    protected Lock open(ClientContext context, RawSession session, String key) {
        return new NaiveLock(context, session, key);
    }
}
