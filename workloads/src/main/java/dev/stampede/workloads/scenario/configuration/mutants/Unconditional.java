package dev.stampede.workloads.scenario.configuration.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.ViewRecorder;
import dev.stampede.workloads.scenario.configuration.Configuration;
import dev.stampede.workloads.scenario.configuration.ConfigurationDriver;
import dev.stampede.workloads.scenario.configuration.NaiveConfiguration;
import java.util.List;
import org.apache.zookeeper.KeeperException;

/** Writes without a version, and overwrites all changes since its last read. */
public final class Unconditional extends ConfigurationDriver {
    @Override
    protected Configuration open(ClientContext context, List<String> keys, ViewRecorder view) {
        return new NaiveConfiguration(context, keys, view) {
            @Override
            public int set(String key, String data, int version) throws KeeperException, InterruptedException {
                return super.set(key, data, -1);
            }
        };
    }
}
