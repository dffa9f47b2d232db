package dev.stampede.checker.checks.exclusion.locks;

import dev.stampede.checker.checks.exclusion.views.HoldAnalysis;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.LockInput;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The times in which a waiting client had no request in progress. */
final class IdleWaits {
    /** The znode with which a client queues. */
    record OwnZnode(String path, long czxid) {}

    /**
     * A time in which a waiting client sent no request.
     *
     * @param operation the operation that waits
     * @param own its znode, null if it has none
     * @param refusedPath the path of a create that was refused because the znode existed; empty if the client has its
     *     own znode
     * @param zxid the last zxid that its session had seen in its last response
     */
    record IdleWait(
            Operation operation,
            @Nullable OwnZnode own,
            String refusedPath,
            Opcode lastOpcode,
            long zxid,
            long fromNanos,
            long toNanos) {}

    /**
     * The idle waits.
     *
     * @param uncertain the number of operations that took longer, and of which it is not certain whether their client has a
     *     znode, or of which no request is recorded
     */
    record Found(List<IdleWait> waits, int uncertain) {}

    private IdleWaits() {}

    /** The idle waits longer than this; only of clients of which it is certain whether they have a znode. */
    static Found longerThan(HoldAnalysis analysis, long nanos) {
        Map<Integer, Operation> waits = new HashMap<>();
        for (Operation o : analysis.guard().each(analysis.history().operations(LockInput.Acquire.class))) {
            if (end(analysis, o) - o.invokedNanos() > nanos) {
                waits.put(o.number(), o);
            }
        }
        Map<Operation, List<Attempt>> within = new LinkedHashMap<>();
        if (waits.isEmpty()) {
            return new Found(List.of(), 0);
        }
        for (Attempt a : analysis.guard().each(analysis.history().attempts())) {
            Operation wait = waits.get(a.operation());
            if (wait != null) {
                within.computeIfAbsent(wait, o -> new ArrayList<>()).add(a);
            }
        }
        List<IdleWait> silences = new ArrayList<>();
        int certain = 0;
        for (Map.Entry<Operation, List<Attempt>> each : within.entrySet()) {
            certain += of(analysis, each.getKey(), each.getValue(), nanos, silences) ? 1 : 0;
        }
        silences.sort(Comparator.comparingLong(IdleWait::fromNanos));
        return new Found(silences, waits.size() - certain);
    }

    /** When the waiting client returned, or ended. */
    private static long end(HoldAnalysis analysis, Operation o) {
        return Math.min(
                Math.min(o.completedNanos(), analysis.timeline().endNanos()),
                analysis.timeline().endOfClientAfter(o.client(), o.invokedNanos()));
    }

    /** Whether it was certain in each idle wait whether the client has a znode. */
    private static boolean of(
            HoldAnalysis analysis, Operation o, List<Attempt> attempts, long nanos, List<IdleWait> silences) {
        attempts.sort(Comparator.comparingLong(Attempt::sentNanos));
        Standing standing = new Standing();
        boolean certain = true;
        long answered = Long.MAX_VALUE;
        for (int i = 0; i < attempts.size(); i++) {
            Attempt a = attempts.get(i);
            standing.add(a);
            answered = i == 0 ? a.answeredNanos() : Math.max(answered, a.answeredNanos());
            long next = i + 1 < attempts.size() ? attempts.get(i + 1).sentNanos() : end(analysis, o);
            boolean idle = answered != Operation.OPEN && next - answered > nanos;
            certain &= !idle || standing.certain();
            if (idle && standing.certain()) {
                silences.add(
                        new IdleWait(o, standing.own, standing.refusedPath, a.opcode(), standing.zxid, answered, next));
            }
        }
        return certain;
    }

    /** The state of a waiting client after its requests so far. */
    private static final class Standing {
        private @Nullable OwnZnode own;
        private String refusedPath = "";
        private boolean unknown;
        private long zxid;

        void add(Attempt a) {
            zxid = Math.max(zxid, a.zxid());
            String path = a.path();
            if (path == null) {
                return;
            }
            boolean ok = a.code() == ResultCode.OK;
            if (a.opcode().creates()) {
                ZnodeStat stat = a.stat();
                if (ok && stat != null && stat.ephemeralOwner() == a.session()) {
                    own = new OwnZnode(path, stat.czxid());
                    unknown = false;
                } else if (a.code() == ResultCode.NODEEXISTS) {
                    refusedPath = path; // if that znode is its own, the folder is not empty
                    unknown = false;
                } else if (!ok && a.code() != ResultCode.NONODE) {
                    unknown = true;
                }
            } else if (a.opcode() == Opcode.DELETE && own != null && own.path().equals(path)) {
                own = null;
            }
        }

        boolean certain() {
            return !unknown && (own != null || !refusedPath.isEmpty());
        }
    }
}
