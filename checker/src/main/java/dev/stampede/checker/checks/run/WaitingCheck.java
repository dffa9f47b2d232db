package dev.stampede.checker.checks.run;

import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.check.AnomalyText;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckParameters;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.check.Gravity;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reports the longest wait for a grant and, for recipes that promise an order, decides whether a waiting client was
 * overtaken.
 *
 * <p>Parameters: {@code function} is the function that requests a grant ({@code acquire}); with {@code ordered=true}
 * grants of one key must come in the order of their tokens (the czxid of the znode with which each client queued).
 * Without {@code ordered=true} nothing is judged: most recipes promise no order, and a long wait breaks no promise.
 *
 * <p>An acquire is not judged if its client's session was disturbed, or a JVM stalled, between its call and one session
 * timeout after its return: its znode may have been gone when the acquire returned, and the client learns that only
 * later. Grants without a token are not judged either.
 *
 * <p>A history that passes, with {@code ordered=true}: tokens 0x5, 0x6 and 0x7 are granted in this order.
 *
 * <p>One that fails, kind {@code overtaken}: 0x6 is granted at 2 s, and 0x5 at 3 s.
 *
 * <p>O(n log n) in operations.
 */
public final class WaitingCheck implements Check {
    public static final String NAME = "waiting";

    private static final String GRANTS = "grants";

    /** Longer than usual session timeouts, for a session whose negotiated timeout is unknown. */
    private static final long UNKNOWN_MILLIS = 60_000;

    private static final Citation FAIR = new Citation(
            "Further, this mutex is \"fair\" - each user will get the mutex in the order requested (from ZK's point of"
                    + " view)",
            "Curator, InterProcessMutex",
            "https://curator.apache.org/apidocs/org/apache/curator/framework/recipes/locks/InterProcessMutex.html");

    private final CheckSpec spec;
    private final boolean ordered;
    private final String function;

    public WaitingCheck(CheckSpec spec) {
        this.spec = spec;
        CheckParameters parameters = new CheckParameters(spec);
        this.ordered = parameters.flag("ordered");
        this.function = parameters.text("function", "acquire");
        parameters.nothingElse("function, ordered");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckSpec spec() {
        return spec;
    }

    /** Without {@code ordered=true} this check only measures the longest wait. */
    @Override
    public boolean informational(History history) {
        return !ordered;
    }

    @Override
    public Gravity gravity(String kind) {
        return Gravity.PROGRESS;
    }

    @Override
    public CheckResult check(History history, CheckBudget budget) {
        Map<String, List<Operation>> byKey = new LinkedHashMap<>();
        @Nullable Operation longest = null;
        int grants = 0;
        int tokens = 0;
        for (Operation o : new BudgetGuard(budget).each(history.operations())) {
            if (!o.function().equals(function) || o.outcome() != Outcome.OK) {
                continue;
            }
            grants++;
            longest = longest == null || waited(o) > waited(longest) ? o : longest;
            tokens += o.token() != 0 ? 1 : 0;
            if (ordered && o.token() != 0) {
                byKey.computeIfAbsent(String.valueOf(o.key()), k -> new ArrayList<>())
                        .add(o);
            }
        }
        AnomalyCollector findings = new AnomalyCollector(NAME, history);
        byKey.forEach((key, operations) -> overtaken(history, key, operations, findings));
        Coverage coverage = ordered
                ? Coverage.of(GRANTS, tokens).notJudged("it has no token", (long) grants - tokens)
                : Coverage.of(GRANTS, 0).notJudged("the recipe promises no order", grants);
        String scope = longest == null
                ? function + ": none successful"
                : "longest " + function + ": " + AnomalyText.duration(waited(longest)) + ", by client "
                        + longest.client() + " (operation " + longest.number() + ")";
        return ordered ? findings.result(coverage, scope) : CheckResult.of(NAME, coverage, scope, List.of());
    }

    private static long waited(Operation o) {
        return o.completedNanos() - o.invokedNanos();
    }

    private static void overtaken(History history, String key, List<Operation> grants, AnomalyCollector findings) {
        grants.sort(Comparator.comparingLong(Operation::completedNanos));
        @Nullable Operation largest = null;
        for (Operation o : grants) {
            if (largest != null && o.token() < largest.token() && largest.completedNanos() < o.completedNanos()) {
                if (!disturbed(history, o)) {
                    report(key, o, largest, findings);
                }
            } else {
                largest = o;
            }
        }
    }

    private static void report(String key, Operation o, Operation by, AnomalyCollector findings) {
        findings.add(
                "overtaken",
                "client " + o.client() + " queued for " + key + " with token " + AnomalyText.hex(o.token())
                        + " and was granted it at " + AnomalyText.seconds(o.completedNanos()) + ", after client "
                        + by.client() + " with the later token " + AnomalyText.hex(by.token()) + " at "
                        + AnomalyText.seconds(by.completedNanos()),
                Blame.RECIPE,
                new Extent(
                        by.completedNanos(),
                        o.completedNanos(),
                        Set.copyOf(List.of(o.client(), by.client())),
                        List.of(by.number(), o.number())),
                FAIR);
    }

    private static boolean disturbed(History history, Operation o) {
        EnsembleSettings settings = history.header().settings();
        long timeout = settings == null ? UNKNOWN_MILLIS : settings.negotiate(settings.requestedSessionTimeoutMillis());
        long until = o.completedNanos() + timeout * 1_000_000L;
        boolean session = history.events(Event.SessionChanged.class)
                .anyMatch(e -> e.client() == o.client()
                        && e.state() != Event.SessionState.CONNECTED
                        && e.atNanos() >= o.invokedNanos()
                        && e.atNanos() <= until);
        return session
                || history.events(Event.Stalled.class)
                        .anyMatch(e -> e.fromNanos() <= until && e.atNanos() >= o.invokedNanos());
    }
}
