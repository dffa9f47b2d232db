package dev.stampede.checker.checks.notification;

import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.StalenessBound;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Coverage.Tally;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.TaskInput;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.history.data.ZnodeState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether each incarnation of a worker receives each of its tasks, and answers it once. Not thread-safe.
 *
 * <p>If a task is withdrawn or its worker ends before the time limit, the task need not be received or answered. An
 * answer whose response was lost counts if it took effect, and does not count if it had no effect (see {@link
 * LostAnswers}); if neither is known, the task is not judged.
 */
final class WorkerRules {
    static final String NOT_UNDISTURBED =
            "the client was not undisturbed for long enough, or the task was withdrawn before";

    private final NotificationLog log;
    private final NotificationBounds bounds;
    private final StalenessBound staleness;
    private final LostAnswers lostAnswers;
    private final AnomalyCollector findings;
    private final Tally tally;
    private long longestNanos;

    WorkerRules(
            NotificationLog log,
            NotificationBounds bounds,
            StalenessBound staleness,
            LostAnswers lostAnswers,
            AnomalyCollector findings,
            Tally tally) {
        this.log = log;
        this.bounds = bounds;
        this.staleness = staleness;
        this.lostAnswers = lostAnswers;
        this.findings = findings;
        this.tally = tally;
    }

    /**
     * The longest time, in nanoseconds, from the create of a task or the later start of its worker until the task was
     * received.
     */
    long longestNanos() {
        return longestNanos;
    }

    void judge(TaskAssignment task) {
        task.receives().forEach(receive -> unknown(task, receive));
        boolean ambiguous = task.assigns().size() > 1;
        for (TaskIncarnation worker : log.workers(task.folder())) {
            receivedTwice(task, worker, ambiguous);
            if (!ambiguous) {
                answeredTwice(task, worker);
            }
        }
        if (ambiguous) {
            tally.notJudged("several operations assigned it");
        } else if (task.assigns().isEmpty()) {
            return; // Each receive of this task was reported as unknown.
        } else if (task.knownNanos() == Operation.OPEN) {
            tally.notJudged("nothing shows whether its znode was created");
        } else {
            log.workers(task.folder()).forEach(worker -> judge(task, worker));
        }
    }

    private void judge(TaskAssignment task, TaskIncarnation worker) {
        long since = Math.max(task.knownNanos(), worker.fromNanos());
        long until = Math.min(task.withdrawnNanos(), worker.toNanos());
        List<Operation> received = task.receivedBy(worker);
        if (since < until || !received.isEmpty()) {
            judgeDelivery(task, worker, since, until, received);
        }
        if (!received.isEmpty()) {
            judgeAnswer(task, worker, received.get(0), until);
        }
    }

    /** Reports a receive of a task that no coordinator had assigned, or not with this data. */
    private void unknown(TaskAssignment task, Operation receive) {
        ZnodeState shown = TaskAssignment.shown(receive);
        boolean assigned = task.assigns().stream()
                .filter(o -> o.invokedNanos() <= receive.invokedNanos())
                .anyMatch(o -> shown == null || shown.data().equals(o.argument()));
        if (!assigned) {
            report(
                    "unknown-task",
                    task,
                    "client " + receive.client() + " received " + task.path()
                            + (shown == null ? "" : " with the data \"" + shown.data() + "\"") + " at "
                            + seconds(receive.invokedNanos()) + ", which no coordinator had assigned",
                    Blame.RECIPE,
                    receive.invokedNanos(),
                    receive.invokedNanos(),
                    List.of(receive));
        }
    }

    /** Reports an incarnation that received a task again. */
    private void receivedTwice(TaskAssignment task, TaskIncarnation worker, boolean ambiguous) {
        List<Operation> received = task.receivedBy(worker);
        for (int i = 1; i < received.size(); i++) {
            Operation again = received.get(i);
            for (Operation before : received.subList(0, i)) {
                if (sameZnode(before, again, ambiguous)) {
                    report(
                            "received-twice",
                            task,
                            "client " + again.client() + " received " + task.path() + " at "
                                    + seconds(before.invokedNanos()) + " and again at "
                                    + seconds(again.invokedNanos()) + ", in one incarnation (" + name(worker) + ")",
                            Blame.RECIPE,
                            before.invokedNanos(),
                            again.invokedNanos(),
                            List.of(before, again));
                    return; // Once for each incarnation.
                }
            }
        }
    }

    private static boolean sameZnode(Operation before, Operation again, boolean ambiguous) {
        ZnodeState one = TaskAssignment.shown(before);
        ZnodeState other = TaskAssignment.shown(again);
        return (one == null || other == null) ? !ambiguous : one.czxid() == other.czxid();
    }

    /** Reports an incarnation that answered a task again after its answer had been acknowledged. */
    private void answeredTwice(TaskAssignment task, TaskIncarnation worker) {
        Operation first = null;
        for (TaskStatus answer : answers(task, worker)) {
            Operation o = answer.operation();
            if (first != null && o.invokedNanos() >= first.completedNanos() && o.outcome() != Outcome.FAILED) {
                report(
                        "answered-twice",
                        task,
                        "client " + o.client() + " answered " + task.path() + " at " + seconds(o.invokedNanos())
                                + ", although its answer had been acknowledged at " + seconds(first.completedNanos())
                                + ", in one incarnation (" + name(worker) + ")",
                        Blame.RECIPE,
                        first.invokedNanos(),
                        o.invokedNanos(),
                        List.of(first, o));
                return;
            }
            if (first == null && o.outcome() == Outcome.OK && o.completed()) {
                first = o;
            }
        }
    }

