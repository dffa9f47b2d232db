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

/** One end of a raw TCP connection, as a test sees it. Every wait is bounded. */
final class Peer implements Closeable {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Socket socket;

    Peer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) PATIENCE.toMillis());
    }

    static Peer dial(String listen) throws IOException {
        HostPort address = HostPort.parse(listen);
        Socket socket = new Socket();
        socket.connect(address.resolved(), (int) PATIENCE.toMillis());
        return new Peer(socket);
    }

    /**
     * Those who dial, kept until the test is over. A socket that nobody refers to any more is closed by the garbage
     * collector: in the middle of a test the other side would see an end of stream that nobody sent.
     */
    static final class Callers implements Closeable {
        private final List<Peer> dialled = new ArrayList<>();

        Peer dial(String listen) throws IOException {
            Peer peer = Peer.dial(listen);
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

    /** A listener for the upstream side. It keeps the connections that it accepted, for the same reason. */
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

    /** What came, and how it ended: {@code "abc" FIN}, {@code "" RST}, or {@code "" SILENCE}. */
    record Seen(String text, String ending) {
        @Override
        public String toString() {
            return "\"" + text + "\" " + ending;
        }
    }

    /** Reads to the end; silence is nothing for {@code atMost}. */
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

    /** What comes within that time; {@code "" SILENCE} is nothing. */
    Seen glance() throws IOException {
        return receiveAll(Duration.ofMillis(100));
    }

    /** Says that it has said all; it may still read. */
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
