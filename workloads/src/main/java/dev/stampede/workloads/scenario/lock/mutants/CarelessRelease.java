package dev.stampede.workloads.scenario.lock.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.RawSession;
import dev.stampede.workloads.scenario.lock.Lock;
import dev.stampede.workloads.scenario.lock.NaiveLock;
import dev.stampede.workloads.scenario.lock.RawLockDriver;
import java.time.Duration;
import org.apache.zookeeper.KeeperException;

/**
 * Deletes the lock's znode until ZooKeeper answers that there is none, in whatever session it has then, without reading
 * whose znode it is.
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
