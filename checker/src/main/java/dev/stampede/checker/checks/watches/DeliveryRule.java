package dev.stampede.checker.checks.watches;

import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.ClientTimeline;
import dev.stampede.checker.analysis.DerivedBound;
import dev.stampede.checker.analysis.Disturbances;
import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.analysis.UndisturbedTime;
import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.WatchInput.ChangeType;
import dev.stampede.checker.history.data.WatchInput.WatchKind;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Kind {@code event-missing}: a change was acknowledged to any client, and a watch that covers it received no event
 * within the time limit, although its client was connected and undisturbed for that time. Not thread-safe.
 *
 * <p>For a one-shot watch the limit starts again after a reconnect, when the client library sets the watch again. A
 * persistent watch does not report changes between two connections. Therefore a change is judged only if it was
 * requested after the first response on a connection that lasts until the limit: the library sets its watches again
 * before that response.
 */
final class DeliveryRule {
    /** @param zxid the zxid of the change, 0 if unknown */
    private record Change(int operation, String path, ChangeType type, long zxid, long sentNanos, long answeredNanos) {}

    private final WatchLog log;
    private final WatchReport report;
    private final Disturbances disturbances;
    private final ClientTimeline clients;
    private final DerivedBound bound;
    private final Map<String, List<Change>> changes = new HashMap<>();
    private final Map<Integer, UndisturbedTime> connected = new HashMap<>();

    DeliveryRule(History history, WatchLog log, WatchReport report, DerivedBound bound) {
        Analysis analysis = Analysis.of(history);
        this.log = log;
        this.report = report;
        this.disturbances = analysis.disturbances();
        this.clients = analysis.clients();
        this.bound = bound;
        history.attempts().forEach(this::addChanges);
        changes.values().forEach(all -> all.sort(Comparator.comparingLong(Change::answeredNanos)));
    }

    private void addChanges(Attempt a) {
        ZnodeStat stat = a.stat();
        String path = a.path();
        if (a.code() != ResultCode.OK || path == null) {
            return;
        } else if (a.opcode().creates() && stat != null) {
            add(a, path, ChangeType.CREATED, stat.czxid());
            add(a, ZnodeTimeline.parent(path), ChangeType.CHILDREN_CHANGED, stat.czxid());
        } else if (a.opcode() == Opcode.SET_DATA && stat != null) {
            add(a, path, ChangeType.DATA_CHANGED, stat.mzxid());
        } else if (a.opcode() == Opcode.DELETE) {
            add(a, path, ChangeType.DELETED, 0);
            add(a, ZnodeTimeline.parent(path), ChangeType.CHILDREN_CHANGED, 0);
        }
    }

    private void add(Attempt a, String path, ChangeType type, long zxid) {
        changes.computeIfAbsent(path, p -> new ArrayList<>())
                .add(new Change(a.operation(), path, type, zxid, a.sentNanos(), a.answeredNanos()));
    }

    /** Judges a watch. Returns whether there was a change for which the limit passed. */
    boolean judge(WatchRegistration watch) {
        long end = Math.min(log.endNanos(watch), clients.workEndNanos());
        if (watch.kind().oneShot()) {
            return oneShot(watch, end);
        }
        boolean judged = false;
        for (Map.Entry<String, List<Change>> entry : changes.entrySet()) {
            if (watch.covers(entry.getKey())) {
                judged |= persistent(watch, entry.getValue(), end);
            }
        }
        return judged;
    }

    /**
     * Judges the first change after the watch was set: it has the first deadline, because the limit is the same for all
     * changes. Changes that were answered before the watch was requested are not examined: the watch is set after them,
     * unless its member lags.
     */
    private boolean oneShot(WatchRegistration watch, long end) {
        List<Change> all = changes.getOrDefault(watch.path(), List.of());
        int first = SortedSearch.firstAtOrAfter(
                all.size(), i -> all.get(i).answeredNanos(), watch.reply().sentNanos());
        for (Change change : all.subList(first, all.size())) {
            if (!watch.types().contains(change.type()) || !watch.precedes(change.zxid(), change.sentNanos())) {
                continue;
            }
            long deadline = deadline(watch, Math.max(change.answeredNanos(), watch.setNanos()));
            WatchEvent event = watch.first();
            if (deadline >= end) {
                return false;
            } else if (event == null || event.atNanos() > deadline) {
                missing(watch, change, deadline);
            }
            return true;
        }
        return false;
    }

    private boolean persistent(WatchRegistration watch, List<Change> all, long end) {
        boolean judged = false;
        int first = SortedSearch.firstAtOrAfter(all.size(), i -> all.get(i).answeredNanos(), watch.setNanos());
        for (Change change : all.subList(first, all.size())) {
            if (change.answeredNanos() >= end) {
                break;
            } else if (!watch.types().contains(change.type()) || change.sentNanos() <= watch.setNanos()) {
                continue;
            }
            ClientTimeline.Connection connection = log.connection(watch, change.sentNanos());
            if (connection == null || log.firstReply(watch, connection.fromNanos()) >= change.sentNanos()) {
                continue;
            }
            long deadline = deadline(watch, change.answeredNanos());
            if (deadline < Math.min(end, connection.toNanos())) {
                judged = true;
                if (!reported(watch, change, deadline)) {
                    missing(watch, change, deadline);
                }
            }
        }
        return judged;
    }

    private static boolean reported(WatchRegistration watch, Change change, long deadline) {
        List<WatchEvent> events = watch.events();
        for (int i = SortedSearch.firstAtOrAfter(
                        events.size(), e -> events.get(e).atNanos(), change.sentNanos());
                i < events.size() && events.get(i).atNanos() <= deadline;
                i++) {
            WatchEvent event = events.get(i);
            boolean same = event.zxid() == 0 || change.zxid() == 0 || event.zxid() == change.zxid();
            if (same && event.type() == change.type() && event.path().equals(change.path())) {
                return true;
            }
        }
        return false;
    }

    private long deadline(WatchRegistration watch, long fromNanos) {
        return connected
                .computeIfAbsent(watch.client(), c -> disturbances.connected(c, List.of(), clients.workEndNanos()))
                .doneBy(fromNanos, bound.nanos());
    }

    private void missing(WatchRegistration watch, Change change, long deadline) {
        report.add(
                "event-missing",
                watch,
                watch.text() + " was set at " + seconds(watch.setNanos()) + ", and received no event by "
                        + seconds(deadline) + " of a change that was acknowledged at " + seconds(change.answeredNanos())
                        + " (" + change.type() + " of " + change.path()
                        + (change.zxid() > 0 ? " at zxid " + hex(change.zxid()) : "")
                        + "); the client was connected and undisturbed for the delivery of " + bound.equation(),
                deadline,
                List.of(change.operation()),
                watch.kind() == WatchKind.PERSISTENT || watch.kind() == WatchKind.PERSISTENT_RECURSIVE
                        ? WatchCitations.PERSISTENT
                        : WatchCitations.SET_AGAIN);
    }
}
