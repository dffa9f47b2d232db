package dev.stampede.checker.checks.watches;

import static dev.stampede.checker.check.AnomalyText.count;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.history.data.WatchInput.ChangeType;
import dev.stampede.checker.history.data.WatchInput.WatchKind;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Kind {@code event-skipped}: between two responses on one connection, a persistent watch received fewer events of a
 * znode than the Stats in the responses show changes. In a Stat, version counts the sets of an incarnation, and
 * cversion counts the creates and deletes of its children. Stateless apart from its collaborators.
 *
 * <p>More events than changes are no anomaly: after a reconnect, the event of a one-shot watch on the same path also
 * reaches the persistent watches ({@code ZKWatchManager.materialize}). A persistent watch does not report a change
 * between two connections. Therefore two responses are compared only if the client library reported no change of its
 * connection between them.
 */
final class PersistentRules {
    private final WatchLog log;
    private final WatchReport report;

    PersistentRules(WatchLog log, WatchReport report) {
        this.log = log;
        this.report = report;
    }

    /** Judges a persistent watch. Returns whether there were two responses to compare. */
    boolean judge(WatchRegistration watch) {
        Map<String, List<WatchEvent>> events = new HashMap<>();
        watch.events().forEach(e -> events.computeIfAbsent(e.path(), p -> new ArrayList<>())
                .add(e));
        boolean judged = false;
        for (String path : log.paths(watch)) {
            if (!watch.covers(path)) {
                continue;
            }
            List<WatchEvent> ofPath = events.getOrDefault(path, List.of());
            int next = 0;
            @Nullable StatReply before = null;
            for (StatReply reply : log.repliesAfter(watch, path)) {
                Map<ChangeType, Integer> received = new EnumMap<>(ChangeType.class);
                while (next < ofPath.size() && ofPath.get(next).atNanos() <= reply.atNanos()) {
                    received.merge(ofPath.get(next).type(), 1, Integer::sum);
                    next++;
                }
                if (before != null && log.sameConnection(watch.client(), before.atNanos(), reply.atNanos())) {
                    judged = true;
                    compare(watch, path, before, reply, received);
                }
                before = reply;
            }
        }
        return judged;
    }

    private void compare(
            WatchRegistration watch,
            String path,
            StatReply before,
            StatReply after,
            Map<ChangeType, Integer> received) {
        changes(watch, before.stat(), after.stat()).forEach((type, least) -> {
            int number = received.getOrDefault(type, 0);
            if (number < least) {
                report.add(
                        "event-skipped",
                        watch,
                        watch.text() + " received " + count(number, type + " event") + " of " + path + " between "
                                + seconds(before.atNanos()) + " and " + seconds(after.atNanos())
                                + ", although the responses at these times on the same connection show at least "
                                + count(least, "such change"),
                        after.atNanos(),
                        List.of(before.operation(), after.operation()),
                        WatchCitations.PERSISTENT);
            }
        });
    }

    /** The least number of changes of each type between two states of a znode. */
    private static Map<ChangeType, Integer> changes(
            WatchRegistration watch, @Nullable ZnodeStat before, @Nullable ZnodeStat after) {
        Map<ChangeType, Integer> changes = new EnumMap<>(ChangeType.class);
        boolean same = before != null && after != null && before.czxid() == after.czxid();
        if (before != null && !same) {
            changes.put(ChangeType.DELETED, 1);
        }
        if (after != null && !same) {
            changes.put(ChangeType.CREATED, 1);
        }
        int oldVersion = same && before != null ? before.version() : 0;
        int oldCversion = same && before != null ? before.cversion() : 0;
        if (after != null && after.version() > oldVersion) {
            changes.put(ChangeType.DATA_CHANGED, after.version() - oldVersion);
        }
        if (after != null && watch.kind() == WatchKind.PERSISTENT && after.cversion() > oldCversion) {
            changes.put(ChangeType.CHILDREN_CHANGED, after.cversion() - oldCversion);
        }
        return changes;
    }
}
