package dev.stampede.workloads.frames;

import dev.stampede.checker.history.data.Event;
import dev.stampede.nemesis.tap.TappedFrame;
import dev.stampede.nemesis.tap.TappedLink;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the frame of the reply to each answered attempt, while the run continues.
 *
 * <p>A recorded attempt does not know the xid of its request. Its frames are known by what both show: the client, the
 * session, the opcode, the path, the result code, the Stat and the path of a created znode. And by the time, because
 * all clocks of a host are one: the request passed the tap after it was recorded as sent, and its reply before it was
 * recorded as answered. The frames that fulfil all this are the candidates of an attempt, and its own frame is among
 * them, because a reply passes the tap before its client can receive it. An attempt is resolved if it has one
 * candidate, or if all its candidates have the same zxid. A frame that was the only candidate of one attempt is no
 * candidate of another one: an attempt that has exactly one candidate was answered by it.
 *
 * <p>An attempt stays unresolved rather than wrong:
 *
 * <ul>
 *   <li>Only result codes that no client library makes up are matched. An attempt that failed with ConnectionLoss may
 *       have been answered, but its client never saw the reply.
 *   <li>If frames may be missing (a connection that could not be decoded, a reply without a known request, frames that
 *       were forgotten), attempts that these frames could answer are not matched.
 *   <li>Requests of a thread may overtake those of another thread between the recorder and the wire, so the order of
 *       the attempts of a session decides nothing.
 * </ul>
 *
 * <p>Its memory is bounded: it keeps {@link ClientReplies#KEPT_REPLIES} replies and {@link
 * ClientReplies#PENDING_REQUESTS} unanswered requests of a client. Thread-safe; the frames of a client wait only for
 * the attempts of the same client.
 */
public final class ReplyMatcher {
    private final Map<Integer, ClientReplies> clients = new ConcurrentHashMap<>();

    private ClientReplies of(int client) {
        return clients.computeIfAbsent(client, c -> new ClientReplies());
    }

    /** A frame passes the tap. Called before its receiver can receive it. */
    void forwarded(TappedFrame frame) {
        of(frame.link().client()).forwarded(frame);
    }

    /**
     * A connection is no longer decoded.
     *
     * @return whether frames were decoded before, so that frames of a client may be missing
     */
    boolean notDecoded(TappedLink link, long connection) {
        return of(link.client()).notDecoded(link.member(), connection);
    }

    /** A client was opened, and numbers its attempts from 0. */
    public void opened(int client) {
        of(client).opened();
    }

    /** A client sends a request. The event has the client's own number and {@link System#nanoTime()}. */
    public void sent(Event.AttemptSent attempt) {
        of(attempt.client()).sent(attempt);
    }

    /**
     * The zxid of the reply to an attempt; null if the frame of the reply is not known for certain. Called once for an
     * attempt, after {@link #sent}; the event has the client's own number and {@link System#nanoTime()}.
     */
    public @Nullable Long replyZxid(int client, Event.AttemptAnswered answer) {
        return of(client).replyZxid(answer);
    }
}
