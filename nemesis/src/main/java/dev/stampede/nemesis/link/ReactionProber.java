package dev.stampede.nemesis.link;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.stampede.nemesis.link.Links.Probe;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;

/**
 * Determines from the reaction of the far end whether bytes pass; for servers that count the bytes of a connection only
 * when it has ended. A probe makes a member close the connection ({@link ElectionPortProbe}), or answer and close it
 * ({@code srvr}). The end of a stream passes a cut. Therefore the reaction arrives even if the opposite direction is
 * cut.
 *
 * <p>Between members, the prober probes only the stream to the election port. For the other streams of the direction,
 * it relies on the answer of the Toxiproxy server to the cut.
 *
 * <p>If the upstream does not listen, a proxy accepts the connection and then closes it. Therefore the prober waits a
 * short time for such a close before it sends.
 */
final class ReactionProber implements Prober {
    private static final byte[] SRVR = "srvr".getBytes(US_ASCII);
    private static final Duration REFUSAL = Duration.ofMillis(80);

    private final int refusalMillis;

    ReactionProber() {
        this(REFUSAL);
    }

    /** @param refusal the time to wait for a close of the connection before sending */
    ReactionProber(Duration refusal) {
        this.refusalMillis = (int) refusal.toMillis();
    }

    @Override
    public Probe probeClientLink(LinkDirection direction, ProxyStream stream, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        String where = "\"srvr\" through " + stream.route().dial();
        try (Socket socket = ElectionPortProbe.connect(stream.route().dial(), deadline)) {
            if (refused(socket)) {
                return refusal(direction, where);
            }
            socket.getOutputStream().write(SRVR);
            Reaction reaction = await(socket, deadline);
            boolean arrived = reaction == Reaction.BYTES || (reaction == Reaction.END && stream.upstream());
            return result(direction, where, arrived, reaction, atMost);
        } catch (IOException e) {
            return failure(direction, where, e);
        }
    }

    @Override
    public Probe probeMemberLink(
            LinkDirection direction, List<ProxyStream> streams, ProxyRoute probe, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        String where = "a probe of " + probe.upstream() + " through " + probe.dial();
        try (Socket socket = ElectionPortProbe.connect(probe.dial(), deadline)) {
            if (refused(socket)) {
                return refusal(direction, where);
            }
            ElectionPortProbe.send(socket);
            Reaction reaction = await(socket, deadline);
            return result(direction, where, reaction != Reaction.NOTHING, reaction, atMost);
        } catch (IOException e) {
            return failure(direction, where, e);
        }
    }

    private enum Reaction {
        BYTES("bytes"),
        END("the end of the stream"),
        NOTHING("nothing");

        private final String text;

        Reaction(String text) {
            this.text = text;
        }
    }

    private boolean refused(Socket socket) throws IOException {
        socket.setSoTimeout(refusalMillis);
        return read(socket) == Reaction.END;
    }

    private static Reaction await(Socket socket, long deadline) throws IOException {
        try {
            socket.setSoTimeout(FourLetterWord.millisUntil(deadline));
        } catch (SocketTimeoutException late) {
            return Reaction.NOTHING;
        }
        return read(socket);
    }

    private static Reaction read(Socket socket) {
        try {
            return socket.getInputStream().read() < 0 ? Reaction.END : Reaction.BYTES;
        } catch (SocketTimeoutException silent) {
            return Reaction.NOTHING;
        } catch (IOException reset) {
            return Reaction.END;
        }
    }

    private static Probe result(
            LinkDirection direction, String where, boolean arrived, Reaction reaction, Duration atMost) {
        return new Probe(
                arrived,
                "%s: %s within %d ms came back to %s".formatted(direction, reaction.text, atMost.toMillis(), where));
    }

    private static Probe refusal(LinkDirection direction, String where) {
        return new Probe(
                false,
                "%s: the connection for %s was closed before anything was sent: the upstream does not listen"
                        .formatted(direction, where));
    }

    private static Probe failure(LinkDirection direction, String where, IOException e) {
        return new Probe(false, "%s: %s failed: %s".formatted(direction, where, e.getMessage()));
    }
}
