package dev.stampede.workloads.frames;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.nemesis.tap.ClientFrame;
import dev.stampede.nemesis.tap.TappedFrame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The replies of one client that may answer its attempts; see {@link ReplyMatcher}. Thread-safe. */
final class ClientReplies {
    /** The maximum number of replies that wait for their attempts. */
    static final int KEPT_REPLIES = 4_096;
    /** The maximum number of requests that wait for their replies. */
    static final int PENDING_REQUESTS = 65_536;

    /** The maximum number of attempts that wait for their answers. */
    private static final int OPEN_ATTEMPTS = 65_536;

    private static final int KNOWN_CONNECTIONS = 1_024;

    private record Connection(int member, long number) {}

    private record Request(Connection connection, int xid) {}

    /** A reply and the time of its request, as {@link System#nanoTime()}. */
    private record Answered(long session, long requestNanos, long replyNanos, ClientFrame.Reply reply) {}

    /** In the order of their times. */
    private final Map<Integer, Event.AttemptSent> open = new LinkedHashMap<>();

    private final Map<Request, Long> pending = new LinkedHashMap<>();
    private final ArrayDeque<Answered> replies = new ArrayDeque<>();
    private final Map<Connection, Boolean> decoded = new LinkedHashMap<>();
    /** A request that passed the tap by this time may have a reply that is not known. */
    private long incompleteNanos = Long.MIN_VALUE;

    private boolean blind;

    synchronized void forwarded(TappedFrame frame) {
        Connection connection = new Connection(frame.link().member(), frame.connection());
        if (frame.number() == 0) {
            decoded.put(connection, true);
            removeFirst(decoded, KNOWN_CONNECTIONS);
        } else if (frame.frame() instanceof ClientFrame.Request request && request.xid() > 0) {
            pending.put(new Request(connection, request.xid()), frame.nanos());
            Long forgotten = removeFirst(pending, PENDING_REQUESTS);
            if (forgotten != null) {
                incompleteUntil(forgotten);
            }
        } else if (frame.frame() instanceof ClientFrame.Reply reply && reply.xid() > 0) {
            replied(connection, frame, reply);
        }
    }

    /** Removes the first entry of a map that has more entries than allowed; its value, or null. */
    private static <K, V> @Nullable V removeFirst(Map<K, V> map, int allowed) {
        if (map.size() <= allowed) {
            return null;
        }
        Iterator<V> values = map.values().iterator();
        V first = values.next();
        values.remove();
        return first;
    }

    private void replied(Connection connection, TappedFrame frame, ClientFrame.Reply reply) {
        Long requestNanos = pending.remove(new Request(connection, reply.xid()));
        if (requestNanos == null || reply.request() == null) {
            incompleteUntil(frame.nanos());
            return;
        }
        replies.addLast(new Answered(frame.session(), requestNanos, frame.nanos(), reply));
        if (replies.size() > KEPT_REPLIES) {
            incompleteUntil(replies.removeFirst().requestNanos());
        }
    }

    private void incompleteUntil(long nanos) {
        incompleteNanos = Math.max(incompleteNanos, nanos);
    }

    synchronized boolean notDecoded(int member, long connection) {
        boolean wasDecoded = decoded.remove(new Connection(member, connection)) != null;
        blind |= wasDecoded; // the connection may carry frames as long as it lives
        return wasDecoded;
    }

    synchronized void opened() {
        open.clear();
    }

    synchronized void sent(Event.AttemptSent attempt) {
        open.put(attempt.attempt(), attempt);
        removeFirst(open, OPEN_ATTEMPTS);
    }

    synchronized @Nullable Long replyZxid(Event.AttemptAnswered answer) {
        Event.AttemptSent sent = open.remove(answer.attempt());
        Long zxid = sent == null || answer.session() == 0 || !resolvable(sent, answer) ? null : zxid(sent, answer);
        forgetUntil(answer.atNanos());
        return zxid;
    }

    /**
     * Forgets the first replies whose requests were sent before every open and every later attempt. The events of a
     * client are in the order of their times, so later attempts are sent later.
     */
    private void forgetUntil(long nowNanos) {
        long oldestNanos =
                open.isEmpty() ? nowNanos : open.values().iterator().next().atNanos();
        while (!replies.isEmpty() && replies.getFirst().requestNanos() < oldestNanos) {
            replies.removeFirst();
        }
    }

    private @Nullable Long zxid(Event.AttemptSent sent, Event.AttemptAnswered answer) {
        List<Answered> candidates = new ArrayList<>();
        for (Answered each : replies) {
            if (each.session() == answer.session() && answers(each, sent, answer)) {
                candidates.add(each);
            }
        }
        if (candidates.size() == 1) {
            replies.remove(candidates.get(0));
        }
        boolean oneZxid = candidates.stream()
                        .mapToLong(each -> each.reply().zxid())
                        .distinct()
                        .count()
                == 1;
        long zxid = oneZxid ? candidates.get(0).reply().zxid() : 0;
        return zxid > 0 ? zxid : null;
    }

    private boolean resolvable(Event.AttemptSent sent, Event.AttemptAnswered answer) {
        return !blind
                && sent.atNanos() > incompleteNanos
                && answer.code().onlyFromServers()
                && !sent.opcode().successMayBeMadeUp();
    }

    private static boolean answers(Answered each, Event.AttemptSent sent, Event.AttemptAnswered answer) {
        ClientFrame.Reply reply = each.reply();
        ClientFrame.Request request = reply.request();
        return request != null
                && request.opcode().opcode() == sent.opcode()
                && each.requestNanos() >= sent.atNanos()
                && each.replyNanos() <= answer.atNanos()
                && FrameMatching.codesAgree(reply, request, answer.code())
                && FrameMatching.pathsAgree(request, sent.path())
                && statsAgree(reply.stat(), answer.stat())
                && createdPathsAgree(reply.path(), answer.path());
    }

    private static boolean statsAgree(@Nullable ZnodeStat onTheWire, @Nullable ZnodeStat recorded) {
        return onTheWire == null || recorded == null || onTheWire.equals(recorded);
    }

    private static boolean createdPathsAgree(@Nullable String onTheWire, @Nullable String recorded) {
        return onTheWire == null || recorded == null || onTheWire.endsWith(recorded);
    }
}
