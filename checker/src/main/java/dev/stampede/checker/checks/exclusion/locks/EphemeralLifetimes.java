package dev.stampede.checker.checks.exclusion.locks;

import dev.stampede.checker.analysis.PathTimeline;
import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.analysis.ZnodeLifetime;
import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.checks.exclusion.views.HoldAnalysis;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ephemeral znodes that clients created within their operations, and the time during which each certainly existed.
 *
 * <p>A znode is known from the response to its create. If that response was lost, it is known from the watchers that
 * reported the create, provided that its name identifies the owner: only one session requested names with this prefix.
 * The znode existed until its delete, whose zxid the watchers reported, or until a client's delete of its path was
 * answered, whichever was first (a delete that finds nothing is a write, too, and proves the same). O(n log n).
 * Immutable once built.
 */
final class EphemeralLifetimes {
    /**
     * A znode.
     *
     * @param operation the operation that created it
     * @param sentNanos when its create was sent
     * @param fromNanos the time from which it certainly existed
     * @param toNanos the time until which it certainly existed; not after {@code fromNanos} if no watcher reported its
     *     delete
     * @param gone the zxid of its delete, {@link ZnodeLifetime#NEVER} if no watcher reported it
     */
    record EphemeralLifetime(
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
            return ZnodeTimeline.parent(path);
        }
    }

    /** A delete that a client sent, answered or not. */
    record DeleteSent(int client, long sentNanos, long answeredNanos, boolean provesAbsence) {}

    private static final int DIGITS = 10; // of a sequential znode's number
    private static final Set<ResultCode> PROVING_ABSENCE = EnumSet.of(ResultCode.OK, ResultCode.NONODE);

    private final List<EphemeralLifetime> all = new ArrayList<>();
    private final Map<String, List<DeleteSent>> requests = new HashMap<>();
    private final Map<String, FirstAbsence> absences = new HashMap<>();
    private final ZnodeTimeline znodes;

    EphemeralLifetimes(HoldAnalysis analysis) {
        this.znodes = analysis.shared().znodes();
        Map<Long, Attempt> created = new HashMap<>();
        LostCreates lost = new LostCreates(znodes);
        for (Attempt a : analysis.guard()
                .each(analysis.history().attempts(opcode -> opcode.creates() || opcode == Opcode.DELETE))) {
            ZnodeStat stat = a.stat();
            if (a.path() == null) {
                continue;
            }
            if (a.opcode().creates() && a.operation() >= 0) {
                if (a.code() != ResultCode.OK) {
                    lost.add(a);
                } else if (stat != null && stat.ephemeralOwner() == a.session()) {
                    created.put(stat.czxid(), a);
                }
            } else if (a.opcode() == Opcode.DELETE) {
                boolean provesAbsence = a.code() != null && PROVING_ABSENCE.contains(a.code());
                requests.computeIfAbsent(znodes.absolute(a.path()), p -> new ArrayList<>())
                        .add(new DeleteSent(a.client(), a.sentNanos(), a.answeredNanos(), provesAbsence));
            }
        }
        requests.forEach((path, sent) -> absences.put(path, new FirstAbsence(sent)));
        created.forEach((czxid, a) -> add(znodes.absolute(String.valueOf(a.path())), czxid, a, a.answeredNanos()));
        znodes.observed().forEach((czxid, seen) -> {
            Attempt a = created.containsKey(czxid) ? null : lost.creatorOf(seen);
            if (a != null) {
                add(seen.path(), czxid, a, seen.atNanos());
            }
        });
        all.sort(Comparator.comparingLong(EphemeralLifetime::czxid));
    }

    /** All lifetimes, in the order of creation. */
    List<EphemeralLifetime> all() {
        return all;
    }

    /** The deletes that clients sent for a path, in the order of sending. */
    List<DeleteSent> requests(String path) {
        return requests.getOrDefault(path, List.of());
    }

    private void add(String path, long czxid, Attempt create, long fromNanos) {
        PathTimeline timeline = znodes.path(path);
        Map.Entry<Long, Long> delete = timeline == null ? null : timeline.seenDelete(czxid);
        long to = fromNanos;
        if (delete != null) {
            FirstAbsence absence = absences.get(path);
            to = Math.min(delete.getValue(), absence == null ? Operation.OPEN : absence.after(fromNanos));
        }
        all.add(new EphemeralLifetime(
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

    /** The times at which deletes of a path first proved that no znode existed there. */
    private static final class FirstAbsence {
        private static final Comparator<DeleteSent> BY_SENDING = Comparator.comparingLong(DeleteSent::sentNanos);

        private final long[] sentNanos;
        /** For each delete, the earliest response to it or to a later delete. */
        private final long[] answeredNanos;

        FirstAbsence(List<DeleteSent> requests) {
            List<DeleteSent> proofs = new ArrayList<>(requests);
            proofs.removeIf(delete -> !delete.provesAbsence());
            proofs.sort(BY_SENDING);
            sentNanos = new long[proofs.size()];
            answeredNanos = new long[proofs.size()];
            long earliest = Operation.OPEN;
            for (int i = proofs.size() - 1; i >= 0; i--) {
                sentNanos[i] = proofs.get(i).sentNanos();
                earliest = Math.min(earliest, proofs.get(i).answeredNanos());
                answeredNanos[i] = earliest;
            }
        }

        /**
         * The first response to a delete that was sent at or after a moment; {@link Operation#OPEN} if there is none.
         */
        long after(long nanos) {
            int first = SortedSearch.firstAtOrAfter(sentNanos.length, i -> sentNanos[i], nanos);
            return first == sentNanos.length ? Operation.OPEN : answeredNanos[first];
        }
    }

    /** Creates with lost responses, by the requested name. */
    private static final class LostCreates {
        private final Map<String, List<Attempt>> byName = new HashMap<>();
        /** The session that first requested a name. */
        private final Map<String, Long> sessions = new HashMap<>();

        private final Set<String> requestedBySeveral = new HashSet<>();
        private final ZnodeTimeline znodes;

        LostCreates(ZnodeTimeline znodes) {
            this.znodes = znodes;
        }

        void add(Attempt a) {
            String name = znodes.absolute(String.valueOf(a.path()));
            Long first = sessions.putIfAbsent(name, a.session());
            if (first != null && first != a.session()) {
                requestedBySeveral.add(name);
            }
            if (a.code() == null || ZnodeTimeline.INDETERMINATE.contains(a.code())) {
                byName.computeIfAbsent(name, p -> new ArrayList<>()).add(a);
            }
        }

        /** The last create that may have created a sequential znode; null if the owner of the znode is uncertain. */
        @Nullable
        Attempt creatorOf(Event.ZnodeObserved seen) {
            int nameLength = seen.path().length() - DIGITS;
            if (nameLength <= 0 || !seen.path().substring(nameLength).chars().allMatch(c -> c >= '0' && c <= '9')) {
                return null;
            }
            String name = seen.path().substring(0, nameLength);
            Attempt last = null;
            for (Attempt a :
                    requestedBySeveral.contains(name) ? List.<Attempt>of() : byName.getOrDefault(name, List.of())) {
                boolean later = last == null || a.sentNanos() > last.sentNanos();
                last = later && a.sentNanos() <= seen.atNanos() ? a : last;
            }
            return last;
        }
    }
}
