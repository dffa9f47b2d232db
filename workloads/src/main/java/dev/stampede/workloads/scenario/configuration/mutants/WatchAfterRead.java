package dev.stampede.workloads.scenario.configuration.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.scenario.configuration.Configuration;
import dev.stampede.workloads.scenario.configuration.ConfigurationDriver;
import dev.stampede.workloads.scenario.configuration.NaiveConfiguration;
import dev.stampede.workloads.scenario.configuration.Seen;
import dev.stampede.workloads.scenario.configuration.View;
import java.io.IOException;
import java.util.List;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.ZooKeeper;

/** Reads first and leaves its watch afterwards: of what changes in between it never hears. */
public final class WatchAfterRead extends ConfigurationDriver {
    @Override
    protected Configuration open(ClientContext context, List<String> keys, View view) throws IOException {
        return new NaiveConfiguration(context, keys, view) {
            @Override
            protected void fetch(ZooKeeper zk, String key) {
                Recorder.Op op = begin(key);
                zk.getData(
                        key,
                        false,
                        (rc, path, ctx, data, stat) -> {
                            Seen seen = rc == Code.OK.intValue() ? Seen.of(data, stat) : null;
                            complete(op, rc, seen);
                            fetched(zk, key, rc, seen);
                            zk.exists(key, this, (code, asked, nothing, there) -> {}, null);
                        },
                        null);
            }
        };
    }
}
