package dev.stampede.checker.checks.run;

import dev.stampede.checker.check.AnomalyText;
import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckParameters;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.FaultEffect;
import dev.stampede.checker.history.data.FaultWindow;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Says whether a run proved anything: whether each planned family of faults took effect and was healed, and whether
 * enough operations succeeded. It is never INVALID; what is missing makes it INCONCLUSIVE, in one sentence for each thing.
 *
 * <p>Parameters: {@code ok.FUNCTION=N} asks for N operations of that function with the outcome OK by the scenario's
 * clients ({@code ok.acquire=50}); {@code faults.FAMILY=N} asks for N windows of that family that took effect and were
 * healed (1 for each planned family unless said otherwise). A run that was planned without faults needs none.
 *
 * <p>A fault that was injected and whose heal could not be proven makes the run inconclusive as well: what was seen after
 * it may be its doing, and not the ensemble's. Steps that were skipped are named and change nothing else.
 *
 * <p>A client whose driver ended with an exception, and a worker that ended although no fault killed it, make the run
 * inconclusive, too: the client, or the worker's clients, did nothing from then on. A run that
 * ended early, because what it was made to show was certain, needs none of the faults and operations that it had no time for.
 *
 * <p>A history that passes, with {@code ok.acquire=1} and the planned family {@code partition}: {@code partition:leader}
 * from 1 s to 4 s, with evidence that it took effect and was healed; one acquire OK.
 *
 * <p>One that fails: the same without the evidence that it took effect: “no fault of the planned family partition is
 * proven to have taken effect and to have healed (1 injected, 0 took effect)”.
 */
public final class RequirementsCheck implements Check {
    public static final String NAME = "requirements";

    private static final String OK = "ok.";
    private static final String FAULTS = "faults.";

    private final Map<String, Integer> operations = new TreeMap<>();
    private final Map<String, Integer> faults = new TreeMap<>();
    private final CheckSpec spec;

