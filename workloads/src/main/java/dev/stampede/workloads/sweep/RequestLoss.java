package dev.stampede.workloads.sweep;

import dev.stampede.nemesis.tap.ClientFrame;
import dev.stampede.nemesis.tap.FrameAction;
import dev.stampede.nemesis.tap.TapListener;
import dev.stampede.nemesis.tap.TappedFrame;
import dev.stampede.nemesis.tap.WireOpcode;
import dev.stampede.nemesis.toxiproxy.interception.CloseMode;
import dev.stampede.nemesis.toxiproxy.interception.StreamHold;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests of an operation, and loses one of them or its reply as a {@link LossWay} says. Pings and the
 * requests that the client library sends for itself (authentication, watches after a reconnect, the end of the session)
 * do not count. Thread-safe.
 *
 * <p>Nothing counts before {@link #arm} and after {@link #disarm}, so the handshake, preparations and checks are not
 * disturbed. A cut ends the connection, so the replies to all requests in flight are lost; {@link #inFlight} names
 * them.
 */
final class RequestLoss implements TapListener {
    /** The maximum number of frames that are kept for the report. */
    private static final int MAX_FRAMES = 2_000;

    private static final Set<WireOpcode> NOT_COUNTED = Set.of(
            WireOpcode.PING,
            WireOpcode.AUTH,
            WireOpcode.SASL,
            WireOpcode.SET_WATCHES,
            WireOpcode.SET_WATCHES2,
            WireOpcode.CLOSE_SESSION);

    private static final FrameAction CUT = new FrameAction.Cut(0, CloseMode.FIN);

    private final LossWay way;
    private final int position;
    private final Runnable closeSession;
    private final StreamHold sessionClosed = new StreamHold();
    private final long created = System.nanoTime();

    private final List<String> requests = new ArrayList<>();
    private final List<String> frames = new ArrayList<>();
    private final Map<Exchange, String> unanswered = new LinkedHashMap<>();
    private List<String> inFlight = List.of();
    private boolean armed;
    private Stage stage = Stage.COUNTING;
    private @Nullable Exchange awaited;
    /** The type of the request whose reply is awaited, which is then lost. */
    private @Nullable WireOpcode lostCandidate;

    private @Nullable WireOpcode lostType;
    /** Whether the second loss has happened, or the way has none. */
    private boolean secondFired;

    private long lastFrame = System.nanoTime();

    private enum Stage {
        /** The request was not sent yet. */
        COUNTING,
        /** The reply to the request is awaited. */
        REPLY,
        /** The second request, of the same type, was not sent yet. */
        SECOND,
        /** The reply to the second request is awaited. */
        SECOND_REPLY,
        DONE
    }

    /** A request on a connection. */
    private record Exchange(long connection, int xid) {}

    /**
     * @param position the position of the lost request, from 1; 0 loses none
     * @param closeSession called once if the way closes the session, when the first frame is lost; must not block. The
     *     client cannot resume a session until {@link #sessionClosed} is called
     */
    RequestLoss(LossWay way, int position, Runnable closeSession) {
        this.way = way;
        this.position = position;
        this.closeSession = closeSession;
    }

    /** Counts the requests from now on. */
    synchronized void arm() {
        armed = true;
    }

    /** Counts and loses nothing from now on. */
    synchronized void disarm() {
        armed = false;
        stage = Stage.DONE;
        awaited = null;
    }

    /** Lets the client resume its session. */
    void sessionClosed() {
        sessionClosed.release();
    }

    /** Whether everything was lost that the way loses. */
    synchronized boolean fired() {
        return lostType != null && secondFired;
    }

    /** The types and paths of the counted requests that were sent before anything was lost. */
    synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    /** The type of the lost request; empty if none was lost. */
    synchronized String lostType() {
        return lostType == null ? "" : lostType.toString();
    }

    /** The other requests whose replies the first cut lost. */
    synchronized List<String> inFlight() {
        return inFlight;
    }

    /** The frames so far, one line each, at most {@value #MAX_FRAMES}. */
    synchronized List<String> frames() {
        return List.copyOf(frames);
    }

    /** The {@link System#nanoTime()} of the last frame that is no ping. */
    synchronized long lastFrameNanos() {
        return lastFrame;
    }

    @Override
    public synchronized FrameAction decide(TappedFrame frame) {
        FrameAction action = action(frame);
        note(frame, action);
        return action;
    }

    private FrameAction action(TappedFrame frame) {
        ClientFrame decoded = frame.frame();
        if (decoded instanceof ClientFrame.ConnectRequest connect) {
            return holdsBack(connect) ? new FrameAction.Hold(sessionClosed) : FrameAction.pass();
        }
        if (decoded instanceof ClientFrame.Request request && !NOT_COUNTED.contains(request.opcode())) {
            return request(request, new Exchange(frame.connection(), request.xid()));
        }
        if (decoded instanceof ClientFrame.Reply reply) {
            return reply(new Exchange(frame.connection(), reply.xid()));
        }
        return FrameAction.pass();
    }

    private boolean holdsBack(ClientFrame.ConnectRequest connect) {
        return lostType != null && way.closesSession() && connect.sessionId() != 0;
    }

    private FrameAction request(ClientFrame.Request request, Exchange exchange) {
        unanswered.put(exchange, request.type() + " " + request.path());
        if (!armed) {
            return FrameAction.pass();
        }
        if (stage == Stage.COUNTING) {
            requests.add(request.type() + (request.path() == null ? "" : " " + request.path()));
            if (requests.size() == position) {
                return first(request.opcode(), exchange);
            }
        } else if (stage == Stage.SECOND && request.opcode() == lostType) {
            awaited = exchange;
            stage = Stage.SECOND_REPLY;
        }
        return FrameAction.pass();
    }

    private FrameAction first(WireOpcode opcode, Exchange exchange) {
        if (way.losesRequest()) {
            return cut(opcode, exchange);
        }
        lostCandidate = opcode;
        awaited = exchange;
        stage = Stage.REPLY;
        return FrameAction.pass();
    }

    private FrameAction reply(Exchange exchange) {
        unanswered.remove(exchange);
        if (!exchange.equals(awaited)) {
            return FrameAction.pass();
        }
        if (stage == Stage.REPLY && lostCandidate != null) {
            return cut(lostCandidate, exchange);
        }
        if (stage == Stage.SECOND_REPLY) {
            secondFired = true;
            stage = Stage.DONE;
            unanswered.clear();
            return CUT;
        }
        return FrameAction.pass();
    }

    private FrameAction cut(WireOpcode opcode, Exchange exchange) {
        unanswered.remove(exchange);
        inFlight = List.copyOf(unanswered.values());
        unanswered.clear();
        lostType = opcode;
        secondFired = !way.losesSecondReply();
        stage = way.losesSecondReply() ? Stage.SECOND : Stage.DONE;
        awaited = null;
        if (way.closesSession()) {
            closeSession.run();
        }
        return CUT;
    }

    private void note(TappedFrame frame, FrameAction action) {
        ClientFrame decoded = frame.frame();
        if ((decoded instanceof ClientFrame.Request request && request.xid() == ClientFrame.PING_XID)
                || (decoded instanceof ClientFrame.Reply reply && reply.xid() == ClientFrame.PING_XID)) {
            return;
        }
        lastFrame = System.nanoTime();
        if (frames.size() < MAX_FRAMES) {
            frames.add(String.format(
                    Locale.ROOT,
                    "%9.3f ms  #%d %s %s%s",
                    (frame.nanos() - created) / 1e6,
                    frame.connection(),
                    frame.fromClient() ? "->" : "<-",
                    describe(decoded),
                    action instanceof FrameAction.Pass
                            ? ""
                            : "   ** " + action.getClass().getSimpleName() + " **"));
        }
    }

    private static String describe(ClientFrame decoded) {
        if (decoded instanceof ClientFrame.Request request) {
            return request.type() + " " + request.path() + "  xid " + request.xid();
        }
        if (decoded instanceof ClientFrame.Reply reply) {
            return reply.type() + "  xid " + reply.xid() + "  result " + reply.error()
                    + (reply.path() == null ? "" : "  " + reply.path());
        }
        return decoded instanceof ClientFrame.WatchEvent event
                ? "watchEvent " + event.path() + "  type " + event.kind()
                : decoded.type();
    }
}
