package dev.stampede.nemesis.tap;

import dev.stampede.nemesis.toxiproxy.buffer.StreamDirection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the two streams of a connection share: its session, and the requests that were not answered yet. Confined to
 * the thread that forwards the connection.
 */
final class ConnectionState {
    /** The number of unanswered requests that are kept; beyond that the oldest one is forgotten. */
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
    long next(StreamDirection stream) {
        return frames.merge(stream, 1L, Long::sum) - 1;
    }

    boolean decoded() {
        return decoded;
    }

    void stopDecoding() {
        decoded = false;
        pending.clear();
    }

    /** Remembers a request, or the session of an answered connect request. */
    void seen(ClientFrame frame) {
        if (frame instanceof ClientFrame.Request request && request.xid() != ClientFrame.PING_XID) {
            pending.put(request.xid(), request);
        } else if (frame instanceof ClientFrame.ConnectResponse response) {
            session = response.sessionId();
        }
    }

    /** The request with this xid, which is answered now; null if it is unknown. */
    ClientFrame.@Nullable Request answered(int xid) {
        return pending.remove(xid);
    }
}
