package dev.stampede.checker.checks.notification;

import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.StalenessBound;
import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Coverage.Tally;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether each coordinator sees each status of its tasks, or a later one, in time. Not thread-safe.
 *
 * <p>Of two statuses of a task, the one with the greater mzxid is the later one. An incarnation of a coordinator knows
 * the tasks that it assigned itself, and the tasks whose assignment had been acknowledged before the incarnation began
 * to list tasks.
 */
final class CoordinatorRules {
    private final NotificationLog log;
    private final NotificationBounds bounds;
    private final StalenessBound staleness;
    private final AnomalyCollector findings;
    private final Tally tally;
    private final Set<List<Object>> reported = new HashSet<>();
    private long longestNanos;

    CoordinatorRules(
            NotificationLog log,
            NotificationBounds bounds,
            StalenessBound staleness,
            AnomalyCollector findings,
            Tally tally) {
        this.log = log;
        this.bounds = bounds;
        this.staleness = staleness;
        this.findings = findings;
        this.tally = tally;
    }

    /**
     * The longest time from the write of a status until its coordinator saw that status or a later one, in nanoseconds.
     */
    long longestNanos() {
        return longestNanos;
    }

    /** Judges all writes of the status at this path. */
    void judge(String path) {
        TaskAssignment task = log.at(ZnodeTimeline.parent(path));
        for (TaskStatus status : log.statuses(path)) {
            if (status.operation().invokedNanos() >= log.endNanos()) {
                continue;
            }
            if (status.acknowledged()) {
                judge(path, task, status);
            } else if (status.operation().outcome() != Outcome.FAILED) {
                tally.notJudged("the write of the status was not acknowledged");
            }
        }
    }

    private void judge(String path, @Nullable TaskAssignment task, TaskStatus status) {
        boolean known = false;
        if (task != null) {
            for (TaskIncarnation coordinator : log.coordinators(task.job())) {
                long since = Math.max(knownSince(task, coordinator), status.writtenNanos());
                if (since != Operation.OPEN) {
                    known = true;
                    judgeDelivery(path, task, status, coordinator, since);
                }
            }
        }
        if (!known) {
            tally.notJudged("no coordinator knew its task");
        }
    }

    /**
     * When the coordinator began to watch the status of the task; {@link Operation#OPEN} if it may not know the task.
     */
    static long knownSince(TaskAssignment task, TaskIncarnation coordinator) {
        for (Operation assign : task.assigns()) {
            if (coordinator.invoked(assign)) {
                return Math.min(assign.completedNanos(), coordinator.toNanos());
            }
        }
        boolean listed = task.acknowledgedNanos() < coordinator.begin().invokedNanos();
        return listed ? coordinator.fromNanos() : Operation.OPEN;
    }

    /** Judges whether a coordinator saw a status, or a later one, in time. */
    private void judgeDelivery(
            String path, TaskAssignment task, TaskStatus status, TaskIncarnation coordinator, long since) {
        long until = Math.min(task.withdrawnNanos(), coordinator.toNanos());
        if (since >= until) {
            return;
        }
        int client = coordinator.client();
        long deadline = log.undisturbed(client).doneBy(since, bounds.delivery().nanos());
        StatusView current = null;
        StatusView seen = null;
        for (StatusView view : log.views(client, path)) {
            if (coordinator.invoked(view.operation())) {
                seen = seen == null && view.mzxid() >= status.mzxid() ? view : seen;
                current = view.atNanos() <= deadline ? view : current;
            }
        }
        if (seen != null && (seen.atNanos() <= deadline || deadline >= until)) {
            tally.judged();
            longestNanos = Math.max(longestNanos, seen.atNanos() - since);
        } else if (deadline >= until) {
            tally.notJudged(WorkerRules.NOT_UNDISTURBED);
        } else {
            tally.judged();
            report(path, status, coordinator, current, since, deadline);
        }
    }

    /** Reports a view that the coordinator used for too long. Each view is reported once. */
    private void report(
            String path,
            TaskStatus status,
            TaskIncarnation coordinator,
            @Nullable StatusView current,
            long since,
            long deadline) {
        int client = coordinator.client();
        int view = current == null ? -1 : current.operation().number();
        if (!reported.add(List.of(coordinator.begin().number(), path, view))) {
            return;
        }
        Attempt stale = staleRead(path, status, client, deadline);
        List<Integer> operations = new ArrayList<>(List.of(status.operation().number()));
        if (current != null) {
            operations.add(current.operation().number());
        }
        String has = current == null || current.state() == null
                ? " had seen no status of " + path
                : " still took \"" + current.data() + "\" (mzxid " + hex(current.mzxid()) + ") for the status of "
                        + path;
        findings.add(
                "missed-status",
                "client " + client + has + " at " + seconds(deadline) + ", although client "
                        + status.operation().client() + " had written \"" + status.data() + "\" (mzxid "
                        + hex(status.mzxid()) + ") by " + seconds(status.writtenNanos()) + "; client " + client
                        + " was connected and undisturbed for "
                        + bounds.delivery().value()
                        + (stale == null
                                ? ""
                                : "; its member returned an older state at " + seconds(stale.answeredNanos())),
                List.of(bounds.delivery().step()),
                stale == null ? Blame.RECIPE : Blame.ZOOKEEPER,
                new Extent(since, deadline, Set.of(client, status.operation().client()), operations),
                NotificationCitations.TIMELINESS,
                null);
    }

    /** A read that had to return this status or a later one but returned an older state; null if there is none. */
    private @Nullable Attempt staleRead(String path, TaskStatus status, int client, long deadline) {
        for (Attempt a : log.reads(client, path)) {
            boolean older = a.code() == ResultCode.NONODE
                    || (a.code() == ResultCode.OK
                            && a.stat() != null
                            && a.opcode() != Opcode.GET_CHILDREN
                            && a.stat().mzxid() < status.mzxid());
            if (older
                    && a.answeredNanos() <= deadline
                    && staleness.mustInclude(client, status.writtenNanos(), a.sentNanos())) {
                return a;
            }
        }
        return null;
    }
}
