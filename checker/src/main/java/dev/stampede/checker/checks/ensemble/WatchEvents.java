package dev.stampede.checker.checks.ensemble;

import static dev.stampede.checker.check.AnomalyText.hex;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.analysis.SortedSearch;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The watch events that the watcher sessions received, with their zxids. Servers before 3.9 send no zxids with events;
 * such events are not judged. Not thread-safe; O(n log n) in events.
 *
 * <ul>
 *   <li>{@code event-order}: a member sends events in the order of their zxids.
 *   <li>{@code false-event}: an event reports another change than the transaction with its zxid made: members report
 *       different types for one path and zxid, or the zxid is that of an acknowledged create or setData of another path
 *       or of the other kind. {@link StatRules} compares events with Stats.
 * </ul>
 *
 * <p>A missing event is no evidence here, because a watcher session can be disconnected for a moment. A multi causes
 * one event for each of its operations, so one path and zxid can have several types.
 */
final class WatchEvents {
    private static final String FALSE_EVENT = "false-event";
    private static final int USUAL_MEMBERS = 3;

    /** The events of one path in the order of their zxids; events with one zxid are in the order of the history. */
    private static final class Events {
        private final List<ZnodeObserved> all = new ArrayList<>(USUAL_MEMBERS);

        /** The index of the first event with a larger zxid. */
        int after(long zxid) {
            return SortedSearch.upTo(all.size(), i -> all.get(i).zxid(), zxid);
        }

        /** The index after the last event with the same zxid as the event at an index. */
        int endOfChange(int index) {
            int end = index + 1;
            while (end < all.size() && all.get(end).zxid() == all.get(index).zxid()) {
                end++;
            }
            return end;
        }
    }

    private final History history;
    private final AnomalyCollector findings;
    private final BudgetGuard guard;
    private final Map<String, Events> byPath = new HashMap<>();

    WatchEvents(History history, AnomalyCollector findings, BudgetGuard guard) {
        this.guard = guard;
        this.history = history;
        this.findings = findings;
        history.events(ZnodeObserved.class)
                .filter(WatchEvents::isEvent)
                .forEach(e ->
                        byPath.computeIfAbsent(e.path(), p -> new Events()).all.add(e));
        byPath.values().forEach(events -> events.all.sort(Comparator.comparingLong(ZnodeObserved::zxid)));
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
        for (Events events : byPath.values()) {
            for (int i = 0; i < events.all.size(); i = events.endOfChange(i)) {
                guard.step();
                types(events.all.subList(i, events.endOfChange(i)));
            }
        }
        transactions();
    }

    /** Compares the events of each watcher session between two changes of its state. */
    private void order() {
        Map<Integer, ZnodeObserved> last = new HashMap<>();
        Stream.concat(
                        history.events(ZnodeObserved.class).filter(WatchEvents::isEvent),
                        history.events(WatcherChanged.class))
                .sorted((a, b) -> Long.compare(a.atNanos(), b.atNanos()))
                .forEach(e -> {
                    if (e instanceof WatcherChanged changed) {
                        last.remove(changed.member());
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

    /**
     * Compares the types of the events of one path and zxid. Of the events of a multi, each watcher session receives at
     * least the first one, so that all members have a type in common.
     */
    private void types(List<ZnodeObserved> change) {
        ZnodeObserved first = change.get(0);
        if (allOf(first.change(), change)) {
            return;
        }
        Map<Integer, Set<ZnodeChange>> types = new TreeMap<>();
        change.forEach(e -> types.computeIfAbsent(e.member(), m -> EnumSet.noneOf(ZnodeChange.class))
                .add(e.change()));
        Set<ZnodeChange> common = EnumSet.allOf(ZnodeChange.class);
        types.values().forEach(common::retainAll);
        if (common.isEmpty()) {
            report(
                    FALSE_EVENT,
                    "members sent different events of " + first.path() + " with the zxid " + hex(first.zxid()) + ": "
                            + types,
                    first);
        }
    }

    private static boolean allOf(ZnodeChange type, List<ZnodeObserved> events) {
        for (ZnodeObserved event : events) {
            if (event.change() != type) {
                return false;
            }
        }
        return true;
    }

    /** Compares each event with the acknowledged create or set of the same zxid. */
    private void transactions() {
        List<ZnodeObserved> byZxid = new ArrayList<>();
        for (Events events : byPath.values()) {
            for (int i = 0; i < events.all.size(); i = events.endOfChange(i)) {
                byZxid.add(events.all.get(i));
            }
        }
        byZxid.sort(Comparator.comparingLong(ZnodeObserved::zxid));
        long[] zxids = byZxid.stream().mapToLong(ZnodeObserved::zxid).toArray();
        ZnodeTimeline znodes = Analysis.of(history).znodes();
        for (Attempt a : guard.each(history.attempts(opcode -> opcode.creates() || opcode == Opcode.SET_DATA))) {
            ZnodeStat stat = a.stat();
            if (stat == null || a.path() == null || a.code() != ResultCode.OK) {
                continue;
            }
            long zxid = a.opcode().creates() ? stat.czxid() : stat.mzxid();
            ZnodeChange made = a.opcode().creates() ? ZnodeChange.CREATED : ZnodeChange.CHANGED;
            int index = SortedSearch.upTo(zxids.length, i -> zxids[i], zxid - 1);
            ZnodeObserved event = index < zxids.length && zxids[index] == zxid ? byZxid.get(index) : null;
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

    /** The zxid of the first event of a path after a zxid; {@link Long#MAX_VALUE} if there is none. */
    long after(String path, long zxid) {
        Events events = byPath.get(path);
        int index = events == null ? 0 : events.after(zxid);
        return events == null || index == events.all.size()
                ? Long.MAX_VALUE
                : events.all.get(index).zxid();
    }

    /** The number of zxids at which an event reported a set of a path, between two zxids that are not included. */
    long sets(String path, long afterZxid, long beforeZxid) {
        Events events = byPath.get(path);
        long sets = 0;
        int next = events == null ? 0 : events.after(afterZxid);
        while (events != null
                && next < events.all.size()
                && events.all.get(next).zxid() < beforeZxid) {
            int end = events.endOfChange(next);
            sets += isSet(events.all.subList(next, end)) ? 1 : 0;
            next = end;
        }
        return sets;
    }

    /** Whether the member with the lowest number reported a set. */
    private static boolean isSet(List<ZnodeObserved> change) {
        int member = change.stream().mapToInt(ZnodeObserved::member).min().orElse(0);
        return change.stream().anyMatch(e -> e.member() == member && e.change() == ZnodeChange.CHANGED);
    }

    /** Reports the first event by which a znode was created or deleted although it existed from one zxid to another. */
    void existed(String path, long fromZxid, long toZxid) {
        Events events = byPath.get(path);
        int next = events == null ? 0 : events.after(fromZxid);
        while (events != null
                && next < events.all.size()
                && events.all.get(next).zxid() <= toZxid) {
            ZnodeObserved event = events.all.get(next);
            if (event.change() != ZnodeChange.CHANGED) {
                report(
                        FALSE_EVENT,
                        "member " + event.member() + " sent an event " + event.change() + " of " + path
                                + " with the zxid " + hex(event.zxid()) + ", although the znode of czxid "
                                + hex(fromZxid) + " existed until " + hex(toZxid),
                        event);
                return;
            }
            next++;
        }
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
