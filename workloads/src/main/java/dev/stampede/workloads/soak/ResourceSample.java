package dev.stampede.workloads.soak;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The amounts of all resources that the harness used at one time between runs.
 *
 * @param amounts the amount of each resource; resources that could not be measured are missing
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