    private List<TaskStatus> answers(TaskAssignment task, TaskIncarnation worker) {
        return log.statusesOf(task).stream()
                .filter(TaskStatus::answer)
                .filter(s -> worker.invoked(s.operation()))
                .toList();
    }

    /** Judges whether an incarnation received a task in time. */
    private void judgeDelivery(
            TaskAssignment task, TaskIncarnation worker, long since, long until, List<Operation> received) {
        long deadline =
                log.undisturbed(worker.client()).doneBy(since, bounds.delivery().nanos());
        Operation first = received.isEmpty() ? null : received.get(0);
        boolean inTime = first != null && first.invokedNanos() <= deadline;
        if (first != null && (inTime || deadline >= until)) {
            tally.judged();
            longestNanos = Math.max(longestNanos, first.invokedNanos() - since);
            return;
        } else if (deadline >= until) {
            tally.notJudged(NOT_UNDISTURBED);
            return;
        }
        tally.judged();
        Attempt stale = staleList(task, worker, deadline);
        String client = "client " + worker.client() + " (" + name(worker) + ")";
        List<Operation> operations = new ArrayList<>(task.assigns());
        operations.add(worker.begin());
        received.stream().limit(1).forEach(operations::add);
        report(
                "missed-task",
                task,
                client
                        + (first == null
                                ? " did not receive "
                                : " received only at " + seconds(first.invokedNanos()) + " ")
                        + task.path() + ", which existed since "
                        + seconds(task.knownNanos()) + "; it was connected and undisturbed until " + seconds(deadline)
                        + " for the delivery of " + bounds.delivery().equation()
                        + (stale == null
                                ? ""
                                : "; its member listed the tasks without it at " + seconds(stale.answeredNanos())),
                stale == null ? Blame.RECIPE : Blame.ZOOKEEPER,
                since,
                deadline,
                operations);
    }

    /** A response with the children of the folder that had to include this task but did not, null if there is none. */
    private @Nullable Attempt staleList(TaskAssignment task, TaskIncarnation worker, long deadline) {
        return log.reads(worker.client(), task.folder()).stream()
                .filter(a -> a.opcode() == Opcode.GET_CHILDREN && a.code() == ResultCode.OK)
                .filter(a -> a.answeredNanos() <= deadline && lacks(a.stat(), task))
                .filter(a -> staleness.mustInclude(worker.client(), task.knownNanos(), a.sentNanos()))
                .findFirst()
                .orElse(null);
    }

    /** Whether the children of a folder with this Stat last changed before the task was created. */
    private static boolean lacks(@Nullable ZnodeStat folder, TaskAssignment task) {
        return folder != null && task.czxid() != 0 && folder.pzxid() < task.czxid();
    }

    /** Judges whether an incarnation answered a task in time that it had received. */
    private void judgeAnswer(TaskAssignment task, TaskIncarnation worker, Operation received, long until) {
        long deadline = log.undisturbed(worker.client())
                .doneBy(received.invokedNanos(), bounds.answer().nanos());
        List<TaskStatus> answers = answers(task, worker);
        Operation done = answers.stream()
                .map(TaskStatus::operation)
                .filter(o -> o.outcome() == Outcome.OK && o.completed())
                .findFirst()
                .orElse(null);
        if (done != null && (done.invokedNanos() <= deadline || deadline >= until)) {
            tally.judged();
            return;
        } else if (deadline >= until) {
            tally.notJudged(NOT_UNDISTURBED);
            return;
        }
        List<TaskStatus> lost = answers.stream()
                .filter(s -> s.operation().invokedNanos() <= deadline)
                .filter(s -> s.operation().outcome() != Outcome.FAILED)
                .toList();
        if (lost.stream().anyMatch(lostAnswers::tookEffect)) {
            tally.judged();
            return;
        } else if (!lost.isEmpty() && !lostAnswers.hadNoEffect(task, lost.get(0))) {
            tally.notJudged("the response to its answer was lost, and nothing shows whether it was written");
            return;
        }
        tally.judged();
        List<Operation> operations = new ArrayList<>(List.of(received));
        lost.forEach(s -> operations.add(s.operation()));
        report(
                "unanswered",
                task,
                "client " + worker.client() + " (" + name(worker) + ") received " + task.path() + " at "
                        + seconds(received.invokedNanos()) + " and had not answered it by " + seconds(deadline)
                        + (lost.isEmpty()
                                ? ""
                                : ": the response to its answer of "
                                        + seconds(lost.get(0).operation().invokedNanos())
                                        + " was lost, and the audit shows that it was not written")
                        + "; it was connected and undisturbed for "
                        + bounds.answer().equation(),
                Blame.RECIPE,
                received.invokedNanos(),
                deadline,
                operations);
    }

    private static String name(TaskIncarnation worker) {
        return worker.begin().input() instanceof TaskInput.BeginWork begin ? begin.incarnation() : "";
    }

    private void report(
            String kind,
            TaskAssignment task,
            String headline,
            Blame blame,
            long fromNanos,
            long toNanos,
            List<Operation> operations) {
        Set<Integer> involved = new TreeSet<>();
        operations.forEach(o -> involved.add(o.client()));
        findings.add(
                kind,
                headline + (task.czxid() == 0 ? "" : " (czxid " + hex(task.czxid()) + ")"),
                blame,
                new Extent(
                                fromNanos,
                                Math.max(fromNanos, toNanos),
                                involved,
                                operations.stream().map(Operation::number).toList())
                        .about(Set.of(task.path()), Set.of()),
                switch (kind) {
                    case "unknown-task" -> NotificationCitations.ATOMICITY;
                    case "received-twice", "answered-twice" -> NotificationCitations.ONCE;
                    case "unanswered" -> NotificationCitations.LOST_ANSWER;
                    default -> NotificationCitations.TIMELINESS;
                });
    }
}
