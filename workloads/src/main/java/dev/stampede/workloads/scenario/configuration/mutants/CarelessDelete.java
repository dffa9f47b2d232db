package dev.stampede.workloads.scenario.configuration.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.ViewRecorder;
import dev.stampede.workloads.scenario.configuration.Configuration;
import dev.stampede.workloads.scenario.configuration.ConfigurationDriver;
import dev.stampede.workloads.scenario.configuration.NaiveConfiguration;
import java.util.List;
import org.apache.zookeeper.KeeperException;

/** Deletes a key without a version, which discards all changes since its last read. */
public final class CarelessDelete extends ConfigurationDriver {
    @Override
    protected Configuration open(ClientContext context, List<String> keys, ViewRecorder view) {
        return new NaiveConfiguration(context, keys, view) {
            @Override
            public void delete(String key, int version) throws KeeperException, InterruptedException {
                super.delete(key, -1);
            }
        };
    }
}
