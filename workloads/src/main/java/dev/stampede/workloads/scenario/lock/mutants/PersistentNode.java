package dev.stampede.workloads.scenario.lock.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.RawSession;
import dev.stampede.workloads.scenario.lock.Lock;
import dev.stampede.workloads.scenario.lock.NaiveLock;
import dev.stampede.workloads.scenario.lock.RawLockDriver;
import org.apache.zookeeper.CreateMode;

/** Creates a persistent znode. It remains when the session of its holder ends, so no client acquires the lock again. */
public final class PersistentNode extends RawLockDriver {
    @Override
    protected Lock open(ClientContext context, RawSession session, String key) {
        return new NaiveLock(context, session, key) {
            @Override
            protected CreateMode createMode() {
                return CreateMode.PERSISTENT;
            }
        };
    }
}
