package dev.stampede.checker.checks.ensemble;

import static dev.stampede.checker.check.AnomalyText.hex;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.analysis.ZooKeeperCitations;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Event.WatcherChanged;
import dev.stampede.checker.history.data.Event.ZnodeChange;
import dev.stampede.checker.history.data.Event.ZnodeObserved;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The watch events that the watcher sessions received, with their zxids. Servers before 3.9 send no zxids with events; such
 * events are not judged. Not thread-safe; O(n log n) in events.
 *
 * <ul>
 *   <li>{@code event-order}: a member sends events in the order of their zxids.
 *   <li>{@code false-event}: an event reports another change than the transaction with its zxid made: members report different
 *       types for one path and zxid, or the zxid is that of an acknowledged create or setData of another path or of the other
 *       kind. {@link StatRules} compares events with Stats.
 * </ul>
 *
 * <p>A missing event is no evidence here, because a watcher session can be away for a moment. A multi causes one event for each
 * of its operations, so one path and zxid can have several types.
 */
final class WatchEvents {
    private static final String FALSE_EVENT = "false-event";

    /** The first event with a path and a zxid, and the types of all of them by member. */
    private static final class Change {
        private final ZnodeObserved first;
        private final Map<Integer, Set<ZnodeChange>> types = new HashMap<>();
        /** The first event by which the znode began or ceased to exist. */
        private @Nullable ZnodeObserved replaced;

        Change(ZnodeObserved first) {
            this.first = first;
        }

        void add(ZnodeObserved event) {
            types.computeIfAbsent(event.member(), m -> EnumSet.noneOf(ZnodeChange.class))
                    .add(event.change());
            if (replaced == null && event.change() != ZnodeChange.CHANGED) {
                replaced = event;
            }
        }
    }

    private final History history;
    private final AnomalyCollector findings;
    private final BudgetGuard guard;
    private final Map<String, NavigableMap<Long, Change>> changes = new HashMap<>();

    WatchEvents(History history, AnomalyCollector findings, BudgetGuard guard) {
        this.guard = guard;
        this.history = history;
        this.findings = findings;
        history.events(ZnodeObserved.class).filter(WatchEvents::isEvent).forEach(e -> changes.computeIfAbsent(
                        e.path(), p -> new TreeMap<>())
                .computeIfAbsent(e.zxid(), z -> new Change(e))
                .add(e));
    }

    /** Whether an observation is a watch event with the zxid of its change. */
    static boolean isEvent(ZnodeObserved e) {
        return e.zxid() > 0
                && (e.change() == ZnodeChange.CREATED
                        || e.change() == ZnodeChange.CHANGED
                        || e.change() == ZnodeChange.DELETED);
    }

    void judge() {
        order();
        changes.values().forEach(ofPath -> ofPath.values().forEach(this::types));
        transactions();
    }

    /** Events of a session before and after it was away are not compared. */
    private void order() {
        Map<Integer, ZnodeObserved> last = new HashMap<>();
        Stream.concat(
                        history.events(ZnodeObserved.class).filter(WatchEvents::isEvent),
                        history.events(WatcherChanged.class))
                .sorted((a, b) -> Long.compare(a.atNanos(), b.atNanos()))
                .forEach(e -> {
                    if (e instanceof WatcherChanged away) {
                        last.remove(away.member());
                    } else if (e instanceof ZnodeObserved event) {
                        ZnodeObserved before = last.put(event.member(), event);
                        boolean later = before != null && before.atNanos() < event.atNanos();
                        if (before != null && later && before.zxid() > event.zxid()) {
                            report(
                                    "event-order",
                                    "member " + event.member() + " sent the event of " + event.path() + " at zxid "
                                            + hex(event.zxid()) + " after that of " + before.path() + " at zxid "
                                            + hex(before.zxid()),
                                    event);
                        }
                    }
                });
    }

    /** The events of one multi that reach a member before it is away include the first one, so they have a type in common. */
    private void types(Change change) {
        Set<ZnodeChange> common = EnumSet.allOf(ZnodeChange.class);
        change.types.values().forEach(common::retainAll);
        if (common.isEmpty()) {
            report(
                    FALSE_EVENT,
                    "members sent different events of " + change.first.path() + " with the zxid "
                            + hex(change.first.zxid()) + ": " + new TreeMap<>(change.types),
                    change.first);
        }
    }

    /** Compares events with the acknowledged creates and sets that have their zxids. */
    private void transactions() {
        Map<Long, ZnodeObserved> byZxid = new HashMap<>();
        changes.values().forEach(ofPath -> ofPath.values().forEach(c -> byZxid.putIfAbsent(c.first.zxid(), c.first)));
        ZnodeTimeline znodes = Analysis.of(history).znodes();
        for (Attempt a : guard.each(history.attempts(opcode -> opcode.creates() || opcode == Opcode.SET_DATA))) {
            ZnodeStat stat = a.stat();
            if (stat == null || a.path() == null || a.code() != ResultCode.OK) {
                continue;
            }
            long zxid = a.opcode().creates() ? stat.czxid() : stat.mzxid();
            ZnodeChange made = a.opcode().creates() ? ZnodeChange.CREATED : ZnodeChange.CHANGED;
            ZnodeObserved event = byZxid.get(zxid);
            String path = znodes.absolute(a.path());
            boolean wrongType = event != null && event.path().equals(path) && event.change() != made;
            if (event != null && (wrongType || !event.path().equals(path))) {
                report(
                        FALSE_EVENT,
                        "member " + event.member() + " sent an event " + event.change() + " of " + event.path()
                                + " with the zxid " + hex(zxid) + ", which is that of the acknowledged "
                                + a.opcode() + " of " + path,
                        event);
            }
        }
    }

    /** The number of zxids at which an event reported a set of a path, between two zxids that are not included. */
    long sets(String path, long afterZxid, long beforeZxid) {
        return between(path, afterZxid, beforeZxid, false).values().stream()
                .filter(c -> c.types.values().iterator().next().contains(ZnodeChange.CHANGED))
                .count();
    }

    /** Reports the first event by which a znode was created or deleted although it existed from one zxid to another. */
    void existed(String path, long fromZxid, long toZxid) {
        between(path, fromZxid, toZxid, true).values().stream()
                .map(c -> c.replaced)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(e -> report(
                        FALSE_EVENT,
                        "member " + e.member() + " sent an event " + e.change() + " of " + path + " with the zxid "
                                + hex(e.zxid()) + ", although the znode of czxid " + hex(fromZxid) + " existed until "
                                + hex(toZxid),
                        e));
    }

    private NavigableMap<Long, Change> between(String path, long afterZxid, long toZxid, boolean inclusive) {
        NavigableMap<Long, Change> all = changes.getOrDefault(path, Collections.emptyNavigableMap());
        return afterZxid >= toZxid ? Collections.emptyNavigableMap() : all.subMap(afterZxid, false, toZxid, inclusive);
    }

    private void report(String kind, String headline, ZnodeObserved event) {
        findings.add(
                kind,
                headline,
                Blame.ZOOKEEPER,
                Extent.at(event.atNanos()).about(Set.of(event.path()), Set.of()),
                kind.equals(FALSE_EVENT) ? ZooKeeperCitations.WATCHES : ZooKeeperCitations.WATCH_ORDER);
    }
}
