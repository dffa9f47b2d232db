package dev.stampede.nemesis.link;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.stampede.nemesis.link.Links.Probe;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;

/**
 * Tells from what the far end does, where a server's counters come too late: bytes of our own make a member close the
 * connection (a knock on its election port) or answer and close it ({@code srvr}); an end of stream passes a cut, so
 * that it also tells of a direction whose opposite is cut.
 *
 * <p>Between members only the stream that a knock takes is proven, the election port of who is dialled; the others of
 * the direction are as the Toxiproxy server confirmed.
 *
 * <p>A proxy accepts also when nobody listens behind it, and then closes; so we wait a moment for that before we send
 * anything.
 */
final class ReactionProber implements Prober {
    private static final byte[] SRVR = "srvr".getBytes(US_ASCII);
    private static final Duration REFUSAL = Duration.ofMillis(80);

    private final int refusalMillis;

    ReactionProber() {
        this(REFUSAL);
    }

    /** @param refusal how long to wait for the end of a connection that leads to nobody */
    ReactionProber(Duration refusal) {
        this.refusalMillis = (int) refusal.toMillis();
    }

    @Override
    public Probe ask(LinkDirection direction, ProxyStream stream, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        String where = "\"srvr\" through " + stream.route().dial();
        try (Socket socket = ElectionPortProbe.connect(stream.route().dial(), deadline)) {
            if (refused(socket)) {
                return refusal(direction, where);
            }
            socket.getOutputStream().write(SRVR);
            Seen seen = await(socket, deadline);
            boolean arrived = seen == Seen.BYTES || (seen == Seen.END && stream.upstream());
            return told(direction, where, arrived, seen, atMost);
        } catch (IOException e) {
            return failure(direction, where, e);
        }
    }

    @Override
    public Probe observe(LinkDirection direction, List<ProxyStream> streams, ProxyRoute knock, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        String where = "a knock on " + knock.upstream() + " through " + knock.dial();
        try (Socket socket = ElectionPortProbe.connect(knock.dial(), deadline)) {
            if (refused(socket)) {
                return refusal(direction, where);
            }
            ElectionPortProbe.send(socket);
            Seen seen = await(socket, deadline);
            return told(direction, where, seen != Seen.NOTHING, seen, atMost);
        } catch (IOException e) {
            return failure(direction, where, e);
        }
    }

    private enum Seen {
        BYTES("bytes"),
        END("the end of the stream"),
        NOTHING("nothing");

        private final String text;

        Seen(String text) {
            this.text = text;
        }
    }

    private boolean refused(Socket socket) throws IOException {
        socket.setSoTimeout(refusalMillis);
        return look(socket) == Seen.END;
    }

    private static Seen await(Socket socket, long deadline) throws IOException {
        try {
            socket.setSoTimeout(FourLetterWord.millisUntil(deadline));
        } catch (SocketTimeoutException late) {
            return Seen.NOTHING;
        }
        return look(socket);
    }

    private static Seen look(Socket socket) {
        try {
            return socket.getInputStream().read() < 0 ? Seen.END : Seen.BYTES;
        } catch (SocketTimeoutException silent) {
            return Seen.NOTHING;
        } catch (IOException reset) {
            return Seen.END;
        }
    }

    private static Probe told(LinkDirection direction, String where, boolean arrived, Seen seen, Duration atMost) {
        return new Probe(
                arrived,
                "%s: %s within %d ms came back to %s".formatted(direction, seen.text, atMost.toMillis(), where));
    }

    private static Probe refusal(LinkDirection direction, String where) {
        return new Probe(
                false,
                "%s: the connection for %s was closed before anything was sent: nobody listens there"
                        .formatted(direction, where));
    }

    private static Probe failure(LinkDirection direction, String where, IOException e) {
        return new Probe(false, "%s: %s failed: %s".formatted(direction, where, e.getMessage()));
    }
}
