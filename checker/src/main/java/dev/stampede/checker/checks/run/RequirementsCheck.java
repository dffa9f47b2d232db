package dev.stampede.checker.checks.run;

import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.check.AnomalyText;
import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckParameters;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.FaultWindow;
import dev.stampede.checker.history.data.HarnessLimit;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Decides whether a run proved anything: whether each planned fault family took effect and was healed, and whether the
 * clients completed enough operations. It is never INVALID; each missing requirement makes it INCONCLUSIVE, with one
 * sentence per requirement.
 *
 * <p>Every run requires that an operation succeeded; that each client completed an operation with a definite outcome,
 * unless faults never left the client undisturbed for 3 s; that there is no time without faults, longer than the
 * recovery budget, in which no operation completed; and that no client stopped early (see {@link ClientActivity}).
 *
 * <p>Parameters: {@code rate.FUNCTION=N} requires N operations of that function per minute of the chaos phase with the
 * outcome OK, over all clients, and at least {@value #MINIMUM}; {@code ok.FUNCTION=N} requires N operations
 * instead ({@code ok.acquire=50}); {@code faults.FAMILY=N} requires N fault windows of that family that took effect and
 * were healed (default: 1 for each planned family). A run without planned faults requires no fault windows. Skipped
 * steps are listed and have no other effect. A run that ended early, because the expected anomaly was certain, requires
 * none of this.
 *
 * <p>A history that passes, with {@code ok.acquire=1} and the planned family {@code partition}: {@code
 * partition:leader} from 1 s to 4 s, with evidence that it took effect and was healed; one acquire OK.
 *
 * <p>One that fails: the same without the evidence that it took effect: “no fault of the planned family partition is
 * proven to have taken effect and to have healed (1 injected, 0 took effect)”.
 *
 * <p>{@link RunIntegrityCheck} decides whether the harness worked.
 */
public final class RequirementsCheck implements Check {
    public static final String NAME = "requirements";

    private static final String OK = "ok.";
    private static final String RATE = "rate.";
    private static final String FAULTS = "faults.";
    /** The minimum number of successful operations for a rate: a single one proves little. */
    private static final int MINIMUM = 2;

    private static final double MINUTE_NANOS = 60e9;
    private static final int MAX_LISTED_CLIENTS = 5;

    private final Map<String, Integer> operations = new TreeMap<>();
    private final Map<String, Integer> rates = new TreeMap<>();
    private final Map<String, Integer> faults = new TreeMap<>();
    private final CheckSpec spec;

    public RequirementsCheck(CheckSpec spec) {
        this.spec = spec;
        CheckParameters parameters = new CheckParameters(spec);
        parameters.numbersAfter(OK, operations);
        parameters.numbersAfter(RATE, rates);
        parameters.numbersAfter(FAULTS, faults);
        parameters.nothingElse("ok.FUNCTION, rate.FUNCTION, faults.FAMILY");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckSpec spec() {
        return spec;
    }

    /** Counts the requirements, and collects those that are not met. */
    private static final class Requirements {
        private final List<String> unmet = new ArrayList<>();
        private long judged;

        void require(boolean met, String problem) {
            judged++;
            if (!met) {
                unmet.add(problem);
            }
        }
    }

    @Override
    public CheckResult check(History history, CheckBudget budget) {
        Requirements requirements = new Requirements();
        families(history, requirements);
        ClientActivity activity = new ClientActivity(history, new BudgetGuard(budget));
        String counted = functions(activity, requirements);
        clients(activity, requirements);
        boolean endedEarly = history.events(Event.EndedEarly.class).findAny().isPresent();
        String scope = faults(history) + counted + skipped(history) + endedEarly(history) + limits(history);
        long early = endedEarly ? requirements.unmet.size() : 0;
        Coverage coverage =
                Coverage.of("requirements", requirements.judged - early).notJudged("the run ended early", early);
        return endedEarly || requirements.unmet.isEmpty()
                ? CheckResult.of(NAME, coverage, scope, List.of())
                : CheckResult.inconclusive(NAME, coverage, scope, String.join("; ", requirements.unmet));
    }

    private void families(History history, Requirements requirements) {
        TreeMap<String, Integer> wanted = new TreeMap<>();
        new TreeSet<>(history.header().families()).forEach(family -> wanted.put(family, 1));
        wanted.putAll(faults);
        wanted.forEach((family, n) -> {
            List<FaultWindow> windows = history.faults().stream()
                    .filter(w -> w.family().equals(family) || w.kind().equals(family))
                    .toList();
            long proven = windows.stream().filter(RequirementsCheck::proven).count();
            long tookEffect = windows.stream().filter(FaultWindow::tookEffect).count();
            requirements.require(
                    proven >= n,
                    (n == 1 ? "no fault" : proven + " faults instead of " + n) + " of the planned family " + family
                            + (n == 1 ? " is" : " are") + " proven to have taken effect and to have healed ("
                            + windows.size() + " injected, " + tookEffect + " took effect)");
        });
    }

    private static boolean proven(FaultWindow window) {
        return window.tookEffect() && window.healedEvidence() != null;
    }

    private static String faults(History history) {
        if (history.faults().isEmpty()) {
            return "no faults";
        }
        long proven =
                history.faults().stream().filter(RequirementsCheck::proven).count();
        return AnomalyText.count(history.faults().size(), "fault") + " (" + proven + " took effect and healed)";
    }

    private String functions(ClientActivity activity, Requirements requirements) {
        requirements.require(activity.anySucceeded(), "no operation of a client succeeded");
        StringBuilder text = new StringBuilder();
        Map<String, Integer> wanted = new TreeMap<>();
        double minutes = activity.chaosNanos() / MINUTE_NANOS;
        rates.forEach((function, rate) -> wanted.put(function, (int) Math.max(MINIMUM, Math.ceil(rate * minutes))));
        wanted.putAll(operations);
        wanted.forEach((function, least) -> {
            int found = activity.succeeded(function);
            text.append("; ").append(function).append(": ").append(found).append(" successful");
            String derived = operations.containsKey(function)
                    ? ""
                    : " (" + rates.get(function) + " per minute in " + AnomalyText.duration(activity.chaosNanos())
                            + ", and at least " + MINIMUM + ")";
            requirements.require(
                    found >= least,
                    "only " + found + (found == 1 ? " operation " : " operations ") + function + " succeeded, " + least
                            + " are required" + derived);
        });
        return text.toString();
    }

    private static void clients(ClientActivity activity, Requirements requirements) {
        List<Integer> idle = activity.idle();
        requirements.judged += activity.clients() - idle.size();
        if (!idle.isEmpty()) {
            requirements.judged += idle.size() - 1L;
            requirements.require(
                    false,
                    (idle.size() == 1 ? "client " : idle.size() + " clients completed no operation (client ")
                            + idle.stream()
                                    .limit(MAX_LISTED_CLIENTS)
                                    .map(String::valueOf)
                                    .collect(Collectors.joining(", "))
                            + (idle.size() == 1
                                    ? " completed no operation"
                                    : (idle.size() > MAX_LISTED_CLIENTS ? ", …" : "") + ")")
                            + ", although no fault prevented it");
        }
        List<ClientActivity.Silence> silences = activity.silences();
        requirements.require(
                silences.isEmpty(),
                silences.isEmpty()
                        ? ""
                        : "no operation completed from " + span(silences.get(0))
                                + ", although no fault acted; the recovery budget is "
                                + AnomalyText.duration(activity.budgetNanos()));
        List<ClientActivity.Silence> endings = activity.endings();
        requirements.require(
                endings.isEmpty(),
                endings.stream()
                        .limit(MAX_LISTED_CLIENTS)
                        .map(s ->
                                "client " + s.client() + " did nothing from " + span(s) + ", when the clients stopped")
                        .collect(Collectors.joining("; ")));
    }

    private static String span(ClientActivity.Silence silence) {
        return AnomalyText.seconds(silence.fromNanos()) + " to " + AnomalyText.seconds(silence.toNanos());
    }

    private static String endedEarly(History history) {
        long chaos = history.events(Event.PhaseBegan.class)
                .filter(e -> e.phase() == Event.Phase.CHAOS)
                .mapToLong(Event.PhaseBegan::atNanos)
                .findFirst()
                .orElse(0);
        return history.events(Event.EndedEarly.class)
                .findFirst()
                .map(e -> "; the run ended early: the anomaly that its variant must show, " + e.check() + "/" + e.kind()
                        + ", was certain "
                        + AnomalyText.duration(e.atNanos() - chaos)
                        + " after the start of the chaos phase")
                .orElse("");
    }

    /**
     * The writes that the durability probe omitted because of its limit; {@link RunIntegrityCheck} judges other limits.
     */
    private static String limits(History history) {
        return history.events(Event.LimitReached.class)
                .filter(e -> e.limit() == HarnessLimit.DURABILITY_PROBES)
                .map(e -> "; not judged: " + e.text())
                .distinct()
                .collect(Collectors.joining());
    }

    /** The skipped steps, grouped by reason. */
    private static String skipped(History history) {
        Map<String, List<String>> steps = new LinkedHashMap<>();
        history.events(Event.StepSkipped.class)
                .forEach(e -> steps.computeIfAbsent(e.reason(), reason -> new ArrayList<>())
                        .add(e.step()));
        List<String> texts = new ArrayList<>();
        steps.forEach((reason, names) -> texts.add(String.join(", ", names) + " (" + reason + ")"));
        return texts.isEmpty() ? "" : "; skipped: " + String.join(", ", texts);
    }
}
