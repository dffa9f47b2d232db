package dev.stampede.checker.checks.exclusion.locks;

import dev.stampede.checker.analysis.ChildrenByParent;
import dev.stampede.checker.analysis.ZnodeLifetime;
import dev.stampede.checker.checks.exclusion.views.HoldAnalysis;
import dev.stampede.checker.checks.exclusion.views.HoldZnodes;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The ephemeral znodes that clients created beneath their operations, and from when to when each was certainly there.
 *
 * <p>A znode is known from the answer to its create. Where that answer was lost, it is known from the watchers that saw it
 * come, if its name says whose it is: one session only asked for names that begin so. It was there until its delete, of
 * which the watchers saw the zxid as it happened, or until somebody's delete of its path was answered, whichever was first
 * (a delete that finds nothing is a write too, and tells the same). Expects that clients and watchers name a znode alike.
 * O(n log n). Immutable once built.
 */
final class EphemeralLifetimes {
    /**
     * A znode.
     *
     * @param operation the operation beneath which it was created
     * @param sentNanos when its create was sent
     * @param fromNanos from when on it was certainly there
     * @param toNanos until when it was certainly there; not after {@code fromNanos} if nobody saw its delete
     * @param gone the zxid of its delete, {@link ZnodeLifetime#NEVER} if nobody saw it
     */
    record Remain(
            String path,
            long czxid,
            long session,
            int client,
            int operation,
            long sentNanos,
            long fromNanos,
            long toNanos,
            long gone) {

        String folder() {
            return ChildrenByParent.folder(path);
        }
    }

    /** A delete that was sent, and is answered or not. */
    record Request(int client, long sentNanos, long answeredNanos, boolean tells) {}

    private static final int DIGITS = 10; // of a sequential znode's number
    private static final Set<String> TELLING = Set.of("OK", "NONODE");

    private final List<Remain> all = new ArrayList<>();
    private final Map<String, List<Request>> requests = new HashMap<>();

    EphemeralLifetimes(HoldAnalysis analysis) {
        Map<Long, Attempt> created = new HashMap<>();
        Lost lost = new Lost();
        for (Attempt a : analysis.history().attempts()) {
            analysis.pace().step();
            ZnodeStat stat = a.stat();
            if (a.path() == null) {
                continue;
            }
            if (a.opcode().startsWith("create") && a.operation() >= 0) {
                if (!"OK".equals(a.code())) {
                    lost.add(a);
                } else if (stat != null && stat.ephemeralOwner() == a.session()) {
                    created.put(stat.czxid(), a);
                }
            } else if (a.opcode().equals("delete")) {
                boolean tells = a.code() != null && TELLING.contains(a.code());
                requests.computeIfAbsent(a.path(), p -> new ArrayList<>())
                        .add(new Request(a.client(), a.sentNanos(), a.answeredNanos(), tells));
            }
        }
        Observed observed = new Observed(analysis, created);
        created.forEach((czxid, a) -> add(observed, czxid, String.valueOf(a.path()), a, a.answeredNanos()));
        observed.unknown(created.keySet()).forEach((czxid, seen) -> {
            Attempt a = lost.of(seen);
            if (a != null) {
                add(observed, czxid, seen.path(), a, seen.atNanos());
            }
        });
        all.sort(Comparator.comparingLong(Remain::czxid));
    }

    /** In the order of creation. */
    List<Remain> all() {
        return all;
    }

    /** The deletes that were asked for of a path, in the order of sending. */
    List<Request> requests(String path) {
        return requests.getOrDefault(path, List.of());
    }

    private void add(Observed observed, long czxid, String path, Attempt create, long fromNanos) {
        Map.Entry<Long, Long> delete = observed.delete(path, czxid);
        long to = fromNanos;
        if (delete != null) {
            to = delete.getValue();
            for (Request r : requests(path)) {
                to = r.tells() && r.sentNanos() >= fromNanos ? Math.min(to, r.answeredNanos()) : to;
            }
        }
        all.add(new Remain(
                path,
                czxid,
                create.session(),
                create.client(),
                create.operation(),
                create.sentNanos(),
                fromNanos,
                to,
                delete == null ? ZnodeLifetime.NEVER : delete.getKey()));
    }

