package dev.stampede.checker.analysis;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * The zxid that each session had seen when it sent a request: the largest zxid of its replies so far. All later replies
 * in the session come from states that are at least as new. A session receives the responses in the order of its
 * requests, so a response that was recorded before the response to an earlier request counts only after that one.
 * Immutable and safe to share between threads; O(n) in attempts.
 */
public final class SeenZxids {
    /** A response that may not have arrived when the next requests of its session were sent. */
    private record Response(long answeredNanos, long zxid) {}

    private static final class SessionReplies {
        private final ArrayDeque<Response> pending = new ArrayDeque<>();
        private long zxid;
    }

    private final long[] before;

    SeenZxids(History history) {
        before = new long[history.attempts().size()];
        Map<Long, SessionReplies> sessions = new HashMap<>();
        for (Attempt attempt : history.attempts()) {
            SessionReplies session = sessions.computeIfAbsent(attempt.session(), s -> new SessionReplies());
            while (!session.pending.isEmpty() && session.pending.getFirst().answeredNanos() <= attempt.sentNanos()) {
                session.zxid =
                        Math.max(session.zxid, session.pending.removeFirst().zxid());
            }
            before[attempt.number()] = session.zxid;
            if (attempt.answeredNanos() != Operation.OPEN) {
                session.pending.addLast(new Response(attempt.answeredNanos(), shownBy(attempt)));
            }
        }
    }

    private static long shownBy(Attempt attempt) {
        ZnodeStat stat = attempt.code() == ResultCode.OK ? attempt.stat() : null;
        long reply = Math.max(attempt.zxid(), attempt.replyZxid());
        return stat == null ? reply : Math.max(reply, PathTimeline.lastZxid(stat));
    }

    /**
     * The zxid of the oldest state that the reply to an attempt may show, 0 if unknown: what the session had seen
     * before, or the exact zxid of the reply, which is not smaller. Only for replies that show a state: a success, and
     * an absence ({@code NONODE}). For a write, the state after it.
     */
    public long oldestShown(Attempt attempt) {
        return Math.max(before(attempt), attempt.replyZxid());
    }

    /** The zxid that the session of an attempt had seen when it sent the attempt; 0 if unknown. */
    public long before(Attempt attempt) {
        return before[attempt.number()];
    }
}
