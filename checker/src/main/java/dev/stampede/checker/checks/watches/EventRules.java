package dev.stampede.checker.checks.watches;

import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.analysis.ZooKeeperCitations;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.WatchInput.ChangeType;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether each event that a watch received is one that the watch can receive. Not thread-safe.
 *
 * <ul>
 *   <li>{@code fired-twice}: a one-shot watch received a second event.
 *   <li>{@code wrong-event}: the event has a type or a path that the watch does not cover.
 *   <li>{@code event-before-watch}: the event has the zxid of a change that was made before the watch was set. Each
 *       member of the session has a state at least as new as the states that the session has been shown.
 *   <li>{@code false-event}: the event has the zxid of an acknowledged write that made another change. An event of a
 *       multi is not compared, because the content of a multi is not recorded.
 *   <li>{@code event-order}: on one connection, the zxids of events decrease. After a reconnect they may decrease: the
 *       next member may be behind, and may send an event again.
 * </ul>
 *
 * <p>Events without a zxid are not compared with zxids: those of servers before 3.9, and those that a member sends when
 * the client library sets its watches again after a reconnect.
 */
final class EventRules {
    private record Received(WatchRegistration watch, WatchEvent event) {}

    private final WatchLog log;
    private final WatchReport report;
    private final Map<Long, Attempt> writes = new HashMap<>();

    EventRules(History history, WatchLog log, WatchReport report) {
        this.log = log;
        this.report = report;
        for (Attempt a : history.attempts()) {
            ZnodeStat stat = a.stat();
            if (a.code() == ResultCode.OK && stat != null && a.path() != null) {
                if (a.opcode().creates()) {
                    writes.put(stat.czxid(), a);
                } else if (a.opcode() == Opcode.SET_DATA) {
                    writes.put(stat.mzxid(), a);
                }
            }
        }
    }

    void judge(WatchRegistration watch) {
        List<WatchEvent> events = watch.events();
        if (watch.kind().oneShot() && events.size() > 1) {
            firedTwice(watch, events.get(0), events.get(1));
        }
        for (WatchEvent event : events) {
            wrongEvent(watch, event);
            eventBeforeWatch(watch, event);
            falseEvent(watch, event);
        }
    }

    private void firedTwice(WatchRegistration watch, WatchEvent first, WatchEvent second) {
        report.add(
                "fired-twice",
                watch,
                watch.text() + " received " + text(first) + ", then " + text(second)
                        + ", although it was set once and is one-shot",
                second.atNanos(),
                List.of(first.operation(), second.operation()),
                WatchCitations.ONE_TIME);
    }

    private void wrongEvent(WatchRegistration watch, WatchEvent event) {
        if (!watch.covers(event.path()) || !watch.types().contains(event.type())) {
            report.add(
                    "wrong-event",
                    watch,
                    watch.text() + " received " + text(event) + ", which it does not cover",
                    event.atNanos(),
                    List.of(event.operation()),
                    watch.kind().oneShot() ? WatchCitations.KINDS : WatchCitations.PERSISTENT);
        }
    }

    private void eventBeforeWatch(WatchRegistration watch, WatchEvent event) {
        if (event.zxid() > 0 && event.zxid() <= watch.afterZxid()) {
            report.add(
                    "event-before-watch",
                    watch,
                    watch.text() + " received " + text(event) + ", although it was set in a state that contained zxid "
                            + hex(watch.afterZxid()),
                    event.atNanos(),
                    List.of(event.operation()),
                    WatchCitations.ONE_TIME);
        }
    }

    private void falseEvent(WatchRegistration watch, WatchEvent event) {
        Attempt write = event.zxid() > 0 ? writes.get(event.zxid()) : null;
        if (write != null && !makes(write, event)) {
            report.add(
                    "false-event",
                    watch,
                    watch.text() + " received " + text(event) + ", which is the zxid of the acknowledged "
                            + write.opcode() + " of " + write.path(),
                    event.atNanos(),
                    List.of(event.operation()),
                    WatchCitations.KINDS);
        }
    }

    private static boolean makes(Attempt write, WatchEvent event) {
        String path = String.valueOf(write.path());
        boolean creates = write.opcode().creates();
        return switch (event.type()) {
            case CREATED -> creates && path.equals(event.path());
            case DATA_CHANGED -> !creates && path.equals(event.path());
            case CHILDREN_CHANGED -> creates && ZnodeTimeline.parent(path).equals(event.path());
            case DELETED -> false;
        };
    }

    /** Judges the order of the events of each client. */
    void order() {
        Map<Integer, List<Received>> byClient = new HashMap<>();
        for (WatchRegistration watch : log.watches()) {
            watch.events().stream().filter(e -> e.zxid() > 0).forEach(e -> byClient.computeIfAbsent(
                            watch.client(), c -> new ArrayList<>())
                    .add(new Received(watch, e)));
        }
        byClient.values().forEach(all -> {
            all.sort(Comparator.comparingLong(r -> r.event().atNanos()));
            @Nullable Received last = null;
            for (Received next : all) {
                if (last != null && decrease(last, next)) {
                    report.add(
                            "event-order",
                            next.watch(),
                            next.watch().text() + " received " + text(next.event()) + " after the client had received "
                                    + text(last.event()) + " on the same connection",
                            next.event().atNanos(),
                            List.of(last.event().operation(), next.event().operation()),
                            ZooKeeperCitations.WATCH_ORDER);
                }
                last = next;
            }
        });
    }

    private boolean decrease(Received last, Received next) {
        return last.watch().session() == next.watch().session()
                && last.event().zxid() > next.event().zxid()
                && last.event().atNanos() < next.event().atNanos()
                && log.sameConnection(
                        next.watch().client(),
                        last.event().atNanos(),
                        next.event().atNanos());
    }

    static String text(WatchEvent event) {
        ChangeType type = event.type();
        return type + " of " + event.path() + (event.zxid() > 0 ? " at zxid " + hex(event.zxid()) : "") + " ("
                + seconds(event.atNanos()) + ")";
    }
}
