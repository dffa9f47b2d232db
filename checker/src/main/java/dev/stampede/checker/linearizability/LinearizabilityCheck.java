package dev.stampede.checker.linearizability;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.check.Counterexample;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.linearizability.explanation.Explanation;
import dev.stampede.checker.model.ObjectKind;
import dev.stampede.checker.model.ObjectKinds;
import dev.stampede.checker.model.ReadingOptions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Each operation took effect at one instant between its invocation and its completion, according to a model of the
 * object.
 *
 * <p>Parameters of its {@link CheckSpec}: {@code model} (see {@link ObjectKinds#names}) and {@code initial} (optional:
 * the value before the first operation). Operations whose function the model does not have are omitted and counted in
 * the scope of the result. Operations on different keys are independent.
 * <pre>
 * passes:  client 1  [write 1]        client 2       [read → 1]
 * fails:   client 1  [write 1]        client 2                   [read → nil]
 * </pre>
 */
public final class LinearizabilityCheck implements Check {
    /** The name of this check. */
    public static final String NAME = "linearizability";

    private static final Citation PROMISE = new Citation(
            "Each operation applied by concurrent processes takes effect instantaneously at some point between its"
                    + " invocation and its response.",
            "Herlihy and Wing, Linearizability: a correctness condition for concurrent objects",
            "https://doi.org/10.1145/78969.78972");

    private final ObjectKind<?, ?, ?> kind;
    private final @Nullable String initial;

    private LinearizabilityCheck(ObjectKind<?, ?, ?> kind, @Nullable String initial) {
        this.kind = kind;
        this.initial = initial;
    }

    /**
     * The check for the model with this name.
     *
     * @throws IllegalArgumentException if there is none; the message lists the names
     */
    public static LinearizabilityCheck against(String model) {
        return new LinearizabilityCheck(ObjectKinds.named(model), null);
    }

    /** The check for a spec. */
    public static LinearizabilityCheck of(CheckSpec spec) {
        String model = spec.parameters().get("model");
        if (model == null) {
            throw new IllegalArgumentException("expected the parameter \"model\" of the check " + NAME
                    + " (one of " + String.join(", ", ObjectKinds.names()) + "), found "
                    + spec.parameters().keySet());
        }
        return new LinearizabilityCheck(
                ObjectKinds.named(model), spec.parameters().get("initial"));
    }

    /** A copy with another value before the first operation. */
    public LinearizabilityCheck startingAt(String value) {
        return new LinearizabilityCheck(kind, value);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckSpec spec() {
        Map<String, String> parameters = new TreeMap<>(Map.of("model", kind.name()));
        if (initial != null) {
            parameters.put("initial", initial);
        }
        return new CheckSpec(NAME, parameters);
    }

    @Override
    public boolean runsAlone() {
        return true;
    }

    @Override
    public CheckResult check(History history, CheckBudget budget) {
        return explained(read(kind, history), history, budget);
    }

    /**
     * As {@link #check}, but empty if the history is not linearizable. Explaining a violation takes longer than finding
     * it; this method explains none.
     */
    public Optional<CheckResult> checkUnlessViolated(History history, CheckBudget budget) {
        return unlessViolated(read(kind, history), history, budget);
    }

    private <S, I, O> HistoryCalls<S, I, O> read(ObjectKind<S, I, O> object, History history) {
        ReadingOptions readingOptions =
                initial == null ? ReadingOptions.STRICT : ReadingOptions.STRICT.startingAt(initial);
        return HistoryCalls.read(object, readingOptions, history);
    }

    private <S, I, O> CheckResult explained(HistoryCalls<S, I, O> calls, History history, CheckBudget budget) {
        return result(calls, LinearizabilityChecker.standard().check(calls.model(), calls.calls(), budget), history);
    }

    private <S, I, O> Optional<CheckResult> unlessViolated(
            HistoryCalls<S, I, O> calls, History history, CheckBudget budget) {
        LinearizabilityResult result = LinearizabilityChecker.standard().decide(calls.model(), calls.calls(), budget);
        return result.verdict() == Verdict.INVALID ? Optional.empty() : Optional.of(result(calls, result, history));
    }

    private CheckResult result(HistoryCalls<?, ?, ?> calls, LinearizabilityResult result, History history) {
        boolean decided = result.verdict() != Verdict.INCONCLUSIVE;
        Coverage coverage = Coverage.of("operations", decided ? result.operations() : 0)
                .notJudged("the checker gave up", decided ? 0 : result.operations())
                .notJudged("the model " + kind.name() + " has no such operation", calls.leftOut());
        String scope = result.parts() + (result.parts() == 1 ? " key" : " keys");
        Explanation why = result.explanation();
        List<Anomaly> anomalies = why == null ? List.of() : anomalies(why, kind.name(), history);
        boolean none = calls.calls().isEmpty();
        return new CheckResult(
                NAME,
                none ? Verdict.INCONCLUSIVE : result.verdict(),
                coverage,
                scope,
                anomalies,
                none ? "no operation that the model " + kind.name() + " knows was recorded" : result.reason(),
                result.algorithm(),
                why == null ? null : why.counterexample(),
                Duration.ZERO,
                Map.of());
    }

    /**
     * Who is to blame. All writes of the key are included: a write that a library sent twice may have taken effect
     * twice, which would explain the results of other operations.
     */
    private static Blame blame(Explanation why, Operation culprit, History history) {
        Set<Integer> all = new HashSet<>(Set.of(culprit.number()));
        why.counterexample().rows().stream()
                .map(Counterexample.Row::operation)
                .filter(o -> o >= 0)
                .forEach(all::add);
        history.operations().stream()
                .filter(o -> o.input() instanceof ZnodeInput asked && asked.writes())
                .filter(o -> Objects.equals(o.key(), culprit.key()))
                .forEach(o -> all.add(o.number()));
        return Analysis.of(history).singleRequests().blame(all);
    }

    private static List<Anomaly> anomalies(Explanation why, String model, History history) {
        Operation culprit = history.operations().get(why.culprit().call().number());
        AnomalyCollector collector = new AnomalyCollector(NAME, history);
        collector.addExplained(
                "not-linearizable",
                why.culprit().words() + " of client " + culprit.client() + " fits into no order of the operations"
                        + (why.part().isEmpty() ? "" : " on " + why.part()) + " (" + model + ")",
                List.of(why.sentence()),
                blame(why, culprit, history),
                new Extent(
                        culprit.invokedNanos(),
                        Math.min(culprit.completedNanos(), history.endNanos()),
                        List.of(culprit.client()),
                        List.of(culprit.number())),
                PROMISE);
        return collector.anomalies();
    }
}
