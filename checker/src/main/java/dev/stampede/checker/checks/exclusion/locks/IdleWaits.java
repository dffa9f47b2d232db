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
     * @param zxid the largest zxid in the responses to this acquire before the wait
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
     * @param uncertain the number of acquires that took longer than the limit and are not judged: either no request of
     *     them is recorded, or it is not known whether the client had a znode
     */
    record Found(List<IdleWait> idleWaits, int uncertain) {}

    private IdleWaits() {}

    /**
     * The idle waits longer than a limit, without those during which it is not known whether the client had a znode.
     */
    static Found longerThan(HoldAnalysis analysis, long limitNanos) {
        Map<Integer, Operation> waits = new HashMap<>();
        for (Operation o : analysis.guard().each(analysis.history().operations(LockInput.Acquire.class))) {
            if (endOfWait(analysis, o) - o.invokedNanos() > limitNanos) {
                waits.put(o.number(), o);
            }
        }
        Map<Operation, List<Attempt>> requestsByWait = new LinkedHashMap<>();
        if (waits.isEmpty()) {
            return new Found(List.of(), 0);
        }
        for (Attempt a : analysis.guard().each(analysis.history().attempts())) {
            Operation wait = waits.get(a.operation());
            if (wait != null) {
                requestsByWait.computeIfAbsent(wait, o -> new ArrayList<>()).add(a);
            }
        }
        List<IdleWait> idleWaits = new ArrayList<>();
        int certain = 0;
        for (Map.Entry<Operation, List<Attempt>> each : requestsByWait.entrySet()) {
            certain += addIdleWaits(analysis, each.getKey(), each.getValue(), limitNanos, idleWaits) ? 1 : 0;
        }
        idleWaits.sort(Comparator.comparingLong(IdleWait::fromNanos));
        return new Found(idleWaits, waits.size() - certain);
    }

    /** When the waiting client returned, or ended. */
    private static long endOfWait(HoldAnalysis analysis, Operation o) {
        return Math.min(
                Math.min(o.completedNanos(), analysis.timeline().endNanos()),
                analysis.timeline().endOfClientAfter(o.client(), o.invokedNanos()));
    }

    /**
     * Adds the idle waits of one acquire. Returns false if it is not known for one of them whether the client had a
     * znode.
     */
    private static boolean addIdleWaits(
            HoldAnalysis analysis, Operation o, List<Attempt> attempts, long limitNanos, List<IdleWait> idleWaits) {
        attempts.sort(Comparator.comparingLong(Attempt::sentNanos));
        QueueState state = new QueueState();
        boolean certain = true;
        long answered = Long.MAX_VALUE;
        for (int i = 0; i < attempts.size(); i++) {
            Attempt a = attempts.get(i);
            state.add(a);
            answered = i == 0 ? a.answeredNanos() : Math.max(answered, a.answeredNanos());
            long next = i + 1 < attempts.size() ? attempts.get(i + 1).sentNanos() : endOfWait(analysis, o);
            boolean idle = answered != Operation.OPEN && next - answered > limitNanos;
            certain &= !idle || state.certain();
            if (idle && state.certain()) {
                idleWaits.add(new IdleWait(o, state.own, state.refusedPath, a.opcode(), state.zxid, answered, next));
            }
        }
        return certain;
    }

    /** The state of a waiting client after its requests so far. */
    private static final class QueueState {
        private @Nullable OwnZnode own;
        private String refusedPath = "";
        private boolean unknown;
        private long zxid;

        void add(Attempt a) {
            zxid = Math.max(zxid, a.stateZxid());
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
                    refusedPath = path; // even if the existing znode is its own, the lock is not free
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
