package dev.stampede.workloads.scenario.lock.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.RawSession;
import dev.stampede.workloads.scenario.lock.Lock;
import dev.stampede.workloads.scenario.lock.NaiveLock;
import dev.stampede.workloads.scenario.lock.RawLockDriver;
import java.time.Duration;
import org.apache.zookeeper.KeeperException;

/**
 * Repeats the delete of the lock's znode until it succeeds or the znode does not exist, even in a new session, without
 * reading the owner of the znode.
 */
public final class CarelessRelease extends RawLockDriver {
    @Override
    protected Lock open(ClientContext context, RawSession session, String key) {
        return new NaiveLock(context, session, key) {
            @Override
            public void release() throws Exception {
                ended();
                while (context().running()) {
                    try {
                        session().open().delete(node(), -1);
                        return;
                    } catch (KeeperException.NoNodeException e) {
                        return;
                    } catch (KeeperException.ConnectionLossException | KeeperException.SessionExpiredException e) {
                        context().pause(Duration.ofMillis(10));
                    }
                }
            }
        };
    }
}
