package dev.stampede.workloads.scenario.lock;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.RawSession;

/** Drives a reentrant {@link FairQueue}. */
public final class FairQueueDriver extends RawLockDriver {
    @Override
    protected Lock open(ClientContext context, RawSession session, String key) {
        return new Reentrant(new FairQueue(context, session, key));
    }
}
