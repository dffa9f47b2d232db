package dev.stampede.checker.checks.registers;

import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.linearizability.LinearizabilityCheck;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Linearizability of a client library that sends a write again if its response was lost: such a write may take effect
 * twice, the second time after writes of other clients in between.
 *
 * <p>First {@link LinearizabilityCheck} judges the history. If it fails, an operation that sent several requests of
 * which more than one may have taken effect counts as several writes: all but one of these requests, if their responses
 * were lost, are separate writes (<em>echoes</em>) that may have taken effect at any time after they were sent, or
 * never. If this explains the history, each echo of a minimal set is a caveat ({@code applied-twice}): the library
 * documents that it retries until it succeeds, and ZooKeeper documents that the effect of the first request is unknown.
 * What echoes cannot explain is a violation.
 *
 * <p>A history that passes with that caveat, and one that fails (no response was lost):
 *
 * <pre>{@code
 * client 1  [set a, sent twice ... → v3]     client 1  [set a ............... → v3]
 * client 2        [set b → v2]               client 2        [set b → v2]
 * VALID, applied-twice                       INVALID
 * }</pre>
 *
 * <p>Parameters: those of {@link LinearizabilityCheck}. Immutable and safe to share between threads. Only if that check
 * fails, this check runs it again for each echo, at most {@value #MAX_ECHOES} times.
 */
public final class RetriedWritesCheck implements Check {
    /** The name on the command line and in reports. */
    public static final String NAME = "retried-writes";

    private static final String NOT_LINEARIZABLE = "not-linearizable";
    private static final String APPLIED_TWICE = "applied-twice";
    private static final int MAX_ECHOES = 64;
    private static final Set<Opcode> REQUESTS = EnumSet.of(Opcode.CREATE, Opcode.SET_DATA, Opcode.DELETE);
    private static final Set<ResultCode> UNKNOWN = EnumSet.of(
            ResultCode.CONNECTIONLOSS,
            ResultCode.SESSIONEXPIRED,
            ResultCode.OPERATIONTIMEOUT,
            ResultCode.REQUESTTIMEOUT,
            ResultCode.AUTHFAILED);

    private final CheckSpec spec;
    private final LinearizabilityCheck linearizability;

    private RetriedWritesCheck(CheckSpec spec) {
        this.spec = spec;
        this.linearizability = LinearizabilityCheck.of(spec);
    }

    /**
     * The check with the parameters described above.
     *
     * @throws IllegalArgumentException if a parameter is missing or unknown
     */
    public static RetriedWritesCheck of(CheckSpec spec) {
        return new RetriedWritesCheck(spec);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckSpec spec() {
        return spec;
    }

    /** A request that may have taken effect in addition to another request of its operation. */
    private record Echo(Operation of, String key, long sentNanos) {
        /** The invocation of a write that never completes, because the time of its effect is unknown. */
        Event invoked(int number) {
            return new Event.Invoked(number, of.client(), of.function(), key, of.argument(), sentNanos);
        }
    }

    @Override
    public boolean runsAlone() {
        return true;
    }

    @Override
    public CheckResult check(History history, CheckBudget budget) {
        List<Echo> echoes = echoes(history);
        if (echoes.isEmpty()) {
            return result(linearizability.check(history, budget), history, echoes);
        }
        Optional<CheckResult> withoutEchoes = linearizability.checkUnlessViolated(history, budget);
        if (withoutEchoes.isPresent()) {
            return result(withoutEchoes.get(), history, echoes);
        }
        CheckResult withEchoes = linearizability.check(with(history, echoes), budget);
        if (withEchoes.verdict() != Verdict.VALID) {
            return result(withEchoes, history, echoes);
        }
        AnomalyCollector findings = new AnomalyCollector(NAME, history);
        needed(history, echoes, budget).forEach(echo -> add(findings, echo, history));
        return findings.result(withEchoes.coverage(), scope(withEchoes, echoes));
    }

    /**
     * A minimal set of echoes. It contains none of a key whose operations are linearizable without echoes; of another
     * key, it omits each echo without which the others suffice.
     */
    private List<Echo> needed(History history, List<Echo> echoes, CheckBudget budget) {
        Map<String, List<Echo>> byKey = new LinkedHashMap<>();
        echoes.forEach(echo ->
                byKey.computeIfAbsent(echo.key(), k -> new ArrayList<>()).add(echo));
        Map<String, List<Operation>> operations = operations(history, byKey.keySet());
        int remainingRuns = MAX_ECHOES;
        for (Map.Entry<String, List<Echo>> entry : byKey.entrySet()) {
            List<Operation> ofKey = operations.getOrDefault(entry.getKey(), List.of());
            List<Echo> needed = entry.getValue();
            if (remainingRuns-- > 0 && suffice(history, ofKey, List.of(), budget)) {
                needed.clear();
            }
            for (Echo echo : List.copyOf(needed)) {
                List<Echo> others = needed.stream().filter(e -> !e.equals(echo)).toList();
                if (remainingRuns-- > 0 && suffice(history, ofKey, others, budget)) {
                    needed.remove(echo);
                }
            }
        }
        return byKey.values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingInt(echo -> echo.of().number()))
                .toList();
    }

    /** Whether these operations are linearizable with these echoes. */
    private boolean suffice(History history, List<Operation> operations, List<Echo> echoes, CheckBudget budget) {
        History part = of(history, operations, echoes);
        return !budget.exhausted()
                && linearizability
                        .checkUnlessViolated(part, budget)
                        .filter(result -> result.verdict() == Verdict.VALID)
                        .isPresent();
    }

    /** The operations of each of these keys. */
    private static Map<String, List<Operation>> operations(History history, Set<String> keys) {
        Map<String, IntStream.Builder> numbers = new HashMap<>();
        for (Operation o : history.operations()) {
            String key = o.key();
            if (key != null && keys.contains(key)) {
                numbers.computeIfAbsent(key, k -> IntStream.builder()).add(o.number());
            }
        }
        Map<String, List<Operation>> operations = new HashMap<>();
        numbers.forEach((key, some) -> operations.put(key, history.operations(some.build())));
        return operations;
    }

    /** A history of some operations and some echoes. */
    private static History of(History history, List<Operation> operations, List<Echo> echoes) {
        History.Builder builder = History.builder(history.header());
        int number = 0;
        for (Operation o : operations) {
            add(builder, o, number++);
        }
        for (Echo echo : echoes) {
            builder.add(echo.invoked(number++));
        }
        return builder.build();
    }

    /** The history without attempts and observations, with an operation without a completion for each echo. */
    private static History with(History history, List<Echo> echoes) {
        History.Builder builder = History.builder(history.header());
        history.operations().forEach(o -> add(builder, o, o.number()));
        int number = history.operations().size();
        for (Echo echo : echoes) {
            builder.add(echo.invoked(number++));
        }
        history.events(Event.class)
                .filter(e -> !(e instanceof Event.ZnodeObserved || e instanceof Event.ZnodeAudited))
                .forEach(builder::add);
        return builder.build();
    }

    private static void add(History.Builder builder, Operation o, int number) {
        builder.add(new Event.Invoked(number, o.client(), o.function(), o.key(), o.argument(), o.invokedNanos()));
        if (o.completed()) {
            builder.add(new Event.Completed(
                    number, o.outcome(), o.result(), o.error(), o.session(), o.token(), o.zxid(), o.completedNanos()));
        }
    }

    private static List<Echo> echoes(History history) {
        List<List<Attempt>> requests = new ArrayList<>();
        history.operations().forEach(o -> requests.add(new ArrayList<>(1)));
        for (Attempt a : history.attempts()) {
            if (a.operation() >= 0 && REQUESTS.contains(a.opcode())) {
                requests.get(a.operation()).add(a);
            }
        }
        List<Echo> echoes = new ArrayList<>();
        for (Operation o : history.operations()) {
            long mayHaveHappened = requests.get(o.number()).stream()
                    .filter(a -> a.code() == ResultCode.OK || lost(a))
                    .count();
            String key = o.key();
            if (key == null || !writes(o.input()) || o.outcome() == Outcome.FAILED || mayHaveHappened < 2) {
                continue;
            }
            requests.get(o.number()).stream()
                    .filter(a -> lost(a) && key.equals(a.path()))
                    .limit(mayHaveHappened - 1)
                    .forEach(a -> echoes.add(new Echo(o, key, a.sentNanos())));
        }
        return echoes;
    }

    private static boolean lost(Attempt a) {
        return a.code() == null || UNKNOWN.contains(a.code());
    }

    private static void add(AnomalyCollector findings, Echo echo, History history) {
        Operation o = echo.of();
        long end = Math.min(o.completedNanos(), history.endNanos());
        String headline = "client " + o.client() + "'s " + o.function() + " of " + o.key()
                + " was applied twice: it was sent again because the response to the request sent at "
                + seconds(echo.sentNanos()) + " was lost";
        Extent extent = new Extent(echo.sentNanos(), end, List.of(o.client()), List.of(o.number()));
        findings.add(
                APPLIED_TWICE,
                headline,
                Blame.ASYNCHRONY,
                extent,
                RegisterCitations.RETRY,
                RegisterCitations.TRIES_AGAIN);
    }

    private static String scope(CheckResult of, List<Echo> echoes) {
        return of.scope() + ", " + echoes.size() + (echoes.size() == 1 ? " write" : " writes") + " sent again";
    }

    private static CheckResult result(CheckResult of, History history, List<Echo> echoes) {
        AnomalyCollector findings = new AnomalyCollector(NAME, history);
        of.anomalies().forEach(a -> {
            int first = a.operations().get(0);
            int client = history.operations().get(first).client();
            Extent extent = new Extent(a.fromNanos(), a.toNanos(), List.of(client), a.operations());
            findings.add(NOT_LINEARIZABLE, a.headline(), a.blame(), extent, a.promise(), a.excuse());
        });
        @Nullable String reason = of.reason();
        CheckResult result = reason == null
                ? CheckResult.of(NAME, of.coverage(), scope(of, echoes), findings.anomalies())
                : CheckResult.inconclusive(NAME, of.coverage(), scope(of, echoes), reason);
        return of.counterexample() == null ? result : result.shownBy(of.counterexample());
    }

    private static boolean writes(OperationInput input) {
        return input instanceof ZnodeInput.Create
                || input instanceof ZnodeInput.SetData
                || input instanceof ZnodeInput.Delete;
    }
}
