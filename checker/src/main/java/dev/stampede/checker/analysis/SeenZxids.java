package dev.stampede.checker.analysis;

import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * The zxid that each session had seen when it sent a request: the largest zxid of its replies so far. All later replies
 * in the session come from states that are at least as new. Not thread-safe; pass the attempts in the order of their
 * numbers.
 */
public final class SeenZxids {
    private static final class OfSession {
        private final ArrayDeque<Attempt> later = new ArrayDeque<>();
        private long zxid;
    }

    private final Map<Long, OfSession> sessions = new HashMap<>();

    /** The zxid that the session of an attempt had seen when it sent the attempt; 0 if unknown. Call once per attempt. */
    public long before(Attempt attempt) {
        OfSession session = sessions.computeIfAbsent(attempt.session(), s -> new OfSession());
        while (!session.later.isEmpty() && session.later.getFirst().answeredNanos() <= attempt.sentNanos()) {
            Attempt answered = session.later.removeFirst();
            ZnodeStat stat = answered.code() == ResultCode.OK ? answered.stat() : null;
            long shown = stat == null ? 0 : PathTimeline.lastZxid(stat);
            session.zxid = Math.max(session.zxid, Math.max(answered.zxid(), shown));
        }
        if (attempt.answeredNanos() != Operation.OPEN) {
            session.later.addLast(attempt);
        }
        return session.zxid;
    }
}
