package dev.stampede.workloads.client.store;

import dev.stampede.workloads.client.DaemonThreads;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The fenced store, which the harness serves on the loopback address for all clients of a run.
 *
 * <p>For each key it keeps the highest token, and refuses a write with a lower token. A write with token 0 has no
 * token; it is accepted, as by a store without fencing. The store decides one write at a time. The listener receives
 * the writes in this order, each before its writer receives the answer.
 *
 * <p>Serves at most {@value #MAX_CONNECTIONS} connections at once and {@value #MAX_KEYS} keys. Connections that exceed
 * a limit are closed without an answer.
 */
public final class FencedStoreServer implements AutoCloseable {

    private static final int MAX_CONNECTIONS = 512;
    private static final int MAX_KEYS = 100_000;
    private static final int BACKLOG = 128;

    private final ServerSocket listening;
    private final Consumer<FencedWrite> listener;
    private final Map<String, Long> highestTokens = new HashMap<>(); // guarded by itself
    private final Set<Socket> connections = new HashSet<>(); // guarded by itself
    private boolean closed; // guarded by connections
    private boolean storeClosed; // guarded by highestTokens

    private FencedStoreServer(ServerSocket listening, Consumer<FencedWrite> listener) {
        this.listening = listening;
        this.listener = listener;
    }

    /**
     * Starts a store on a free port of the loopback address.
     *
     * @param listener receives each write, never from two threads concurrently; must not block for long
     * @throws IOException if it cannot listen
     */
    public static FencedStoreServer start(Consumer<FencedWrite> listener) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        FencedStoreServer server = new FencedStoreServer(socket, listener);
        DaemonThreads.start("stampede-store", server::acceptAll);
        return server;
    }

    /** The address of the store, {@code host:port}. */
    public String address() {
        return listening.getInetAddress().getHostAddress() + ":" + listening.getLocalPort();
    }

    /** Closes the store and its connections. No write is accepted after this method has returned. Idempotent. */
    @Override
    public void close() {
        synchronized (highestTokens) {
            storeClosed = true; // a thread may still read a write from a connection that is closed meanwhile
        }
        List<Socket> open;
        synchronized (connections) {
            closed = true;
            open = List.copyOf(connections);
        }
        DaemonThreads.closeQuietly(listening);
        open.forEach(DaemonThreads::closeQuietly);
    }

    private void acceptAll() {
        while (!listening.isClosed()) {
            try {
                accept(listening.accept());
            } catch (IOException closing) {
                // Either the store is closed, or only this connection failed; the loop condition distinguishes the two.
            }
        }
    }

    private void accept(Socket socket) {
        synchronized (connections) {
            if (closed || connections.size() >= MAX_CONNECTIONS) {
                DaemonThreads.closeQuietly(socket);
                return;
            }
            connections.add(socket);
        }
        DaemonThreads.start("stampede-store-" + socket.getPort(), () -> serve(socket));
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
            while (!socket.isClosed()) {
                StoreProtocol.writeAccepted(out, decide(StoreProtocol.Write.readFrom(in)));
            }
        } catch (IOException connectionEnded) {
            // The client closed its connection, or was killed. Its writes have been recorded.
        } finally {
            synchronized (connections) {
                connections.remove(socket);
            }
        }
    }

    private FencedWrite decide(StoreProtocol.Write write) throws IOException {
        synchronized (highestTokens) {
            if (storeClosed) {
                throw new IOException("the fenced store is closed");
            }
            Long seen = highestTokens.get(write.key());
            if (seen == null && highestTokens.size() >= MAX_KEYS) {
                throw new IOException("the fenced store keeps at most " + MAX_KEYS + " keys");
            }
            long before = seen == null ? 0 : seen;
            boolean accepted = write.token() == 0 || write.token() >= before;
            highestTokens.put(write.key(), Math.max(before, write.token()));
            FencedWrite decided = new FencedWrite(
                    write.client(), write.operation(), write.key(), write.token(), accepted, before, System.nanoTime());
            listener.accept(decided);
            return decided;
        }
    }
}
