package dev.stampede.checker.checks.run;

import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.analysis.Interval;
import dev.stampede.checker.check.AnomalyText;
import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckParameters;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.Phase;
import dev.stampede.checker.history.data.FaultEffect;
import dev.stampede.checker.history.data.FaultWindow;
import dev.stampede.checker.history.data.HarnessLimit;
import dev.stampede.checker.history.data.HarnessPart;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Decides whether the harness itself worked, so that the history shows what happened. It is part of every run and of
 * every recheck. It is never INVALID; each defect makes the run INCONCLUSIVE, in one sentence:
 *
 * <ul>
 *   <li>a client that failed, ended before the clients were asked to stop, or did not stop; a worker that ended
 *       although no fault killed it;
 *   <li>a fault whose heal is not proven, because later observations may be caused by it;
 *   <li>a read of the znodes by the audit or a watcher session that reached a limit, and an audit that could not read a
 *       member;
 *   <li>a client whose requests were recorded, but not the states of its sessions;
 *   <li>a part of the harness that failed, such as the recorder;
 *   <li>if a check relies on the watcher sessions ({@link Check#usesWatchers}): an unexplained time without any
 *       watching session, see {@link BlindTimes}.
 * </ul>
 *
 * <p>Only typed events decide. A history that passes: none of these defects. One that fails: client 2 ended at 10 s,
 * and the clients were asked to stop at 34 s.
 *
 * <p>Parameter: {@code watched} ({@code true} if a check of the run relies on the watcher sessions). Immutable and safe
 * to share between threads; O(n) in events and attempts.
 */
public final class RunIntegrityCheck implements Check {
    /** The name of this check. */
    public static final String NAME = "run-integrity";

    private static final String WATCHED = "watched";
    /** The maximum number of reasons that are listed. */
    private static final int MAX_REASONS = 8;

    private final boolean watched;

    private RunIntegrityCheck(boolean watched) {
        this.watched = watched;
    }

    /**
     * The check with the parameter described above.
     *
     * @throws IllegalArgumentException if a parameter or its value is unknown
     */
    public static RunIntegrityCheck of(CheckSpec spec) {
        CheckParameters parameters = new CheckParameters(spec);
        boolean watched = parameters.flag(WATCHED);
        parameters.nothingElse(WATCHED);
        return new RunIntegrityCheck(watched);
    }

    /** The check for a run with these other checks. */
    public static RunIntegrityCheck beside(List<Check> checks) {
        return new RunIntegrityCheck(checks.stream().anyMatch(Check::usesWatchers));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckSpec spec() {
        return new CheckSpec(NAME, Map.of(WATCHED, Boolean.toString(watched)));
    }

    @Override
    public CheckResult check(History history, CheckBudget budget) {
        List<String> problems = new ArrayList<>();
        clients(history, problems);
        workers(history, problems);
        faults(history, problems);
        limits(history, problems);
        audits(history, problems);
        sessions(history, problems, new BudgetGuard(budget));
        history.events(Event.HarnessFailed.class)
                .forEach(e -> problems.add("a part of the harness failed at " + AnomalyText.seconds(e.atNanos()) + " ("
                        + part(e.part()) + "): " + firstLine(e.reason())));
        Coverage coverage = Coverage.of("run parts", parts(history));
        if (watched) {
            watchers(history, problems);
        }
        return problems.isEmpty()
                ? CheckResult.of(NAME, coverage, "", List.of())
                : CheckResult.inconclusive(
                        NAME, coverage, AnomalyText.count(problems.size(), "defect"), reason(problems));
    }

    /** The number of clients, faults, members, watcher sessions, and the recorder, which every history has. */
    private long parts(History history) {
        long clients = history.events(Event.ClientOpened.class)
                .map(Event.ClientOpened::client)
                .distinct()
                .count();
        long members = history.header().members().size();
        return 1 + clients + history.faults().size() + members + (watched ? members : 0);
    }

    private static String reason(List<String> problems) {
        List<String> listed = new ArrayList<>(problems.subList(0, Math.min(MAX_REASONS, problems.size())));
        if (problems.size() > listed.size()) {
            listed.add("and " + (problems.size() - listed.size()) + " more");
        }
        return String.join("; ", listed);
    }

    private static void clients(History history, List<String> problems) {
        long stopNanos = history.events(Event.PhaseBegan.class)
                .filter(e -> e.phase() == Phase.HEAL)
                .mapToLong(Event.PhaseBegan::atNanos)
                .findFirst()
                .orElse(0);
        history.events(Event.ClientEnded.class).forEach(e -> {
            String ended = "client " + e.client() + " ended at " + AnomalyText.seconds(e.atNanos());
            if (e.origin() != null) {
                problems.add(ended + " with " + firstLine(e.stackTrace() == null ? "an exception" : e.stackTrace())
                        + (e.origin() == Event.FailureOrigin.HARNESS
                                ? " (a driver of the harness)"
                                : " (the user's code)"));
            } else if (e.atNanos() < stopNanos && history.faults().stream().noneMatch(w -> killed(history, w, e))) {
                problems.add(ended + ", " + AnomalyText.duration(stopNanos - e.atNanos())
                        + " before the faults ended, and no fault ended it");
            }
        });
        history.events(Event.ClientHung.class)
                .forEach(e -> problems.add("client " + e.client()
                        + " did not stop when asked to: its session may have been alive" + " during the audit"));
    }

    private static boolean killed(History history, FaultWindow window, Event.ClientEnded client) {
        return history.events(Event.ClientOpened.class)
                .anyMatch(opened ->
                        opened.client() == client.client() && kills(history, window, opened.jvm(), client.atNanos()));
    }

    /** A worker must not end unless a fault kills it: its clients do nothing afterwards. */
    private static void workers(History history, List<String> problems) {
        history.events(Event.WorkerEnded.class)
                .filter(e -> history.faults().stream().noneMatch(w -> kills(history, w, e.jvm(), e.atNanos())))
                .forEach(e -> problems.add(e.jvm() + " ended at " + AnomalyText.seconds(e.atNanos())
                        + ", and no fault killed it: " + e.reason()));
    }

    private static boolean kills(History history, FaultWindow window, String jvm, long atNanos) {
        return window.has(FaultEffect.KILLS_CLIENT_JVM)
                && window.overlaps(atNanos, atNanos)
                && history.events(Event.ClientOpened.class)
                        .anyMatch(opened ->
                                opened.jvm().equals(jvm) && window.clients().contains(opened.client()));
    }

    private static void faults(History history, List<String> problems) {
        for (FaultWindow w : history.faults()) {
            if (w.healedEvidence() == null && !neverInjected(history, w)) {
                problems.add("it is not proven that " + w.fault() + " (" + w.kind() + ") was healed"
                        + (w.healingNanos() == Operation.OPEN ? "; its heal never began" : "")
                        + ": later observations may be caused by it");
            }
        }
    }

    /** Whether the injection failed and the step was skipped, so that there was no fault. */
    private static boolean neverInjected(History history, FaultWindow w) {
        return w.injectedNanos() == Operation.OPEN
                && history.events(Event.StepSkipped.class)
                        .anyMatch(e -> e.step().equals(w.step()));
    }

    /**
     * The durability probe stops after half an hour. Its writes up to this limit are judged, so the limit is no defect.
     */
    private static void limits(History history, List<String> problems) {
        history.events(Event.LimitReached.class)
                .filter(e -> e.limit() != HarnessLimit.DURABILITY_PROBES)
                .map(e -> e.text() + ": the others were not read")
                .distinct()
                .forEach(problems::add);
    }

    private static void audits(History history, List<String> problems) {
        history.events(Event.MemberAudited.class)
                .filter(e -> e.problem() != null)
                .forEach(e -> problems.add("the audit could not read member " + e.member() + ": " + e.problem()));
    }

    /** The history must contain session states of each client that sent requests in a session. */
    private static void sessions(History history, List<String> problems, BudgetGuard guard) {
        Set<Integer> recorded = history.events(Event.SessionChanged.class)
                .map(Event.SessionChanged::client)
                .collect(Collectors.toSet());
        Set<Integer> missing = new TreeSet<>();
        for (Attempt a : guard.each(history.attempts())) {
            if (a.session() != 0 && !recorded.contains(a.client())) {
                missing.add(a.client());
            }
        }
        missing.forEach(
                client -> problems.add("the states of the sessions of client " + client + " were not recorded"));
    }

    private static void watchers(History history, List<String> problems) {
        BlindTimes blind = BlindTimes.of(history);
        if (!blind.everWatched()) {
            boolean recorded =
                    history.events(Event.WatcherChanged.class).findAny().isPresent();
            problems.add(
                    recorded
                            ? "no watcher session ever watched the znodes"
                            : "the history does not show when the watcher sessions watched the znodes");
            return;
        }
        for (Interval time : blind.unexplained()) {
            problems.add("no watcher session watched the znodes from " + AnomalyText.seconds(time.fromNanos()) + " to "
                    + AnomalyText.seconds(time.toNanos()) + ", and neither an outage nor the "
                    + AnomalyText.duration(blind.budgetNanos()) + " for a reconnect explain this");
        }
    }

    private static String part(HarnessPart part) {
        return switch (part) {
            case RECORDER -> "the recorder";
            case INTERCEPTOR -> "an interceptor of a link";
            case DURABILITY_PROBE -> "the durability probe";
            case DRIVER -> "a driver";
            case NEMESIS -> "the nemesis";
        };
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
