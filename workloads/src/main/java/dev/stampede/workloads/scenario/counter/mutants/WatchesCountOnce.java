package dev.stampede.workloads.scenario.counter.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.RawSession;
import dev.stampede.workloads.scenario.counter.NaiveCounter;
import dev.stampede.workloads.scenario.counter.NaiveCounterDriver;
import org.apache.zookeeper.ZooKeeper;

/**
 * Keeps a copy of the count, and reads the count again after its watch has fired. But it sets the watch only once, at
 * its first read. Its own increments update the copy as well.
 */
public final class WatchesCountOnce extends NaiveCounterDriver {
    private static final long UNKNOWN = -1;

    @Override
    protected NaiveCounter make(ClientContext context, RawSession shared, String path) {
        return new NaiveCounter(context, shared, path) {
            private volatile long copy = UNKNOWN;
            private boolean watches;

            @Override
            protected long add() throws Exception {
                long count = super.add();
                copy = count;
                return count;
            }

            @Override
            protected long count() throws Exception {
                if (!watches) {
                    ZooKeeper zk = session().await();
                    zk.exists(path(), event -> copy = UNKNOWN);
                    watches = true;
                }
                if (copy == UNKNOWN) {
                    copy = super.count();
                }
                return copy;
            }
        };
    }
}
