package dev.stampede.workloads.tampering;

import dev.stampede.nemesis.tap.tampering.Tampering;
import dev.stampede.workloads.scenario.ExpectedAnomaly;
import dev.stampede.workloads.scenario.Variant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * An ensemble that breaks one guarantee on purpose: the members are correct, and the tap on the links of the clients
 * tampers with some of their frames. A run with it must be INVALID with ZooKeeper at fault.
 *
 * @param name the name on the command line and in tables
 * @param description what it does, without a subject: {@code acknowledges a setData that it does not apply}
 * @param tampering creates the tampering of a run
 * @param oneIn the mean number of possible lies of which the ensemble chooses one
 * @param expected the broken guarantee: a run must show at least one of these anomalies
 * @param recipe the variant in whose run it shows, such as {@code registers/naive}
 * @param settings settings of the variant's driver that replace its own
 */
public record EnsembleMutant(
        String name,
        String description,
        Supplier<Tampering> tampering,
        int oneIn,
        List<ExpectedAnomaly> expected,
        String recipe,
        Map<String, String> settings) {
    public EnsembleMutant {
        expected = List.copyOf(expected);
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        if (expected.isEmpty()) {
            throw new IllegalArgumentException("expected a broken guarantee of " + name + ", found none");
        }
    }

    /** The variant under this mutant: it must show the broken guarantee, and its run ends once that is certain. */
    public Variant under(Variant variant) {
        return variant.with(settings).expecting(expected);
    }

    @Override
    public String toString() {
        return name;
    }
}
