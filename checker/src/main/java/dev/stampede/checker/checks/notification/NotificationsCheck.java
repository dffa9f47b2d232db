package dev.stampede.checker.checks.notification;

import static dev.stampede.checker.check.AnomalyText.count;
import static dev.stampede.checker.check.AnomalyText.duration;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.DerivedBound;
import dev.stampede.checker.analysis.DerivedBounds;
import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckParameters;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.check.Gravity;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.checker.history.data.Track;
import java.util.List;

/**
 * Decides whether each worker receives and answers each of its tasks once, and whether each coordinator sees the last
 * status of each task, within time limits that are derived from settings and from measurements of the run.
 *
 * <p>Operations of coordinators: {@code beginCoordination JOB}, {@code assign JOB/WORKER/TASK}, {@code withdraw
 * JOB/WORKER/TASK}, and {@code view JOB/WORKER/TASK/STATUS} with the state that the coordinator acts on from now on.
 * Operations of workers: {@code beginWork JOB/WORKER}, {@code receive JOB/WORKER/TASK} with the state of the
 * assignment, and {@code report} and {@code answer} of {@code JOB/WORKER/TASK/STATUS}. {@code endWork} ends an
 * incarnation of a coordinator or of a worker. A new incarnation does not know what an earlier one did, so it receives
 * and answers the tasks again.
 *
 * <ul>
 *   <li>{@code missed-task}: a task existed for longer than delivery takes, and its worker did not receive it;
 *   <li>{@code received-twice}: an incarnation received a task again;
 *   <li>{@code unanswered}: an incarnation received a task, and did not answer it in time;
 *   <li>{@code answered-twice}: an incarnation answered again, after its answer had been acknowledged;
 *   <li>{@code unknown-task}: a worker received a task that no coordinator had assigned;
 *   <li>{@code missed-status}: for longer than delivery takes, a coordinator saw neither a status nor a later one;
 *   <li>{@code status-went-back}: a coordinator went back to an older status (a caveat if the session changed);
 *   <li>{@code unknown-status}: a coordinator saw a status that no worker wrote, or with another mzxid.
 * </ul>
 *
 * <p>A time limit runs only while the client is connected and waits for no operation, and no fault affects the client
 * or a server. It starts again after each disturbance. A coordinator may miss earlier statuses if it sees a later one;
 * the mzxids show the order. It may, but need not, see a write whose response was lost.
 *
 * <p>A history that passes, and one that fails (T = 3 s, so delivery takes at most 3.3 s):
 *
 * <pre>{@code
 * client 1  assign |=|            view working  view done    client 1  assign |=|            view working  …4 s…
 * client 2       receive  report |=|  answer |=|             client 2       receive  report |=|  answer |=|
 * VALID                                                      INVALID: missed-status, client 1 did not see "done"
 * }</pre>
 *
 * <p>Parameter {@code work}, optional: the longest time that a worker needs for a task, in milliseconds; 0 by
 * default. Immutable and safe to share between threads. O(n log n) in events, and in pairs of tasks and incarnations
 * of a worker.
 */
public final class NotificationsCheck implements Check {
    /** The name of this check. */
    public static final String NAME = "notifications";

    private static final String WORK = "work";
    private static final long MILLI = 1_000_000L;
    private static final int BUDGET_EVERY = 64;

    private final CheckSpec spec;
    private final int workMillis;

    private NotificationsCheck(CheckSpec spec, int workMillis) {
        this.spec = spec;
        this.workMillis = workMillis;
    }

    /** The check for a spec. */
    public static NotificationsCheck of(CheckSpec spec) {
        CheckParameters parameters = new CheckParameters(spec);
        String work = parameters.text(WORK, "0");
        parameters.nothingElse(WORK);
        if (!work.matches("[0-9]{1,7}")) {
            throw new IllegalArgumentException(
                    "the check " + NAME + " expects a whole number of milliseconds for work, found \"" + work + "\"");
        }
        return new NotificationsCheck(spec, Integer.parseInt(work));
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
    public Gravity gravity(String kind) {
        return switch (kind) {
            case "missed-task", "unanswered", "missed-status" -> Gravity.PROGRESS;
            default -> Gravity.STATE;
        };
    }

    @Override
    public CheckResult check(History history, CheckBudget budget) {
        NotificationLog log = NotificationLog.of(history);
        Coverage.Tally tally = new Coverage.Tally("notifications");
        String counted = count(log.assignments().size(), "task") + ", "
                + count(log.statusPaths().size(), "status znode");
        if (log.assignments().isEmpty()) {
            return CheckResult.inconclusive(NAME, tally.coverage(), counted, "no task was assigned or received");
        }
        DerivedBounds derived = Analysis.of(history).bounds();
        if (!derived.known() || derived.timeoutNanos() == 0) {
            tally.notJudged(DerivedBounds.UNKNOWN);
            return CheckResult.inconclusive(
                    NAME, tally.coverage(), counted, "the session timeout or the settings of the ensemble are unknown");
        }
        NotificationBounds bounds =
                new NotificationBounds(derived.delivery(BackgroundReads.longest(history, log)), answer(derived));
        AnomalyCollector findings = new AnomalyCollector(NAME, history);
        boolean whole = true;
        int judged = 0;
        WorkerRules workers = new WorkerRules(
                log, bounds, Analysis.of(history).stalenessBound(), new LostAnswers(history, log), findings, tally);
        for (TaskAssignment task : log.assignments()) {
            whole = whole && (judged++ % BUDGET_EVERY != 0 || !budget.exhausted());
            if (whole) {
                workers.judge(task);
            }
        }
        CoordinatorRules coordinators =
                new CoordinatorRules(log, bounds, Analysis.of(history).stalenessBound(), findings, tally);
        for (String path : log.statusPaths()) {
            whole = whole && (judged++ % BUDGET_EVERY != 0 || !budget.exhausted());
            if (whole) {
                coordinators.judge(path);
            }
        }
        StatusViewRules views = new StatusViewRules(log, findings);
        log.allViews().forEach(views::judge);
        String scope = counted + "; a task was received within " + duration(workers.longestNanos())
                + ", a status was seen within " + duration(coordinators.longestNanos())
                + "; time limits without disturbance: delivery "
                + bounds.delivery().equation() + "; answer "
                + bounds.answer().equation();
        return whole
                ? findings.result(tally.coverage(), scope)
                : findings.resultOfPart(tally.coverage(), scope, budget);
    }

    private DerivedBound answer(DerivedBounds derived) {
        DerivedBound reaction = derived.reaction();
        return new DerivedBound(
                workMillis * MILLI + reaction.nanos(),
                "the work of " + duration(workMillis * MILLI) + " + " + reaction.derivation());
    }

    /**
     * The incarnations of the coordinator and the workers of each job, and the times until tasks were received and
     * statuses seen.
     */
    @Override
    public List<Track> picture(History history) {
        return NotificationTracks.of(history);
    }
}
