package dev.stampede.nemesis.plan;

import dev.stampede.nemesis.fault.Budgets;
import dev.stampede.nemesis.fault.EnsembleFacts;
import dev.stampede.nemesis.fault.FaultFamily;
import dev.stampede.nemesis.fault.FaultShape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The faults of a run. Data: the same plan may be printed, saved, changed by hand and executed again.
 *
 * @param seed what its atoms' choices are made from when they fire
 * @param chaos how long the phase is that it is made for
 * @param atoms at most {@value #MOST_ATOMS}, in any order, each id once
 * @param healing the ids of all atoms, in the order in which what still lasts is healed when the phase ends
 */
public record Plan(long seed, Duration chaos, List<PlanStep> atoms, List<String> healing) {
    /** The version of the format that is written. */
    public static final int VERSION = 1;

    /** More atoms are refused. */
    public static final int MOST_ATOMS = 1_000;

    public Plan {
        WholeMillis.require(chaos, "a chaos phase");
        atoms = List.copyOf(atoms);
        healing = List.copyOf(healing);
        List<String> problems = new ArrayList<>();
        if (atoms.size() > MOST_ATOMS) {
            problems.add("expected at most %d atoms, got %d".formatted(MOST_ATOMS, atoms.size()));
        }
        Set<String> ids = new HashSet<>();
        for (PlanStep atom : atoms) {
            if (!ids.add(atom.id())) {
                problems.add("expected each id once, got \"" + atom.id() + "\" twice");
            }
        }
        if (healing.size() != ids.size() || !ids.equals(new HashSet<>(healing))) {
            problems.add("expected the healing order to name each atom once (%s), got %s"
                    .formatted(ids.stream().sorted().toList(), healing));
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    /** A plan without faults. */
    public static Plan none(Seed seed, Duration chaos) {
        return new Plan(seed.value(), chaos, List.of(), List.of());
    }

    /** The names of the families that it holds, each once, in their own order. */
    public List<String> families() {
        Set<FaultFamily> held = atoms.stream().map(a -> a.shape().family()).collect(Collectors.toSet());
        return held.stream().sorted().map(FaultFamily::label).toList();
    }

    /** The atoms in the order in which they fire. */
    public List<PlanStep> byTime() {
        return atoms.stream()
                .sorted(Comparator.comparing(PlanStep::offset).thenComparing(PlanStep::id))
                .toList();
    }

    /**
     * Why it cannot do on such an ensemble, and with such clients, what it is to do; one line each, with the remedy.
     * Empty if it can.
     */
    public List<String> obstacles(EnsembleFacts facts) {
        List<String> problems = new ArrayList<>();
        atoms.stream()
                .map(PlanStep::shape)
                .distinct()
                .flatMap(shape -> shape.obstacle(facts).stream())
                .forEach(problems::add);
        long expiry = Budgets.expiryMillis(facts.settingsOrAssumed(), facts.sessionTimeoutMillis());
        for (PlanStep atom : byTime()) {
            if (atom.end().compareTo(chaos) > 0) {
                problems.add(
                        "%s ends %s after the chaos phase began, which is over after %s. Make it earlier or shorter"
                                .formatted(atom.id(), WholeMillis.text(atom.end()), WholeMillis.text(chaos)));
            }
            if (atom.shape() == FaultShape.SESSION_EXPIRY_CUT && atom.lasting().toMillis() <= expiry) {
                problems.add("%s lasts %s, but a session of %d ms may take %d ms to expire. Let it last longer"
                        .formatted(atom.id(), WholeMillis.text(atom.lasting()), facts.sessionTimeoutMillis(), expiry));
            }
        }
        return problems;
    }

    /** For people: a line for each atom in the order of time, and the order of healing. */
    public String describe() {
        if (atoms.isEmpty()) {
            return "plan: no faults in " + WholeMillis.text(chaos);
        }
        String lines = byTime().stream().map(a -> "\n  " + a.describe()).collect(Collectors.joining());
        return "plan: %d faults in %s, seed %d%s%n  healed at the end in the order %s"
                .formatted(atoms.size(), WholeMillis.text(chaos), seed, lines, String.join(", ", healing))
                .replace("\r\n", "\n");
    }
}
