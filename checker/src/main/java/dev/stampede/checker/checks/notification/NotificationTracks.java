package dev.stampede.checker.checks.notification;

import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.TrackBuilder;
import dev.stampede.checker.history.data.Event.Severity;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Track;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws each job: the incarnations of its coordinator and of its workers, the tasks that their workers have not
 * received yet, and the statuses that the coordinator has not seen yet. It marks a task that is never received, a task
 * that is received again, and a status that is never seen.
 */
final class NotificationTracks {
    private static final String NOT_RECEIVED = "not received";
    private static final String NOT_SEEN = "not seen";

    private NotificationTracks() {}

    static List<Track> of(History history) {
        NotificationLog log = NotificationLog.of(history);
        List<Track> tracks = new ArrayList<>();
        log.jobs().forEach((job, coordinators) -> {
            TrackBuilder drawing = TrackBuilder.of("Tasks of " + job);
            coordinators.forEach(c -> incarnation(drawing, "coordinator", c));
            log.folders().forEach((folder, workers) -> {
                if (ZnodeTimeline.parent(folder).equals(job)) {
                    workers.forEach(w -> incarnation(drawing, name(folder) + " works", w));
                }
            });
            drawing.lane(NOT_RECEIVED).lane(NOT_SEEN);
            log.assignments().stream()
                    .filter(task -> task.job().equals(job) && task.knownNanos() != Operation.OPEN)
                    .forEach(task -> task(drawing, log, task, coordinators));
            tracks.add(drawing.track());
        });
        return tracks;
    }

    private static void incarnation(TrackBuilder drawing, String lane, TaskIncarnation one) {
        span(drawing, lane, "client " + one.client(), Severity.QUIET, one.fromNanos(), one.toNanos());
    }

    private static void task(
            TrackBuilder drawing, NotificationLog log, TaskAssignment task, List<TaskIncarnation> coordinators) {
        log.workers(task.folder()).forEach(w -> received(drawing, task, w));
        log.statusesOf(task).stream()
                .filter(TaskStatus::acknowledged)
                .forEach(s -> coordinators.forEach(c -> seen(drawing, log, task, s, c)));
    }

    private static void received(TrackBuilder drawing, TaskAssignment task, TaskIncarnation worker) {
        long from = Math.max(task.knownNanos(), worker.fromNanos());
        long until = Math.min(task.withdrawnNanos(), worker.toNanos());
        List<Operation> all = task.receivedBy(worker);
        boolean never = all.isEmpty();
        long to = never ? until : all.get(0).invokedNanos();
        String label = name(task.folder()) + "/" + name(task.path());
        span(drawing, NOT_RECEIVED, label, severity(never), from, to);
        for (int i = 1; i < all.size(); i++) {
            drawing.point(
                    "received again", label, Severity.NOTICE, null, all.get(i).invokedNanos());
        }
    }

    private static void seen(
            TrackBuilder drawing,
            NotificationLog log,
            TaskAssignment task,
            TaskStatus status,
            TaskIncarnation coordinator) {
        long until = Math.min(task.withdrawnNanos(), coordinator.toNanos());
        long from = Math.max(status.writtenNanos(), CoordinatorRules.knownSince(task, coordinator));
        String path = String.valueOf(status.operation().key());
        StatusView seen = log.views(coordinator.client(), path).stream()
                .filter(view -> coordinator.invoked(view.operation()) && view.mzxid() >= status.mzxid())
                .findFirst()
                .orElse(null);
        long to = seen == null ? until : seen.atNanos();
        span(drawing, NOT_SEEN, status.data(), severity(seen == null), from, to);
    }

    private static Severity severity(boolean never) {
        return never ? Severity.NOTICE : Severity.QUIET;
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static void span(
            TrackBuilder drawing, String lane, String label, Severity severity, long fromNanos, long toNanos) {
        if (fromNanos < toNanos) {
            drawing.span(lane, label, severity, fromNanos, toNanos);
        }
    }
}
