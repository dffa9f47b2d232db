package dev.stampede.workloads.scenario.configuration.mutants;

import dev.stampede.checker.history.data.ZnodeState;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.scenario.ViewRecorder;
import dev.stampede.workloads.scenario.ZnodeStates;
import dev.stampede.workloads.scenario.configuration.Configuration;
import dev.stampede.workloads.scenario.configuration.ConfigurationDriver;
import dev.stampede.workloads.scenario.configuration.NaiveConfiguration;
import java.util.List;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/**
 * A cache above a persistent watch that is not refreshed after a reconnect, so that it misses changes while it was
 * disconnected.
 */
public final class NotRefreshed extends ConfigurationDriver {
    @Override
    protected Configuration open(ClientContext context, List<String> keys, ViewRecorder view) {
        return new Cache(context, keys, view);
    }

    private static final class Cache extends NaiveConfiguration {
        private @Nullable ZooKeeper watched;

        Cache(ClientContext context, List<String> keys, ViewRecorder view) {
            super(context, keys, view);
        }

        @Override
        protected void fetch(ZooKeeper zk, String key) {
            if (watched != zk) {
                watched = zk;
                String above = key.substring(0, key.lastIndexOf('/'));
                zk.addWatch(above, this, AddWatchMode.PERSISTENT_RECURSIVE, (rc, path, ctx) -> {}, null);
            }
            Recorder.Op op = begin(key);
            zk.getData(
                    key,
                    null,
                    (rc, path, ctx, data, stat) -> {
                        ZnodeState seen = rc == Code.OK.intValue() ? ZnodeStates.of(data, stat) : null;
                        complete(op, rc, seen);
                        fetched(zk, key, rc, seen);
                    },
                    null);
        }
    }
}
