package dev.stampede.workloads.scenario.lock;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.RawSession;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Drives locks in raw ZooKeeper calls. All locks of a client share its session. */
public abstract class RawLockDriver extends LockDriver {
    private @Nullable RawSession session;

    /** Creates the lock for one key. */
    protected abstract Lock open(ClientContext context, RawSession session, String key);

    @Override
    protected List<Lock> open(ClientContext context, String key) {
        RawSession shared = session;
        if (shared == null) {
            shared = new RawSession(context);
            session = shared;
        }
        return List.of(open(context, shared, key));
    }
}
