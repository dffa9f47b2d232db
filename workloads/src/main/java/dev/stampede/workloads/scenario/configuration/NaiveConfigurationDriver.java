package dev.stampede.workloads.scenario.configuration;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.ViewRecorder;
import java.util.List;

/** Drives the {@link NaiveConfiguration}. */
public final class NaiveConfigurationDriver extends ConfigurationDriver {
    @Override
    protected Configuration open(ClientContext context, List<String> keys, ViewRecorder view) {
        return new NaiveConfiguration(context, keys, view);
    }
}
