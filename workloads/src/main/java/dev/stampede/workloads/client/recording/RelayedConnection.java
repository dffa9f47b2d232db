package dev.stampede.workloads.client.recording;

import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.workloads.client.DaemonThreads;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.ZooDefs;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a {@link SessionRelay}: two threads, which inspect the header of each frame and then forward the
 * frame.
 *
 * <p>Source of the formats: {@code zookeeper.jute}, {@code ConnectRequest}, {@code ConnectResponse},
 * {@code RequestHeader} and {@code ReplyHeader}. A connect response with a timeout of 0 says that the requested session
 * has expired.
 */
final class RelayedConnection {
    /** More than any {@code jute.maxbuffer}. Data with a greater length field is not a frame of ZooKeeper. */
    private static final int LONGEST_FRAME = 1 << 26;

    private static final int CONNECT_MILLIS = 10_000;

    private final SessionRelay relay;
    private final ClientRecorder recorder;
    private final Socket handle;
    private final Socket upstream = new Socket();
    private final String server;
    private volatile long requestedSession;
    private volatile @Nullable RelayedSession session;
    private volatile @Nullable Closing closing;
    private boolean ended; // guarded by this

    /** A request to close the session. */
    private record Closing(int xid, SentAttempt attempt) {}

    /** Inspects a frame before it is forwarded. */
    private interface Inspection {
        void frame(ByteBuffer frame, boolean first);
    }

    RelayedConnection(SessionRelay relay, ClientRecorder recorder, Socket handle, String server) {
        this.relay = relay;
        this.recorder = recorder;
        this.handle = handle;
        this.server = server;
    }

    /** The server, in the spelling of the original connect string. */
    String server() {
        return server;
    }

    void start() {
        DaemonThreads.start("stampede-relay-to-" + server, this::connectAndForward);
    }

    private void connectAndForward() {
        try {
            int colon = server.lastIndexOf(':');
            upstream.connect(
                    new InetSocketAddress(server.substring(0, colon), Integer.parseInt(server.substring(colon + 1))),
                    CONNECT_MILLIS);
            upstream.setTcpNoDelay(true);
            handle.setTcpNoDelay(true);
            DaemonThreads.start("stampede-relay-from-" + server, () -> forward(upstream, handle, this::received));
            forward(handle, upstream, this::sent);
        } catch (IOException e) {
            end();
        }
    }

    private void forward(Socket from, Socket to, Inspection inspection) {
        try {
            DataInputStream in = new DataInputStream(new BufferedInputStream(from.getInputStream()));
            OutputStream out = to.getOutputStream();
            boolean first = true;
            while (true) {
                int length = in.readInt();
                byte[] lengthAndFrame = new byte[Integer.BYTES + Math.max(0, Math.min(length, LONGEST_FRAME))];
                ByteBuffer.wrap(lengthAndFrame).putInt(length);
                if (length < 0 || length > LONGEST_FRAME) {
                    out.write(lengthAndFrame, 0, Integer.BYTES);
                    in.transferTo(out); // no frames of ZooKeeper
                    return;
                }
                in.readFully(lengthAndFrame, Integer.BYTES, length);
                inspection.frame(
                        ByteBuffer.wrap(lengthAndFrame, Integer.BYTES, length).slice(), first);
                out.write(lengthAndFrame);
                first = false;
            }
        } catch (IOException e) {
            // One of the peers closed the connection.
        } finally {
            end();
        }
    }

    /** Inspects a frame from the handle. */
    private void sent(ByteBuffer frame, boolean first) {
        if (first) {
            int sessionAt = Integer.BYTES + Long.BYTES + Integer.BYTES;
            requestedSession = frame.remaining() >= sessionAt + Long.BYTES ? frame.getLong(sessionAt) : 0;
            return;
        }
        RelayedSession of = session;
        if (of != null && frame.remaining() >= 2 * Integer.BYTES) {
            int xid = frame.getInt();
            if (frame.getInt() == ZooDefs.OpCode.closeSession) {
                of.startsToClose();
                closing = new Closing(xid, recorder.sent(of, Opcode.CLOSE, null));
            }
        }
    }

    /** Inspects a frame from the server. */
    private void received(ByteBuffer frame, boolean first) {
        if (first) {
            connectResponse(frame);
            return;
        }
        RelayedSession of = session;
        if (of != null && frame.remaining() >= 2 * Integer.BYTES + Long.BYTES) {
            int xid = frame.getInt();
            of.replied(frame.getLong());
            Closing request = closing;
            if (request != null && request.xid() == xid) {
                int code = frame.getInt();
                request.attempt().called(code, null);
                if (code == Code.OK.intValue()) {
                    recorder.sessionChanged(SessionState.CLOSED, of, null);
                }
            }
        }
    }

    private void connectResponse(ByteBuffer frame) {
        if (frame.remaining() < 3 * Integer.BYTES + Long.BYTES) {
            return;
        }
        frame.getInt(); // the version of the protocol
        int timeoutMillis = frame.getInt();
        long id = frame.getLong();
        int passwordLength = frame.getInt();
        if (timeoutMillis <= 0 || id == 0) {
            RelayedSession expired = relay.session(requestedSession);
            if (expired != null) {
                recorder.sessionChanged(SessionState.EXPIRED, expired, null);
            }
            return;
        }
        byte[] password = new byte[Math.max(0, Math.min(passwordLength, frame.remaining()))];
        frame.get(password);
        RelayedSession known = relay.session(id);
        RelayedSession of = known == null ? relay.opened(id, password) : known;
        of.connected(this, timeoutMillis);
        session = of;
        recorder.use(of);
        recorder.sessionChanged(known == null ? SessionState.CONNECTED : SessionState.RECONNECTED, of, server);
    }

    /** Records the end of the connection, then closes both sockets. Idempotent. */
    void end() {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        RelayedSession of = session;
        if (of != null && of.disconnected(this)) {
            recorder.sessionChanged(SessionState.SUSPENDED, of, null);
        }
        for (Socket socket : Arrays.asList(handle, upstream)) {
            DaemonThreads.closeQuietly(socket);
        }
        relay.ended(this);
    }
}
