package dev.stampede.nemesis.toxiproxy;

import dev.stampede.nemesis.toxiproxy.pipeline.HostPort;
import java.io.Closeable;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One end of a raw TCP connection. Every wait is bounded. */
final class Peer implements Closeable {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Socket socket;

    Peer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) PATIENCE.toMillis());
    }

    static Peer connect(String listen) throws IOException {
        HostPort address = HostPort.parse(listen);
        Socket socket = new Socket();
        socket.connect(address.resolved(), (int) PATIENCE.toMillis());
        return new Peer(socket);
    }

    /**
     * Keeps references to the client sockets until the test ends. Otherwise the garbage collector could close a socket
     * during a test, and the other side would see an unexpected end of stream.
     */
    static final class Callers implements Closeable {
        private final List<Peer> dialled = new ArrayList<>();

        Peer connect(String listen) throws IOException {
            Peer peer = Peer.connect(listen);
            dialled.add(peer);
            return peer;
        }

        @Override
        public void close() throws IOException {
            for (Peer peer : dialled) {
                peer.close();
            }
        }
    }

    /**
     * A listener for the upstream side. It keeps references to accepted connections until the test ends, as for client
     * sockets.
     */
    static final class Acceptor implements Closeable {
        private final ServerSocket listener;
        private final List<Peer> accepted = new ArrayList<>();

        Acceptor() throws IOException {
            this(0);
        }

        Acceptor(int port) throws IOException {
            listener = new ServerSocket();
            listener.setReuseAddress(true);
            listener.bind(new HostPort("127.0.0.1", port).resolved(), 50);
            listener.setSoTimeout((int) PATIENCE.toMillis());
        }

        String address() {
            return "127.0.0.1:" + listener.getLocalPort();
        }

        Peer accept() throws IOException {
            Peer peer = new Peer(listener.accept());
            accepted.add(peer);
            return peer;
        }

        @Override
        public void close() throws IOException {
            listener.close();
            for (Peer peer : accepted) {
                peer.close();
            }
        }
    }

    Socket socket() {
        return socket;
    }

    Peer send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** Reads exactly this many bytes. */
    String receive(int count) throws IOException {
        byte[] bytes = socket.getInputStream().readNBytes(count);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** The received text and the end: {@code "abc" FIN}, {@code "" RST}, or {@code "" SILENCE}. */
    record Seen(String text, String ending) {
        @Override
        public String toString() {
            return "\"" + text + "\" " + ending;
        }
    }

    /** Reads to the end of the stream, or until no byte arrives for {@code atMost} ({@code SILENCE}). */
    Seen receiveAll(Duration atMost) throws IOException {
        StringBuilder text = new StringBuilder();
        socket.setSoTimeout((int) Math.max(1, atMost.toMillis()));
        try {
            byte[] buffer = new byte[64 << 10];
            int count;
            while ((count = socket.getInputStream().read(buffer)) >= 0) {
                text.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
            }
            return new Seen(text.toString(), "FIN");
        } catch (SocketTimeoutException e) {
            return new Seen(text.toString(), "SILENCE");
        } catch (SocketException e) {
            return new Seen(text.toString(), "RST");
        } finally {
            socket.setSoTimeout((int) PATIENCE.toMillis());
        }
    }

    Seen receiveAll() throws IOException {
        return receiveAll(PATIENCE);
    }

    /** Reads for a short time; {@code "" SILENCE} if nothing arrives. */
    Seen receiveBriefly() throws IOException {
        return receiveAll(Duration.ofMillis(100));
    }

    /** Ends the stream of this peer, which can still read. */
    Peer finish() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Resets the connection. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
