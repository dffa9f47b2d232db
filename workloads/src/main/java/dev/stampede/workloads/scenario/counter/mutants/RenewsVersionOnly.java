package dev.stampede.workloads.scenario.counter.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.RawSession;
import dev.stampede.workloads.scenario.counter.NaiveCounter;
import dev.stampede.workloads.scenario.counter.NaiveCounterDriver;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/** Reads only the version again after BadVersion, and keeps the count that it had read first. */
public final class RenewsVersionOnly extends NaiveCounterDriver {
    @Override
    protected NaiveCounter make(ClientContext context, RawSession shared, String path) {
        return new NaiveCounter(context, shared, path) {
            private @Nullable Known first;

            @Override
            protected long add() throws Exception {
                first = null;
                return super.add();
            }

            @Override
            protected Known known(ZooKeeper zk) throws KeeperException, InterruptedException {
                Known before = first;
                if (before == null || !before.exists()) {
                    first = super.known(zk);
                    return first;
                }
                Stat now = zk.exists(path(), false);
                return now == null ? super.known(zk) : new Known(before.count(), now.getVersion(), true);
            }

            @Override
            protected long count() throws Exception {
                first = null;
                return super.count();
            }
        };
    }
}
