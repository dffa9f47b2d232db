package dev.stampede.checker.analysis;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.ResultCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Upper bounds for the zxids of writes whose effect is unknown.
 *
 * <p>If the connection of a write broke, and the leader later responded to a write that the same session sent on a new
 * connection, then the first write took effect before the second one, or never: the transactions of a session take
 * effect in the order of its requests, and the leader refuses requests that arrive from a member which the session has
 * left ({@code SessionTracker.checkSession}, SessionMoved). Immutable; O(n) in attempts.
 */
public final class EffectBounds {
    private final Map<Integer, Long> latest = new HashMap<>();

    EffectBounds(History history) {
        Map<Long, Attempt> nextAnswered = new HashMap<>();
        List<Attempt> attempts = history.attempts();
        for (int i = attempts.size() - 1; i >= 0; i--) {
            Attempt a = attempts.get(i);
            ResultCode code = a.code();
            if (!a.opcode().writes() || a.session() == 0) {
                continue;
            }
            Attempt later = nextAnswered.get(a.session());
            if (code != ResultCode.OK && ZnodeTimeline.mayHaveHappened(code)) {
                if (later != null && code != null && a.answeredNanos() < later.sentNanos()) {
                    latest.put(a.number(), later.stateZxid());
                }
            } else if (ClientTimeline.answeredByLeader(code) && a.stateZxid() > 0) {
                nextAnswered.put(a.session(), a);
            }
        }
    }

    /**
     * The largest zxid at which a write can have taken effect: for an acknowledged write the zxid of its response;
     * {@link Long#MAX_VALUE} if there is no bound.
     */
    public long latestZxid(Attempt write) {
        boolean acknowledged = write.code() == ResultCode.OK && write.stateZxid() > 0;
        return acknowledged ? write.stateZxid() : latest.getOrDefault(write.number(), Long.MAX_VALUE);
    }
}