    public RequirementsCheck(CheckSpec spec) {
        this.spec = spec;
        CheckParameters parameters = new CheckParameters(spec);
        parameters.numbersAfter(OK, operations);
        parameters.numbersAfter(FAULTS, faults);
        parameters.nothingElse("ok.FUNCTION, faults.FAMILY");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckSpec spec() {
        return spec;
    }

    @Override
    public CheckResult check(History history, CheckBudget budget) {
        boolean endedEarly = history.events(Event.EndedEarly.class).findAny().isPresent();
        List<String> notReached = new ArrayList<>();
        int demands = families(history, notReached);
        String counted = functions(history, notReached);
        List<String> missing = endedEarly ? new ArrayList<>() : notReached;
        unhealed(history, missing);
        failedClients(history, missing);
        endedWorkers(history, missing);
        String scope = history.faults().size() + (history.faults().size() == 1 ? " fault (" : " faults (")
                + provenFaults(history) + " took effect and healed)" + counted + skipped(history) + endedEarly(history)
                + limits(history);
        long early = endedEarly ? notReached.size() : 0;
        Coverage coverage = Coverage.of("requirements", demands + operations.size() + 1L - early)
                .notJudged("the run ended early", early);
        return missing.isEmpty()
                ? CheckResult.of(NAME, coverage, scope, List.of())
                : CheckResult.inconclusive(NAME, coverage, scope, String.join("; ", missing));
    }

    /** Says how many families of faults are asked for. */
    private int families(History history, List<String> missing) {
        TreeMap<String, Integer> wanted = new TreeMap<>();
        new TreeSet<>(history.header().families()).forEach(family -> wanted.put(family, 1));
        wanted.putAll(faults);
        wanted.forEach((family, n) -> {
            List<FaultWindow> windows = history.faults().stream()
                    .filter(w -> w.family().equals(family) || w.kind().equals(family))
                    .toList();
            long proven = windows.stream().filter(RequirementsCheck::proven).count();
            if (proven < n) {
                long tookEffect =
                        windows.stream().filter(FaultWindow::tookEffect).count();
                missing.add((n == 1 ? "no fault" : proven + " faults instead of " + n) + " of the planned family "
                        + family
                        + (n == 1 ? " is" : " are") + " proven to have taken effect and to have healed ("
                        + windows.size()
                        + " injected, " + tookEffect + " took effect)");
            }
        });
        return wanted.size();
    }

    private static boolean proven(FaultWindow window) {
        return window.tookEffect() && window.healedEvidence() != null;
    }

    private static long provenFaults(History history) {
        return history.faults().stream().filter(RequirementsCheck::proven).count();
    }

    private static void unhealed(History history, List<String> missing) {
        for (FaultWindow w : history.faults()) {
            if (w.healedEvidence() == null && !neverInjected(history, w)) {
                missing.add("it is not proven that " + w.fault() + " (" + w.kind() + ") was healed"
                        + (w.healingNanos() == Operation.OPEN ? "; its heal never began" : "")
                        + ": what followed may be its doing");
            }
        }
    }

    /** Whether the injection failed: such a step was skipped, and changes nothing else. */
    private static boolean neverInjected(History history, FaultWindow w) {
        return w.injectedNanos() == Operation.OPEN
                && history.events(Event.StepSkipped.class)
                        .anyMatch(e -> e.step().equals(w.step()));
    }

    private String functions(History history, List<String> missing) {
        Set<Integer> helpers = history.events(Event.ClientOpened.class)
                .filter(e -> e.kind() != Event.ClientKind.WORKLOAD)
                .map(Event.ClientOpened::client)
                .collect(Collectors.toSet());
        Map<String, Integer> done = new TreeMap<>();
        for (Operation o : history.operations()) {
            if (o.outcome() == Outcome.OK && !helpers.contains(o.client())) {
                done.merge(o.function(), 1, Integer::sum);
            }
        }
        if (done.isEmpty()) {
            missing.add("no operation of a client succeeded");
        }
        StringBuilder text = new StringBuilder();
        operations.forEach((function, wanted) -> {
            int found = done.getOrDefault(function, 0);
            text.append(", ").append(found).append(" OK of ").append(function);
            if (found < wanted) {
                missing.add("only " + found + " operations " + function + " succeeded, " + wanted + " are required");
            }
        });
        return text.toString();
    }

    private static void failedClients(History history, List<String> missing) {
        history.events(Event.ClientEnded.class)
                .filter(e -> e.origin() != null)
                .forEach(e -> missing.add("client " + e.client() + " ended at " + AnomalyText.seconds(e.atNanos())
                        + " with "
                        + String.valueOf(e.stackTrace()).lines().findFirst().orElse("an exception")
                        + (e.origin() == Event.FailureOrigin.HARNESS
                                ? " (a driver of the harness)"
                                : " (the user's code)")));
    }

    /** A worker that no fault killed was the harness' to keep alive; its clients did nothing from then on. */
    private static void endedWorkers(History history, List<String> missing) {
        history.events(Event.WorkerEnded.class)
                .filter(e -> history.faults().stream().noneMatch(w -> kills(history, w, e)))
                .forEach(e -> missing.add(e.jvm() + " ended at " + AnomalyText.seconds(e.atNanos())
                        + ", and no fault killed it: " + e.reason()));
    }

    private static boolean kills(History history, FaultWindow window, Event.WorkerEnded worker) {
        return window.has(FaultEffect.KILLS_CLIENT_JVM)
                && window.overlaps(worker.atNanos(), worker.atNanos())
                && history.events(Event.ClientOpened.class)
                        .anyMatch(opened -> opened.jvm().equals(worker.jvm())
                                && window.clients().contains(opened.client()));
    }

    private static String endedEarly(History history) {
        long chaos = history.events(Event.PhaseBegan.class)
                .filter(e -> e.phase() == Event.Phase.CHAOS)
                .mapToLong(Event.PhaseBegan::atNanos)
                .findFirst()
                .orElse(0);
        return history.events(Event.EndedEarly.class)
                .findFirst()
                .map(e -> "; ended early: the expected anomaly " + e.check() + "/" + e.kind() + " was certain after "
                        + AnomalyText.seconds(e.atNanos() - chaos))
                .orElse("");
    }

    /** What the harness did not look at, because it stopped at a limit of its own. */
    private static String limits(History history) {
        return history.events(Event.LimitReached.class)
                .map(Event.LimitReached::text)
                .distinct()
                .map(text -> "; not judged: " + text)
                .collect(Collectors.joining());
    }

    /** The steps that were skipped, together where the reason is the same. */
    private static String skipped(History history) {
        Map<String, List<String>> steps = new LinkedHashMap<>();
        history.events(Event.StepSkipped.class)
                .forEach(e -> steps.computeIfAbsent(e.reason(), reason -> new ArrayList<>())
                        .add(e.step()));
        List<String> told = new ArrayList<>();
        steps.forEach((reason, names) -> told.add(String.join(", ", names) + " (" + reason + ")"));
        return told.isEmpty() ? "" : "; skipped: " + String.join(", ", told);
    }
}
