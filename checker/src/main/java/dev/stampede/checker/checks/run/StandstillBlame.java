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
 * Decides who is to blame that clients stood still for some time: the ensemble, if it did not serve them; the recipe, if it
 * did, or if nobody asked it for anything.
 *
 * <ul>
 *   <li>A write that a member answered proves that there was a quorum: the recipe is to blame.
 *   <li>A request that was sent in that time and was lost, or has no answer by its end, with no answer to anybody after it: the
 *       ensemble is to blame.
 *   <li>Answered reads, and nothing that waits for an answer: the recipe sleeps beside an ensemble that works.
 *   <li>No request at all: the recipe is to blame if a client was connected at the end, else the ensemble.
 * </ul>
 *
 * <p>Stateless; O(n) in attempts.
 */
final class StandstillBlame {
    private static final Set<ResultCode> ANSWERED = EnumSet.of(
            ResultCode.OK, ResultCode.NONODE, ResultCode.NODEEXISTS, ResultCode.BADVERSION, ResultCode.NOTEMPTY);

    private StandstillBlame() {}

    /**
     * Decides about a closed interval.
     *
     * @param clients those that stood still
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
        boolean connected =
                clients.stream().anyMatch(client -> ClientTimeline.connects(timeline.stateAt(client, toNanos)));
        return connected ? Blame.RECIPE : Blame.ZOOKEEPER;
    }
}
