package dev.stampede.checker.check;

import dev.stampede.checker.check.Anomaly.Group;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts the anomalies of a run into the order in which people should read them. Stateless.
 *
 * <ol>
 *   <li>Anomalies of one check and one kind that are blamed on one layer are one {@link RunFinding} with their count.
 *   <li>What a store or a server accepted ({@link Gravity#EFFECT}) is a consequence of an anomaly of the same check on the same
 *       znodes that began before it was over.
 *   <li>What the ensemble broke makes the anomalies of other layers that rest on it its consequences: those about the same
 *       znodes or sessions that ended after it began. Others stay causes of their own.
 *   <li>Violations stand before caveats, and a broken state or order of the ensemble before everything else, because nothing
 *       built on it can be judged without it. Then the most direct statement of the broken promise comes first ({@link Gravity}),
 *       then the layer ({@link Blame}), then time.
 * </ol>
 *
 * <p>O(n log n) in the anomalies that checks keep, which are bounded, and quadratic only in those of the ensemble.
 */
public final class FindingRanking {
    private static final Comparator<RunFinding> ORDER = Comparator.comparing(RunFinding::caveat)
            .thenComparing(f -> !brokenEnsemble(f))
            .thenComparing(RunFinding::gravity)
            .thenComparing(RunFinding::blame)
            .thenComparingLong(f -> f.first().fromNanos());

    private FindingRanking() {}

    /**
     * Ranks what checks found.
     *
     * @param gravity of an anomaly, as its check says
     */
    public static List<RunFinding> rank(List<CheckResult> results, Function<Anomaly, Gravity> gravity) {
        List<RunFinding> all = new ArrayList<>();
        results.forEach(result -> all.addAll(groups(result, gravity)));
        all.sort(ORDER);
        return belowTheEnsemble(effectsBelowCauses(all));
    }

    /** Ranks what checks found where nothing is known of the gravity of anomalies: all count as {@link Gravity#STATE}. */
    static List<RunFinding> rank(List<CheckResult> results) {
        return rank(results, anomaly -> Gravity.STATE);
    }

    private static List<RunFinding> groups(CheckResult result, Function<Anomaly, Gravity> gravity) {
        Map<Group, List<Anomaly>> groups = new LinkedHashMap<>();
        result.anomalies().forEach(a -> groups.computeIfAbsent(a.group(), g -> new ArrayList<>())
                .add(a));
        List<RunFinding> findings = new ArrayList<>();
        groups.forEach((group, examples) -> {
            int count = Math.max(examples.size(), result.counts().getOrDefault(group, 0));
            findings.add(new RunFinding(gravity.apply(examples.get(0)), count, examples, List.of()));
        });
        return findings;
    }

    private static boolean brokenEnsemble(RunFinding finding) {
        return finding.blame() == Blame.ZOOKEEPER && finding.gravity().compareTo(Gravity.ORDER) <= 0;
    }

    private static List<RunFinding> effectsBelowCauses(List<RunFinding> ranked) {
        Map<RunFinding, List<RunFinding>> below = new LinkedHashMap<>();
        ranked.stream().filter(f -> !isEffect(f)).forEach(f -> below.put(f, new ArrayList<>()));
        List<RunFinding> orphans = new ArrayList<>();
        for (RunFinding effect :
                ranked.stream().filter(FindingRanking::isEffect).toList()) {
            below.keySet().stream()
                    .filter(cause -> causes(cause, effect))
                    .findFirst()
                    .map(below::get)
                    .orElse(orphans)
                    .add(effect);
        }
        List<RunFinding> roots = new ArrayList<>(orphans);
        below.forEach((cause, effects) -> roots.add(with(cause, effects)));
        roots.sort(ORDER);
        return roots;
    }

    private static boolean isEffect(RunFinding finding) {
        return finding.gravity() == Gravity.EFFECT && finding.blame() != Blame.HARNESS && !finding.caveat();
    }

    private static boolean causes(RunFinding cause, RunFinding effect) {
        return !cause.caveat()
                && cause.gravity() != Gravity.LEFTOVER
                && cause.check().equals(effect.check())
                && cause.examples().stream().anyMatch(a -> precedes(a, effect.first()));
    }

    private static boolean precedes(Anomaly cause, Anomaly consequence) {
        return cause.fromNanos() <= consequence.toNanos() && cause.subject().concerns(consequence.subject());
    }

    private static RunFinding with(RunFinding finding, List<RunFinding> consequences) {
        List<RunFinding> all = new ArrayList<>(finding.consequences());
        all.addAll(consequences);
        return new RunFinding(finding.gravity(), finding.count(), finding.examples(), all);
    }

    private static List<RunFinding> belowTheEnsemble(List<RunFinding> ranked) {
        Map<RunFinding, List<RunFinding>> ensemble = new LinkedHashMap<>();
        ranked.stream()
                .filter(f -> f.blame() == Blame.ZOOKEEPER && !f.caveat())
                .forEach(f -> ensemble.put(f, new ArrayList<>()));
        List<RunFinding> roots = new ArrayList<>();
        for (RunFinding finding : ranked) {
            if (ensemble.containsKey(finding)) {
                continue;
            }
            RunFinding own = finding.caveat() ? finding : withoutWhatRestsOn(ensemble, finding);
            if (own != null) {
                roots.add(own);
            }
        }
        ensemble.forEach((cause, consequences) -> roots.add(with(cause, consequences)));
        roots.sort(ORDER);
        return roots;
    }

    /** Moves the examples that rest on what the ensemble broke below it; gives what is left, null if nothing is. */
    private static @Nullable RunFinding withoutWhatRestsOn(
            Map<RunFinding, List<RunFinding>> ensemble, RunFinding finding) {
        Map<RunFinding, List<Anomaly>> moved = new LinkedHashMap<>();
        List<Anomaly> left = new ArrayList<>();
        for (Anomaly anomaly : finding.examples()) {
            ensemble.keySet().stream()
                    .filter(cause -> cause.examples().stream().anyMatch(a -> precedes(a, anomaly)))
                    .findFirst()
                    .map(cause -> moved.computeIfAbsent(cause, c -> new ArrayList<>()))
                    .orElse(left)
                    .add(anomaly);
        }
        int movedCount = finding.examples().size() - left.size();
        int unseen = left.isEmpty() ? finding.count() - movedCount : 0;
        List<RunFinding> consequences = left.isEmpty() ? finding.consequences() : List.of();
        for (Map.Entry<RunFinding, List<Anomaly>> each : moved.entrySet()) {
            List<RunFinding> below = ensemble.get(each.getKey());
            if (below != null) {
                below.add(new RunFinding(
                        finding.gravity(), each.getValue().size() + unseen, each.getValue(), consequences));
                unseen = 0;
                consequences = List.of();
            }
        }
        return left.isEmpty()
                ? null
                : new RunFinding(finding.gravity(), finding.count() - movedCount, left, finding.consequences());
    }
}
