package dev.stampede.checker.checks.run;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.ClientTimeline;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.ResultCode;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * Decides which layer is at fault if clients make no progress: the ensemble if it did not serve them, otherwise the
 * recipe. The first of these rules that applies decides:
 *
 * <ul>
 *   <li>A write that a member answered proves that there was a quorum: the recipe is at fault.
 *   <li>A request that was sent in the interval got no response within it, or was lost after the last answered read:
 *       the ensemble is at fault.
 *   <li>Only reads were answered, and no request was lost after them: the recipe is idle although the ensemble works,
 *       and is at fault.
 *   <li>There was no request: the recipe is at fault if a client was connected at the end, otherwise the ensemble.
 * </ul>
 *
 * <p>Stateless; O(n) in attempts.
 */
final class StandstillBlame {
    private static final Set<ResultCode> ANSWERED = EnumSet.of(
            ResultCode.OK, ResultCode.NONODE, ResultCode.NODEEXISTS, ResultCode.BADVERSION, ResultCode.NOTEMPTY);

    private StandstillBlame() {}

    /**
     * Decides for a closed interval.
     *
     * @param clients the clients without progress
     */
    static Blame of(History history, Collection<Integer> clients, long fromNanos, long toNanos) {
        long lastReadNanos = -1;
        long lastLossNanos = -1;
        for (Attempt a : history.attempts()) {
            boolean within = a.answeredNanos() >= fromNanos && a.answeredNanos() <= toNanos;
            if (within && ANSWERED.contains(a.code())) {
                if (a.opcode().writes()) {
                    return Blame.RECIPE;
                }
                lastReadNanos = Math.max(lastReadNanos, a.answeredNanos());
            } else if (within && a.sentNanos() >= fromNanos) {
                lastLossNanos = Math.max(lastLossNanos, a.answeredNanos());
            } else if (a.sentNanos() >= fromNanos && a.sentNanos() <= toNanos) {
                lastLossNanos = Operation.OPEN;
            }
        }
        if (lastReadNanos >= 0 || lastLossNanos >= 0) {
            return lastReadNanos > lastLossNanos ? Blame.RECIPE : Blame.ZOOKEEPER;
        }
        ClientTimeline timeline = Analysis.of(history).clients();
        boolean connected = clients.stream()
                .anyMatch(client -> ClientTimeline.connects(timeline.lastSessionEventUpTo(client, toNanos)));
        return connected ? Blame.RECIPE : Blame.ZOOKEEPER;
    }
}
