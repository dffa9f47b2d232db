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
 * Draws each job: for each worker its incarnations, the tasks that it has not received yet, and the statuses that the
 * coordinator has not seen yet. A task that is never received and a status that is never seen are marked, and so is a
 * task that is received again.
 */
final class NotificationTracks {
    private NotificationTracks() {}

    static List<Track> of(History history) {
        NotificationLog log = NotificationLog.of(history);
        List<Track> tracks = new ArrayList<>();
        log.jobs().forEach((job, coordinators) -> {
            TrackBuilder drawing = TrackBuilder.of("Tasks of " + job);
            coordinators.forEach(c -> incarnation(drawing, "coordinator", c));
            log.folders().forEach((folder, workers) -> {
                if (ZnodeTimeline.parent(folder).equals(job)) {
                    worker(drawing, log, folder, workers, coordinators);
                }
            });
            tracks.add(drawing.track());
        });
        return tracks;
    }

    private static void incarnation(TrackBuilder drawing, String lane, TaskIncarnation one) {
        span(drawing, lane, "client " + one.client(), Severity.QUIET, one.fromNanos(), one.toNanos());
    }

    private static void worker(
            TrackBuilder drawing,
            NotificationLog log,
            String folder,
            List<TaskIncarnation> workers,
            List<TaskIncarnation> coordinators) {
        String name = name(folder);
        drawing.lane(name + " works").lane(name + " not received").lane(name + " not seen");
        workers.forEach(w -> incarnation(drawing, name + " works", w));
        for (TaskAssignment task : log.assignments()) {
            if (task.folder().equals(folder) && task.knownNanos() != Operation.OPEN) {
                workers.forEach(w -> received(drawing, name, task, w));
                log.statusesOf(task).stream()
                        .filter(TaskStatus::acknowledged)
                        .forEach(s -> coordinators.forEach(c -> seen(drawing, log, name, task, s, c)));
            }
        }
    }

    private static void received(TrackBuilder drawing, String name, TaskAssignment task, TaskIncarnation worker) {
        long from = Math.max(task.knownNanos(), worker.fromNanos());
        long until = Math.min(task.withdrawnNanos(), worker.toNanos());
        List<Operation> all = task.receivedBy(worker);
        boolean never = all.isEmpty();
        long to = never ? until : all.get(0).invokedNanos();
        span(drawing, name + " not received", name(task.path()), severity(never), from, to);
        for (int i = 1; i < all.size(); i++) {
            drawing.point(
                    name + " received again",
                    name(task.path()),
                    Severity.NOTICE,
                    null,
                    all.get(i).invokedNanos());
        }
    }

    private static void seen(
            TrackBuilder drawing,
            NotificationLog log,
            String name,
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
        span(drawing, name + " not seen", status.data(), severity(seen == null), from, to);
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
