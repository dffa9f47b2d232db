package dev.stampede.workloads.scenario.configuration.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.ViewRecorder;
import dev.stampede.workloads.scenario.configuration.Configuration;
import dev.stampede.workloads.scenario.configuration.ConfigurationDriver;
import dev.stampede.workloads.scenario.configuration.NaiveConfiguration;
import java.util.List;

/** Takes the event for the new value: sets the next watch, but does not read the data. */
public final class EventWithoutReading extends ConfigurationDriver {
    @Override
    protected Configuration open(ClientContext context, List<String> keys, ViewRecorder view) {
        return new NaiveConfiguration(context, keys, view) {
            @Override
            protected void notified(String key) {
                handle().exists(key, this, (rc, path, ctx, stat) -> {}, null);
            }
        };
    }
}
