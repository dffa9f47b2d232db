package dev.stampede.checker.checks.membership;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.PathTimeline;
import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.checks.registration.RegisteredZnode;
import dev.stampede.checker.checks.registration.RegisteredZnodes;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the times in which a path certainly had no znode.
 *
 * <p>An absence begins when watchers have observed that the znode is gone. It ends when a request was sent that may
 * have created the next one. If no known request can explain the next znode, the absence is not certain and is left
 * out. O(n log n), and quadratic in the creates of one path. Stateless.
 */
final class MemberAbsences {
    /** A request that created a znode or may have done so; {@code czxid} is 0 if no answer shows which. */
    private record Create(long czxid, long sentNanos) {}

    private MemberAbsences() {}

    static Map<String, List<MemberAbsence>> of(History history, RegisteredZnodes znodes, Set<String> paths) {
        ZnodeTimeline timelines = Analysis.of(history).znodes();
        Map<String, List<Create>> creates = creates(history, paths);
        Map<String, List<MemberAbsence>> all = new HashMap<>();
        for (String path : paths) {
            List<RegisteredZnode> inOrder = new ArrayList<>(znodes.at(path));
            inOrder.sort(Comparator.comparingLong(RegisteredZnode::czxid));
            PathTimeline timeline = timelines.path(timelines.absolute(path));
            List<MemberAbsence> absences = new ArrayList<>();
            add(absences, 0, created(0, -1, creates.getOrDefault(path, List.of()), timeline, timelines));
            for (RegisteredZnode znode : inOrder) {
                long next = created(
                        znode.czxid(), znode.sentNanos(), creates.getOrDefault(path, List.of()), timeline, timelines);
                add(absences, znode.goneNanos(), next);
            }
            all.put(path, List.copyOf(absences));
        }
        return all;
    }

    private static void add(List<MemberAbsence> absences, long fromNanos, long toNanos) {
        if (fromNanos < toNanos) {
            absences.add(new MemberAbsence(fromNanos, toNanos));
        }
    }

    /**
     * The earliest time at which the next znode after one with this czxid may have been created; 0 if that is unknown,
     * {@link Operation#OPEN} if there is none.
     */
    private static long created(
            long czxid,
            long afterNanos,
            List<Create> creates,
            @Nullable PathTimeline timeline,
            ZnodeTimeline timelines) {
        long earliest = Operation.OPEN;
        for (Create create : creates) {
            boolean later = create.czxid() == 0 ? create.sentNanos() > afterNanos : create.czxid() > czxid;
            if (later) {
                earliest = create.sentNanos();
                break;
            }
        }
        long next = timeline == null ? 0 : timeline.nextCreated(czxid);
        if (next == 0) {
            return earliest;
        }
        Event.ZnodeObserved seen = timelines.observed().get(next);
        boolean explained = earliest != Operation.OPEN && (seen == null || earliest <= seen.atNanos());
        return explained ? earliest : 0;
    }

    private static Map<String, List<Create>> creates(History history, Set<String> paths) {
        Map<String, List<Create>> creates = new HashMap<>();
        for (Attempt a : history.attempts()) {
            if (a.opcode().creates()
                    && a.path() != null
                    && paths.contains(a.path())
                    && ZnodeTimeline.mayHaveHappened(a.code())) {
                ZnodeStat stat = a.code() == ResultCode.OK ? a.stat() : null;
                creates.computeIfAbsent(a.path(), p -> new ArrayList<>())
                        .add(new Create(stat == null ? 0 : stat.czxid(), a.sentNanos()));
            }
        }
        creates.values().forEach(list -> list.sort(Comparator.comparingLong(Create::sentNanos)));
        return creates;
    }
}
