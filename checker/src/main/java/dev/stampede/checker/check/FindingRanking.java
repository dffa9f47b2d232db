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
 * Ranks the anomalies of a run in the order in which people should read them. Stateless.
 *
 * <ol>
 *   <li>Anomalies of one check and one kind with one layer at fault form one {@link RunFinding}, which counts them.
 *   <li>An anomaly E of gravity {@link Gravity#EFFECT} (a store or a server accepted a request) is a consequence of an
 *       anomaly A if both come from the same check and concern the same znodes or sessions, and A began before E ended.
 *       A caveat, a leftover or another effect is never such a cause. The first example of E decides for all examples.
 *   <li>An anomaly C of another layer is a consequence of a violation V of a guarantee of the ensemble if both concern
 *       the same znodes or sessions, and V began before C ended. All other anomalies remain separate causes.
 *   <li>Violations precede caveats. A violated guarantee about the state or order of the ensemble precedes everything
 *       else, because nothing built on the ensemble can be judged without it. Next comes the most direct statement of
 *       the broken promise ({@link Gravity}), then the layer ({@link Blame}), then time.
 * </ol>
 *
 * <p>Each effect is compared with each finding, and each anomaly with each violation of the ensemble. Checks keep a
 * bounded number of anomalies, which bounds the time.
 */
public final class FindingRanking {
    private static final Comparator<RunFinding> ORDER = Comparator.comparing(RunFinding::caveat)
            .thenComparing(f -> !brokenEnsemble(f))
            .thenComparing(RunFinding::gravity)
            .thenComparing(RunFinding::blame)
            .thenComparingLong(f -> f.first().fromNanos());

    private FindingRanking() {}

    /**
     * Ranks the anomalies of some results.
     *
     * @param gravity returns the gravity of an anomaly, as its check defines it
     */
    public static List<RunFinding> rank(List<CheckResult> results, Function<Anomaly, Gravity> gravity) {
        List<RunFinding> all = new ArrayList<>();
        results.forEach(result -> all.addAll(groups(result, gravity)));
        all.sort(ORDER);
        return attachToEnsembleViolations(attachEffectsToCauses(all));
    }

    /** Ranks anomalies of unknown gravity: all count as {@link Gravity#STATE}. */
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

    private static List<RunFinding> attachEffectsToCauses(List<RunFinding> ranked) {
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

    private static List<RunFinding> attachToEnsembleViolations(List<RunFinding> ranked) {
        Map<RunFinding, List<RunFinding>> ensemble = new LinkedHashMap<>();
        ranked.stream()
                .filter(f -> f.blame() == Blame.ZOOKEEPER && !f.caveat())
                .forEach(f -> ensemble.put(f, new ArrayList<>()));
        List<RunFinding> roots = new ArrayList<>();
        for (RunFinding finding : ranked) {
            if (ensemble.containsKey(finding)) {
                continue;
            }
            RunFinding own = finding.caveat() ? finding : moveConsequences(ensemble, finding);
            if (own != null) {
                roots.add(own);
            }
        }
        ensemble.forEach((cause, consequences) -> roots.add(with(cause, consequences)));
        roots.sort(ORDER);
        return roots;
    }

    /**
     * Takes out of a finding those examples that are consequences of a violation of the ensemble, and adds them to that
     * violation. Returns the finding with the other examples, or null if there are none.
     */
    private static @Nullable RunFinding moveConsequences(
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
