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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.ZooKeeper;

/**
 * Reads when an event arrives, but sets the next watch only before its next operation, so that it misses changes in
 * between.
 */
public final class WatchAfterRead extends ConfigurationDriver {
    @Override
    protected Configuration open(ClientContext context, List<String> keys, ViewRecorder view) {
        return new NaiveConfiguration(context, keys, view) {
            private final Set<String> unwatched = ConcurrentHashMap.newKeySet();

            @Override
            protected void fetch(ZooKeeper zk, String key) {
                Recorder.Op op = begin(key);
                zk.getData(
                        key,
                        false,
                        (rc, path, ctx, data, stat) -> {
                            ZnodeState seen = rc == Code.OK.intValue() ? ZnodeStates.of(data, stat) : null;
                            complete(op, rc, seen);
                            fetched(zk, key, rc, seen);
                            unwatched.add(key);
                        },
                        null);
            }

            @Override
            protected void beforeOperation() {
                List<String> now = List.copyOf(unwatched);
                unwatched.removeAll(now);
                now.forEach(key -> handle().exists(key, this, (rc, path, ctx, stat) -> {}, null));
            }
        };
    }
}
