package dev.stampede.nemesis.link;

import dev.stampede.nemesis.link.Links.Probe;
import dev.stampede.nemesis.link.ProxyMetrics.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Determines from the byte counters of the proxies (received and sent) whether bytes pass in a direction.
 *
 * <p>Between members, the prober first observes the traffic of the members, such as the pings between a leader and its
 * followers. If there is no traffic, as between two followers, it probes the election port through the same proxy (see
 * {@link ElectionPortProbe}). The probe comes second because it is not harmless: an election listener that waits for
 * the rest of a message accepts no other connection.
 *
 * <p>Between a client and a member, the prober sends {@code srvr} on a new connection. Over TLS, the messages of the
 * handshake count, too; a handshake needs both directions.
 */
final class CountingProber implements Prober {
    private static final byte[] SRVR = "srvr".getBytes(StandardCharsets.US_ASCII);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final ProxyMetrics metrics;
    private final Transport transport;

    /** @param transport the transport between a client and a member */
    CountingProber(ProxyMetrics metrics, Transport transport) {
        this.metrics = metrics;
        this.transport = transport;
    }

    @Override
    public Probe probeClientLink(LinkDirection direction, ProxyStream stream, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        List<ProxyStream> streams = List.of(stream);
        Bytes before = metrics.of(streams);
        String where = "through " + stream.route().dial();
        try (Socket socket = ElectionPortProbe.connect(proxyAddress(stream.route()), deadline)) {
            if (transport != Transport.PLAIN) {
                return probeByHandshake(direction, stream, socket, before, deadline, atMost);
            }
            socket.getOutputStream().write(SRVR);
            return stream.upstream()
                    ? awaitBytes(direction, streams, before, deadline, atMost, where)
                    : awaitAnswer(direction, socket, deadline, atMost, where);
        } catch (IOException e) {
            return new Probe(false, "%s: \"srvr\" %s failed: %s".formatted(direction, where, e.getMessage()));
        }
    }

    /** The proxy's address, with the host name of the member behind the proxy, which the member's certificate names. */
    private static InetSocketAddress proxyAddress(ProxyRoute route) throws IOException {
        InetSocketAddress dial = FourLetterWord.socketAddress(route.dial());
        return new InetSocketAddress(
                InetAddress.getByAddress(
                        FourLetterWord.host(route.upstream()), dial.getAddress().getAddress()),
                dial.getPort());
    }

    /**
     * Begins a TLS handshake in another thread, and reads the counters of the proxy meanwhile. The caller closes the
     * socket, which ends an unfinished handshake.
     */
    private Probe probeByHandshake(
            LinkDirection direction, ProxyStream stream, Socket socket, Bytes before, long deadline, Duration atMost)
            throws IOException {
        socket.setSoTimeout(FourLetterWord.millisUntil(deadline));
        Thread handshake = new Thread(() -> shakeHands(stream.route(), socket), "link-probe");
        handshake.setDaemon(true);
        handshake.start();
        Probe probe = awaitBytes(
                direction,
                List.of(stream),
                before,
                deadline,
                atMost,
                "through " + stream.route().dial());
        try {
            // A complete handshake leaves no error in the member's log.
            handshake.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return probe;
    }

    private void shakeHands(ProxyRoute route, Socket socket) {
        try (Socket secured = transport.secure(socket, FourLetterWord.host(route.upstream()))) {
            secured.getOutputStream().write(SRVR);
            var unused = secured.getInputStream().read();
        } catch (IOException e) {
            // The counters show whether bytes passed.
        }
    }

    private static Probe awaitAnswer(
            LinkDirection direction, Socket socket, long deadline, Duration atMost, String where) throws IOException {
        InputStream in = socket.getInputStream();
        try {
            socket.setSoTimeout(FourLetterWord.millisUntil(deadline));
            return in.read() < 0
                    ? new Probe(false, "%s: the connection %s was closed without an answer".formatted(direction, where))
                    : new Probe(true, "%s: \"srvr\" %s was answered".formatted(direction, where));
        } catch (SocketTimeoutException e) {
            return new Probe(
                    false,
                    "%s: no byte of an answer to \"srvr\" came back %s in %d ms"
                            .formatted(direction, where, atMost.toMillis()));
        }
    }

    /** Observes the traffic between two members. If there is none, sends a probe. */
    @Override
    public Probe probeMemberLink(
            LinkDirection direction, List<ProxyStream> streams, ProxyRoute election, Duration atMost) {
        long start = System.nanoTime();
        long deadline = start + atMost.toNanos();
        Bytes before = metrics.of(streams);
        Probe passive =
                awaitBytes(direction, streams, before, start + atMost.toNanos() / 2, atMost, "between the members");
        if (passive.arrived()) {
            return passive;
        }
        boolean silent = metrics.of(streams).minus(before).received() == 0;
        try (Socket probe = silent ? electionProbe(election, deadline) : null) {
            String where =
                    probe == null ? "between the members" : "of a probe of the election port at " + election.dial();
            return awaitBytes(direction, streams, before, deadline, atMost, where);
        } catch (IOException e) {
            return new Probe(
                    false,
                    "%s: nothing was sent, and a probe of %s failed: %s"
                            .formatted(direction, election.dial(), e.getMessage()));
        }
    }

    private static Socket electionProbe(ProxyRoute election, long deadline) throws IOException {
        Socket socket = ElectionPortProbe.connect(election.dial(), deadline);
        try {
            ElectionPortProbe.send(socket);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private Probe awaitBytes(
            LinkDirection direction,
            List<ProxyStream> streams,
            Bytes before,
            long deadline,
            Duration atMost,
            String where) {
        Bytes forwarded = metrics.of(streams).minus(before);
        while (forwarded.sent() == 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL_NANOS);
            forwarded = metrics.of(streams).minus(before);
        }
        return new Probe(
                forwarded.sent() > 0,
                "%s: the proxies forwarded %d of %d bytes %s within %d ms"
                        .formatted(direction, forwarded.sent(), forwarded.received(), where, atMost.toMillis()));
    }
}
