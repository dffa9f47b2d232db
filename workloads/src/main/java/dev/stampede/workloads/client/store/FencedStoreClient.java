package dev.stampede.workloads.client.store;

import dev.stampede.workloads.client.FencedStore;
import dev.stampede.workloads.client.Recorder;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * The connection of a client to the fenced store of the harness. Safe to use from several threads; one write at a time.
 *
 * <p>A write that fails is not retried. The connection is closed, and the next write opens a new one.
 */
public final class FencedStoreClient implements FencedStore {

    private static final int TIMEOUT_MILLIS = 5000;

    private final int client;
    private final String address;
    private @Nullable Connection connection; // guarded by this

    /** @param address {@code host:port}; empty if there is no store */
    public FencedStoreClient(int client, String address) {
        this.client = client;
        this.address = address;
    }

    private record Connection(Socket socket, DataInputStream in, DataOutputStream out) {}

    @Override
    public synchronized boolean write(String key, Recorder.Op operation, long token) throws IOException {
        StoreProtocol.checkKey(key);
        try {
            Connection to = connected();
            new StoreProtocol.Write(client, operation.number(), key, token).writeTo(to.out());
            return StoreProtocol.readAccepted(to.in());
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    public synchronized void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.socket().close();
            } catch (IOException ignored) {
                // The connection is released nevertheless.
            }
        }
    }

    private Connection connected() throws IOException {
        Connection open = connection;
        if (open == null) {
            open = connect();
            connection = open;
        }
        return open;
    }

    private Connection connect() throws IOException {
        int colon = address.lastIndexOf(':');
        if (colon < 0) {
            throw new IOException(
                    "this run has no fenced store; expected host:port in the client's spec, got '" + address + "'");
        }
        Socket socket = new Socket();
        try {
            int port = Integer.parseInt(address.substring(colon + 1));
            socket.connect(new InetSocketAddress(address.substring(0, colon), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.setTcpNoDelay(true);
            return new Connection(
                    socket,
                    new DataInputStream(new BufferedInputStream(socket.getInputStream())),
                    new DataOutputStream(new BufferedOutputStream(socket.getOutputStream())));
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }
}
