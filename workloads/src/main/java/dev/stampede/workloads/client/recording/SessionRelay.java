package dev.stampede.workloads.client.recording;

import dev.stampede.workloads.client.DaemonThreads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Relays the connections of handles that the code under test opens by itself, so that their sessions are recorded.
 *
 * <p>It listens on one loopback port for each server of a connect string, and forwards each frame after it has read the
 * header. Therefore a change of a session is recorded before the handle learns of the change, and the end of a
 * connection before the socket of the handle is closed. Requests are not recorded, except the close of a session. Other
 * data than ZooKeeper's frames (TLS, four-letter words) is forwarded unchanged and not recorded.
 *
 * <p>It runs in the JVM of the client, and is paused and killed with this JVM. At most {@value #MAX_CONNECTIONS}
 * connections are open at a time. Safe to use from any thread; its owner closes it.
 */
public final class SessionRelay implements AutoCloseable {
    static final int MAX_CONNECTIONS = 64;

    private final ClientRecorder recorder;
    private final List<ServerSocket> listeners = new ArrayList<>();
    private final Set<RelayedConnection> open = ConcurrentHashMap.newKeySet();
    private final Map<Long, RelayedSession> sessions = new HashMap<>(); // guarded by itself
    private final String connectString;
    private volatile boolean closed;

    private SessionRelay(ClientRecorder recorder, String upstream) throws IOException {
        this.recorder = recorder;
        int slash = upstream.indexOf('/');
        String servers = slash < 0 ? upstream : upstream.substring(0, slash);
        List<String> entries = new ArrayList<>();
        for (String server : servers.split(",", -1)) {
            ServerSocket listener = listener();
            listeners.add(listener);
            entries.add(listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort());
            DaemonThreads.start("stampede-relay-" + server, () -> accept(listener, server));
        }
        this.connectString = String.join(",", entries) + (slash < 0 ? "" : upstream.substring(slash));
    }

    /**
     * Starts to listen.
     *
     * @param upstream the connect string of the ensemble, perhaps with a chroot
     */
    public static SessionRelay open(ClientRecorder recorder, String upstream) throws IOException {
        return new SessionRelay(recorder, upstream);
    }

    private static ServerSocket listener() throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return listener;
    }

    /** The connect string that leads through the relay, with the chroot of the original. */
    public String connectString() {
        return connectString;
    }

    private void accept(ServerSocket listener, String server) {
        while (!closed) {
            try {
                Socket handle = listener.accept();
                RelayedConnection connection = new RelayedConnection(this, recorder, handle, server);
                if (closed || open.size() >= MAX_CONNECTIONS) {
                    connection.end();
                } else {
                    open.add(connection);
                    connection.start();
                }
            } catch (IOException e) {
                // The listener was closed, or the handle gave up before it was accepted.
            }
        }
    }

    void ended(RelayedConnection connection) {
        open.remove(connection);
    }

    /** The session with this id; null if it never connected through this relay. */
    @Nullable
    RelayedSession session(long id) {
        synchronized (sessions) {
            return sessions.get(id);
        }
    }

    /** Remembers a session that connects for the first time. */
    RelayedSession opened(long id, byte[] password) {
        synchronized (sessions) {
            RelayedSession session = new RelayedSession(id, password);
            sessions.put(id, session);
            return session;
        }
    }

    /** Ends all connections. The code under test should have closed its handles before. */
    @Override
    public void close() {
        closed = true;
        listeners.forEach(DaemonThreads::closeQuietly);
        List<RelayedConnection> left = List.copyOf(open);
        if (!left.isEmpty()) {
            recorder.note("the code under test left open " + left.size()
                    + (left.size() == 1 ? " connection" : " connections") + " of its own handles");
        }
        left.forEach(RelayedConnection::end);
    }
}
