package dev.stampede.workloads.scenario.lock.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.RawSession;
import dev.stampede.workloads.scenario.lock.FairQueue;
import dev.stampede.workloads.scenario.lock.Lock;
import dev.stampede.workloads.scenario.lock.RawLockDriver;
import java.time.Duration;
import java.util.List;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;

/**
 * A fair queue that sets its watch after the check and ignores the result of setting it. If the predecessor disappears
 * in between, the client waits for a znode that never changes again.
 */
public final class WatchesTooLate extends RawLockDriver {
    /** About the time that writing a log line takes. */
    private static final Duration BETWEEN = Duration.ofMillis(20);

    @Override
    protected Lock open(ClientContext context, RawSession session, String key) {
        return new FairQueue(context, session, key) {
            @Override
            protected boolean watch(ZooKeeper zk, List<String> ahead) throws KeeperException, InterruptedException {
                context().pause(BETWEEN);
                zk.exists(key() + "/" + ahead.get(ahead.size() - 1), this);
                return true;
            }
        };
    }
}
