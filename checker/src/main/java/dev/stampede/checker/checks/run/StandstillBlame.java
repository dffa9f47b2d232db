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
 * Decides which layer is at fault for a standstill of clients: the ensemble, if it did not serve them; the recipe, if
 * the ensemble did, or if no client sent a request.
 *
 * <ul>
 *   <li>A write that a member answered proves that there was a quorum: the recipe is at fault.
 *   <li>A request that was sent in that time and was lost, or has no response by its end, and no response to any request
 *       after it: the ensemble is at fault.
 *   <li>Answered reads, and no request that waits for a response: the recipe is idle although the ensemble works.
 *   <li>No request at all: the recipe is at fault if a client was connected at the end, otherwise the ensemble.
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
        long answered = -1;
        long unanswered = -1;
        for (Attempt a : history.attempts()) {
            boolean within = a.answeredNanos() >= fromNanos && a.answeredNanos() <= toNanos;
            if (within && ANSWERED.contains(a.code())) {
                if (a.opcode().writes()) {
                    return Blame.RECIPE;
                }
                answered = Math.max(answered, a.answeredNanos());
            } else if (within && a.sentNanos() >= fromNanos) {
                unanswered = Math.max(unanswered, a.answeredNanos());
            } else if (a.sentNanos() >= fromNanos && a.sentNanos() <= toNanos) {
                unanswered = Operation.OPEN;
            }
        }
        if (answered >= 0 || unanswered >= 0) {
            return answered > unanswered ? Blame.RECIPE : Blame.ZOOKEEPER;
        }
        ClientTimeline timeline = Analysis.of(history).clients();
        boolean connected = clients.stream()
                .anyMatch(client -> ClientTimeline.connects(timeline.lastSessionEventUpTo(client, toNanos)));
        return connected ? Blame.RECIPE : Blame.ZOOKEEPER;
    }
}
