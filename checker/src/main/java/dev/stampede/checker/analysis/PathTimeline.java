package dev.stampede.checker.analysis;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The time line of one path: the znodes that existed there one after another, and their deletes.
 *
 * <p>The evidence of a delete, best first: a watcher observed it, which gives its exact zxid; a read found the znode
 * absent, which gives an interval; an acknowledged delete, or the create of the next znode at the path, gives an upper
 * bound. All look-ups are O(log n).
 */
public final class PathTimeline {
    private final String path;
    /** For the czxid of each known znode, the last zxid at which it certainly existed. */
    private final NavigableMap<Long, Long> creates = new TreeMap<>();

    private NavigableMap<Long, Long> deletes = Collections.emptyNavigableMap();
    private NavigableMap<Long, Event.ZnodeObserved> absent = Collections.emptyNavigableMap();
    private NavigableMap<Long, DeleteRequest> acknowledged = Collections.emptyNavigableMap();
    private NavigableMap<Long, Long> absentAfter = Collections.emptyNavigableMap();
    private final List<DeleteRequest> requests = new ArrayList<>();
    /** For each of {@link #requests}, the largest zxid that this request or one before it in the list may have. */
    private final List<Long> highestDelete = new ArrayList<>();

    PathTimeline(String path) {
        this.path = path;
    }

    /** The maps of deletes are created when they are needed, because most paths have no delete. */
    private static <V> NavigableMap<Long, V> writable(NavigableMap<Long, V> map) {
        return map.isEmpty() ? new TreeMap<>() : map;
    }

    void created(long czxid) {
        creates.putIfAbsent(czxid, czxid);
    }

    /** Whether a znode with this czxid is known at this path. */
    boolean knows(long czxid) {
        return creates.containsKey(czxid);
    }

    /** A response, a watcher or the audit showed that the znode existed at a zxid. */
    void alive(long czxid, long zxid) {
        creates.merge(czxid, Math.max(czxid, zxid), Math::max);
    }

    /** The last zxid at which a Stat shows that its znode existed. */
    static long lastZxid(ZnodeStat stat) {
        return Math.max(stat.mzxid(), stat.pzxid());
    }

    /** The last zxid at which the znode with this czxid is known to have existed. */
    public long lastSeen(long czxid) {
        return creates.getOrDefault(czxid, czxid);
    }

    /** The czxid of the first known znode at this path; null if there is none. */
    public @Nullable Long firstCreate() {
        return creates.isEmpty() ? null : creates.firstKey();
    }

    void deleted(long zxid, long atNanos) {
        deletes = writable(deletes);
        deletes.merge(zxid, atNanos, Math::min);
    }

    void absent(Event.ZnodeObserved event) {
        absent = writable(absent);
        absent.merge(event.zxid(), event, (a, b) -> a.afterZxid() >= b.afterZxid() ? a : b);
        if (event.afterZxid() > 0) {
            absentAfter = writable(absentAfter);
            absentAfter.merge(event.afterZxid(), event.atNanos(), Math::min);
        }
    }

    void asked(DeleteRequest delete) {
        long highest = requests.isEmpty() ? 0 : highestDelete.get(requests.size() - 1);
        highestDelete.add(Math.max(highest, delete.latestZxid()));
        requests.add(delete);
        if (delete.acknowledged()) {
            acknowledged = writable(acknowledged);
            acknowledged.putIfAbsent(delete.zxid(), delete);
        }
    }

    /** The czxids of the known znodes at this path that were created after one zxid and no later than another. */
    public SortedSet<Long> createdIn(long afterZxid, long toZxid) {
        return afterZxid >= toZxid
                ? Collections.emptySortedSet()
                : Collections.unmodifiableSortedSet(
                        creates.subMap(afterZxid, false, toZxid, true).navigableKeySet());
    }

    /** The czxid of the last known znode at this path that was created before {@code czxid}, 0 if there is none. */
    public long createdBefore(long czxid) {
        Long before = creates.lowerKey(czxid);
        return before == null ? 0 : before;
    }

    /** Whether one and the same znode certainly existed at this path from one zxid to another. */
    public boolean existedFrom(long fromZxid, long toZxid) {
        Long czxid = creates.floorKey(fromZxid);
        if (czxid == null) {
            return false;
        }
        Map.Entry<Long, Long> deleted = seenDelete(czxid);
        return Math.max(lastSeen(czxid), deleted == null ? 0 : deleted.getKey() - 1) >= Math.max(fromZxid, toZxid);
    }

    /** Whether a delete that was sent up to {@code byNanos} may have taken effect after {@code afterZxid}; O(log n). */
    public boolean mayHaveBeenDeleted(long afterZxid, long byNanos) {
        int sent = SortedSearch.upTo(requests.size(), i -> requests.get(i).sentNanos(), byNanos);
        return sent > 0 && highestDelete.get(sent - 1) > afterZxid;
    }

    /** The deletes that clients sent and that were not refused, in the order of sending. */
    public List<DeleteRequest> asked() {
        return Collections.unmodifiableList(requests);
    }

    /** The first delete that a client sent in the closed interval and that was not refused, null if there is none. */
    public @Nullable DeleteRequest askedBetween(long fromNanos, long toNanos) {
        int first = SortedSearch.firstAtOrAfter(
                requests.size(), i -> requests.get(i).sentNanos(), fromNanos);
        return first < requests.size() && requests.get(first).sentNanos() <= toNanos ? requests.get(first) : null;
    }

