package dev.stampede.nemesis.tap;

import dev.stampede.nemesis.toxiproxy.buffer.StreamDirection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state that the two streams of a connection share: the session, and the requests that were not answered yet.
 * Confined to the thread that forwards the connection.
 */
final class ConnectionState {
    /** The maximum number of unanswered requests that are kept; a further request replaces the oldest one. */
    static final int PENDING = 65_536;

    final TappedLink link;
    final long connection;

    private final Map<Integer, ClientFrame.Request> pending = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, ClientFrame.Request> eldest) {
            return size() > PENDING;
        }
    };

    private final Map<StreamDirection, Long> frames = new HashMap<>();
    private long session;
    private boolean decoded = true;

    ConnectionState(TappedLink link, long connection) {
        this.link = link;
        this.connection = connection;
    }

    long session() {
        return session;
    }

    /** The position of the next frame of a stream. */
    long nextPosition(StreamDirection stream) {
        return frames.merge(stream, 1L, Long::sum) - 1;
    }

    boolean decoded() {
        return decoded;
    }

    void stopDecoding() {
        decoded = false;
        pending.clear();
    }

    /** Keeps a request until it is answered, or the session in the answer to a connect request. */
    void record(ClientFrame frame) {
        if (frame instanceof ClientFrame.Request request && request.xid() != ClientFrame.PING_XID) {
            pending.put(request.xid(), request);
        } else if (frame instanceof ClientFrame.ConnectResponse response) {
            session = response.sessionId();
        }
    }

    /** Removes the request with this xid, because it is answered now. Returns null if it is not known. */
    ClientFrame.@Nullable Request takeRequest(int xid) {
        return pending.remove(xid);
    }
}
