package dev.stampede.workloads.doctor;

import dev.stampede.workloads.run.EnsembleKind;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The result of a probe.
 *
 * @param name the name of the examined thing
 * @param found the observation, in one sentence
 * @param remedy how to install or correct what is missing; null if nothing is missing
 * @param neededBy the kinds of ensembles that cannot run if it is missing
 */
public record Diagnosis(String name, Status status, String found, @Nullable String remedy, Set<EnsembleKind> neededBy) {
    public Diagnosis {
        neededBy = Set.copyOf(neededBy);
        if ((status == Status.OK) != (remedy == null)) {
            throw new IllegalArgumentException(name + ": expected a remedy if and only if something is missing");
        }
    }

    /** Whether the examined thing is available. */
    public enum Status {
        /** The examined thing is available. */
        OK,
        /** Runs are possible, but fewer or slower ones, or without some faults. */
        LIMITED,
        /** The examined thing is not available. */
        MISSING
    }

    /** The examined thing is available. */
    public static Diagnosis ok(String name, String found) {
        return new Diagnosis(name, Status.OK, found, null, Set.of());
    }

    /** The examined thing limits runs. */
    public static Diagnosis limited(String name, String found, String remedy) {
        return new Diagnosis(name, Status.LIMITED, found, remedy, Set.of());
    }

    /** The examined thing is not available. */
    public static Diagnosis missing(String name, String found, String remedy, EnsembleKind... neededBy) {
        return new Diagnosis(name, Status.MISSING, found, remedy, Set.copyOf(List.of(neededBy)));
    }

    /** Whether ensembles of this kind cannot run for this reason. */
    public boolean prevents(EnsembleKind kind) {
        return status == Status.MISSING && neededBy.contains(kind);
    }
}