    /**
     * The first time at which a watcher observed that the znode with this czxid, or a later one at this path with a
     * czxid below {@code nextCzxid}, was gone; {@link Operation#OPEN} if none did.
     */
    public long seenGone(long czxid, long nextCzxid) {
        long seen = first(deletes.subMap(czxid, false, nextCzxid, true));
        return Math.min(seen, first(absentAfter.subMap(czxid, true, nextCzxid, false)));
    }

    private static long first(Map<Long, Long> nanos) {
        return nanos.values().stream().mapToLong(Long::longValue).min().orElse(Operation.OPEN);
    }

    /** The czxid of the next known znode at this path after the one with this czxid; 0 if there is none. */
    public long nextCreated(long czxid) {
        Long next = creates.higherKey(czxid);
        return next == null ? 0 : next;
    }

    /**
     * The zxid of the delete of the znode with this czxid, and the time of its first observation; null if no watcher
     * observed the delete itself.
     */
    public Map.@Nullable Entry<Long, Long> seenDelete(long czxid) {
        Long next = creates.higherKey(czxid);
        Map.Entry<Long, Long> seen = deletes.higherEntry(czxid);
        return seen == null || (next != null && next <= seen.getKey()) ? null : seen;
    }

    /** The lifetime of the znode with this czxid, from the observations of watchers only. */
    public ZnodeLifetime observedLifetime(long czxid) {
        return lifetime(ZnodeLifetime.UNKNOWN, czxid, ZnodeLifetime.NEVER);
    }

    /**
     * The lifetime of the znode with this czxid.
     *
     * @param knownNanos a time at which the znode existed: acknowledged deletes that were answered earlier cannot have
     *     removed it
     */
    ZnodeLifetime lifetime(long owner, long czxid, long knownNanos) {
        Long next = creates.higherKey(czxid);
        long latest = next == null ? ZnodeLifetime.NEVER : next - 1;
        Map.Entry<Long, Long> seen = seenDelete(czxid);
        if (seen != null) {
            long zxid = seen.getKey();
            return new ZnodeLifetime(path, czxid, owner, zxid - 1, zxid, seen.getValue(), deleter(zxid));
        }
        return bounded(owner, czxid, latest, knownNanos);
    }

    private ZnodeLifetime bounded(long owner, long czxid, long latest, long knownNanos) {
        long alive = creates.getOrDefault(czxid, czxid);
        long gone = latest;
        long goneNanos = ZnodeLifetime.NEVER;
        Map.Entry<Long, Event.ZnodeObserved> read = absent.higherEntry(czxid);
        // A znode that was created later may be the one that was seen before the absence.
        if (read != null
                && czxid <= read.getValue().afterZxid()
                && read.getValue().afterZxid() <= latest) {
            gone = Math.min(gone, read.getKey());
            goneNanos = read.getValue().atNanos();
            alive = Math.max(alive, Math.min(read.getValue().afterZxid(), gone - 1));
        }
        DeleteRequest by = firstKnownAfter(czxid, knownNanos);
        if (by != null && by.zxid() <= gone) {
            gone = by.zxid();
            goneNanos = Math.min(goneNanos, by.answeredNanos());
            if (by.session() == owner) {
                alive = Math.max(alive, by.afterZxid());
            }
        } else {
            by = null;
        }
        return new ZnodeLifetime(path, czxid, owner, Math.max(czxid, Math.min(alive, gone - 1)), gone, goneNanos, by);
    }

    private @Nullable DeleteRequest firstKnownAfter(long czxid, long knownNanos) {
        for (DeleteRequest d : acknowledged.tailMap(czxid, false).values()) {
            if (d.answeredNanos() >= knownNanos) {
                return d;
            }
        }
        return null;
    }

    private @Nullable DeleteRequest deleter(long zxid) {
        Map.Entry<Long, DeleteRequest> entry = acknowledged.ceilingEntry(zxid);
        if (entry == null || entry.getValue().afterZxid() >= zxid) {
            return null;
        }
        // A response that was recorded late has a zxid larger than that of its delete. If another delete was observed
        // up to that zxid, the request may have caused either, so the deleter is unknown.
        Long later = deletes.higherKey(zxid);
        return later != null && later <= entry.getKey() ? null : entry.getValue();
    }

    /** The czxid of the znode that an acknowledged delete removed; 0 if that is uncertain. */
    long removed(DeleteRequest deletion) {
        Long seen = deletes.floorKey(deletion.zxid());
        if (seen != null && seen > deletion.afterZxid()) {
            // The zxid of a response is that of its delete, unless the response was recorded late; then the request may
            // have caused any of the deletes up to that zxid.
            Long earlier = deletes.lowerKey(seen);
            boolean several = seen != deletion.zxid() && earlier != null && earlier > deletion.afterZxid();
            Long removed = creates.lowerKey(seen);
            return removed == null || several ? 0 : removed;
        }
        Long before = creates.floorKey(deletion.afterZxid());
        Long between = creates.higherKey(deletion.afterZxid());
        return before == null || (between != null && between < deletion.zxid()) ? 0 : before;
    }
}
