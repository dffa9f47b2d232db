package dev.stampede.nemesis.ensemble.external;

import dev.stampede.nemesis.ensemble.Member;
import dev.stampede.nemesis.ensemble.StatusQuery;
import dev.stampede.nemesis.link.FourLetterWord;
import dev.stampede.nemesis.link.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A member of an external ensemble. It supports only status queries. */
final class ExternalMember implements Member {
    private static final Duration PLAIN_LIMIT = Duration.ofSeconds(1);
    private static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(3);
    private static final Pattern VERSION =
            Pattern.compile("(?m)^Zookeeper version: ([^\\s,]+?)(?:-[0-9a-f]{7,})?[\\s,]");

    private final int number;
    private final String address;
    private final Transport transport;

    ExternalMember(int number, String address, Transport transport) {
        this.number = number;
        this.address = address;
        this.transport = transport;
    }

    @Override
    public int number() {
        return number;
    }

    /** Always true: a connect string does not tell observers from voting members. */
    @Override
    public boolean voting() {
        return true;
    }

    @Override
    public String version() {
        try {
            return versionIn(FourLetterWord.ask(transport, address, "srvr", atMost()));
        } catch (IOException e) {
            return "unknown";
        }
    }

    /** The time limit of a query. Longer if the transport needs a handshake. */
    private Duration atMost() {
        return transport == Transport.PLAIN ? PLAIN_LIMIT : HANDSHAKE_LIMIT;
    }

    static String versionIn(String answer) {
        Matcher matcher = VERSION.matcher(answer);
        return matcher.find() ? matcher.group(1) : "unknown";
    }

    @Override
    public Status status() {
        return StatusQuery.ask(transport, address, atMost());
    }

    @Override
    public String directAddress() {
        return address;
    }

    /** Does nothing: only the owner of the ensemble starts members. */
    @Override
    public void start() {}

    @Override
    public void kill() {
        throw refused("killed");
    }

    @Override
    public void restart(String version) {
        throw refused("restarted");
    }

    @Override
    public void pause() {
        throw refused("paused");
    }

    @Override
    public void resume() {
        throw refused("resumed");
    }

    private UnsupportedOperationException refused(String what) {
        return new UnsupportedOperationException("member " + number + " (" + address + ") cannot be " + what
                + ": it is external; use a local ensemble or containers for that");
    }

    /** Whether the member serves clients; the state of its process is unknown. */
    @Override
    public boolean alive() {
        return status().serves();
    }

    @Override
    public boolean paused() {
        return false;
    }

    @Override
    public List<String> log(int atMost) {
        return List.of();
    }

    @Override
    public String toString() {
        return "member " + number + " (" + address + ")";
    }
}