    /** Creates whose answers were lost, by the name that was asked for. */
    private static final class Lost {
        private final Map<String, List<Attempt>> byName = new HashMap<>();
        private final Set<String> shared = new HashSet<>();

        void add(Attempt a) {
            List<Attempt> same = byName.computeIfAbsent(String.valueOf(a.path()), p -> new ArrayList<>());
            if (!same.isEmpty() && same.get(0).session() != a.session()) {
                shared.add(a.path());
            }
            same.add(a);
        }

        /** The last create that can have made a sequential znode; null if it is not certain whose it is. */
        @Nullable
        Attempt of(Event.ZnodeObserved seen) {
            int stem = seen.path().length() - DIGITS;
            if (stem <= 0 || !seen.path().substring(stem).chars().allMatch(c -> c >= '0' && c <= '9')) {
                return null;
            }
            String name = seen.path().substring(0, stem);
            Attempt last = null;
            for (Attempt a : shared.contains(name) ? List.<Attempt>of() : byName.getOrDefault(name, List.of())) {
                boolean refused = a.code() != null && !HoldZnodes.INDETERMINATE.contains(a.code());
                boolean later = last == null || a.sentNanos() > last.sentNanos();
                last = !refused && later && a.sentNanos() <= seen.atNanos() ? a : last;
            }
            return last;
        }
    }

    /** What the watchers saw. */
    private static final class Observed {
        private final Map<String, NavigableMap<Long, Long>> deletes = new HashMap<>();
        private final Map<String, NavigableMap<Long, Event.ZnodeObserved>> creates = new HashMap<>();

        Observed(HoldAnalysis analysis, Map<Long, Attempt> created) {
            created.forEach((czxid, a) -> {
                Event.ZnodeObserved known = new Event.ZnodeObserved(
                        0, Event.ZnodeChange.CREATED, String.valueOf(a.path()), czxid, 0, a.stat(), a.answeredNanos());
                at(creates, known.path()).put(czxid, known);
            });
            analysis.history().events(Event.ZnodeObserved.class).forEach(e -> {
                analysis.pace().step();
                ZnodeStat stat = e.stat();
                switch (e.change()) {
                    case CREATED -> at(creates, e.path()).merge(e.zxid(), e, Observed::first);
                    case DELETED -> at(deletes, e.path()).merge(e.zxid(), e.atNanos(), Math::min);
                    case PRESENT, CHANGED -> {
                        if (stat != null) {
                            at(creates, e.path()).merge(stat.czxid(), e, Observed::first);
                        }
                    }
                    case ABSENT -> {}
                }
            });
        }

        private static <V> NavigableMap<Long, V> at(Map<String, NavigableMap<Long, V>> all, String path) {
            return all.computeIfAbsent(path, p -> new TreeMap<>());
        }

        private static Event.ZnodeObserved first(Event.ZnodeObserved a, Event.ZnodeObserved b) {
            return a.atNanos() <= b.atNanos() ? a : b;
        }

        /** The znodes whose creates nobody was answered, by czxid. */
        Map<Long, Event.ZnodeObserved> unknown(Set<Long> known) {
            Map<Long, Event.ZnodeObserved> unknown = new TreeMap<>();
            creates.values()
                    .forEach(path -> path.forEach((czxid, seen) -> {
                        if (!known.contains(czxid)) {
                            unknown.put(czxid, seen);
                        }
                    }));
            return unknown;
        }

        /** The zxid of a znode's delete and when it was first seen; null if nobody saw it as it happened. */
        Map.@Nullable Entry<Long, Long> delete(String path, long czxid) {
            NavigableMap<Long, Long> of = deletes.get(path);
            Map.Entry<Long, Long> delete = of == null ? null : of.higherEntry(czxid);
            Long next = at(creates, path).higherKey(czxid);
            return delete == null || (next != null && next < delete.getKey()) ? null : delete;
        }
    }
}
