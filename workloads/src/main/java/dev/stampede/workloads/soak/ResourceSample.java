package dev.stampede.workloads.soak;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How much of each resource the harness used at one moment between runs.
 *
 * @param amounts a resource that could not be measured is missing
 */
public record ResourceSample(Map<HarnessResource, Long> amounts) {
    public ResourceSample {
        EnumMap<HarnessResource, Long> copy = new EnumMap<>(HarnessResource.class);
        copy.putAll(amounts);
        amounts = Collections.unmodifiableMap(copy);
    }

    /** Measures the harness while no run is in progress. */
    @FunctionalInterface
    public interface Probe {
        ResourceSample measure() throws InterruptedException;
    }
}
