package dev.stampede.workloads.scenario.configuration.mutants;

import dev.stampede.checker.history.data.ZnodeState;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.scenario.ViewRecorder;
import dev.stampede.workloads.scenario.ZnodeStates;
import dev.stampede.workloads.scenario.configuration.Configuration;
import dev.stampede.workloads.scenario.configuration.ConfigurationDriver;
import dev.stampede.workloads.scenario.configuration.NaiveConfiguration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.ZooKeeper;

/**
 * Assumes that a watch remains after it has fired: sets a watch with the first read of a key, but none with later
 * reads.
 */
public final class NeverWatchesAgain extends ConfigurationDriver {
    @Override
    protected Configuration open(ClientContext context, List<String> keys, ViewRecorder view) {
        return new NaiveConfiguration(context, keys, view) {
            private final Set<String> watched = new HashSet<>();

            @Override
            protected void fetch(ZooKeeper zk, String key) {
                Recorder.Op op = begin(key);
                zk.getData(
                        key,
                        watched.add(key) ? this : null,
                        (rc, path, ctx, data, stat) -> {
                            ZnodeState seen = rc == Code.OK.intValue() ? ZnodeStates.of(data, stat) : null;
                            complete(op, rc, seen);
                            fetched(zk, key, rc, seen);
                        },
                        null);
            }
        };
    }
}
