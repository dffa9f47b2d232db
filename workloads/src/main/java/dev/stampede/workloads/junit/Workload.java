package dev.stampede.workloads.junit;

import dev.stampede.workloads.registry.Scenarios;
import dev.stampede.workloads.run.RunConfig;
import dev.stampede.workloads.scenario.ExpectedAnomaly;
import dev.stampede.workloads.scenario.Scenario;
import dev.stampede.workloads.scenario.Variant;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The work of the clients of a run, and their number. {@link Stampede} has one method for each common workload.
 * Immutable: each method returns a new workload.
 *
 * @param clientJvms the number of worker JVMs that the clients run in; 0 for the JVM of the test
 */
public record Workload(Variant variant, int clients, int clientJvms) {
    /** Any variant of any scenario, by their names. */
    public static Workload of(String scenario, String variant) {
        Scenario known = Scenarios.named(scenario)
                .orElseThrow(() -> new IllegalArgumentException("there is no scenario " + scenario));
        return of(known.variant(variant)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no variant " + variant + " of the scenario " + scenario)));
    }

    /** A variant, of the registered scenarios or of the caller's own. */
    public static Workload of(Variant variant) {
        return new Workload(variant, RunConfig.DEFAULT_CLIENTS, 0);
    }

    /** This workload with one object, such as one lock, at this path. */
    Workload on(String path) {
        return with("key", path).with("objects", "1").with("hot.percent", "0");
    }

    /**
     * This workload as a mutant that must show this anomaly. Its runs end as soon as the anomaly is certain. Use it for
     * a class that is known to be broken, to test that the checks find the anomaly.
     *
     * @param check the name of one of the workload's checks, such as {@code mutual-exclusion}
     * @param kind the kind of the anomaly, such as {@code server-overlap}
     */
    public Workload expecting(String check, String kind) {
        return new Workload(variant.expecting(List.of(new ExpectedAnomaly(check, kind))), clients, clientJvms);
    }

    /** This workload with this number of clients. */
    public Workload clients(int number) {
        return new Workload(variant, number, clientJvms);
    }

    /** This workload with the clients in this number of worker JVMs. */
    public Workload inWorkers(int jvms) {
        return new Workload(variant, clients, jvms);
    }

    /** This workload with this mean time of a hold. */
    public Workload holding(Duration mean) {
        return with("hold.millis", Long.toString(mean.toMillis()));
    }

    /** This workload with this mean time of a leader's term. */
    public Workload tenure(Duration mean) {
        return with("tenure.millis", Long.toString(mean.toMillis()));
    }

    /** This workload with one setting of the driver replaced. */
    public Workload with(String setting, String value) {
        return new Workload(variant.with(Map.of(setting, value)), clients, clientJvms);
    }
}
