package dev.stampede.nemesis.toxiproxy;

import eu.rekawek.toxiproxy.model.Toxic;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import eu.rekawek.toxiproxy.model.ToxicList;
import eu.rekawek.toxiproxy.model.toxic.Bandwidth;
import eu.rekawek.toxiproxy.model.toxic.Latency;
import eu.rekawek.toxiproxy.model.toxic.Slicer;
import eu.rekawek.toxiproxy.model.toxic.SlowClose;
import eu.rekawek.toxiproxy.model.toxic.Timeout;
import java.io.IOException;

/**
 * A toxic in its most visible form, what a sender says to it, and what the receiver then sees with and without it. The
 * pauses are an hour long, so that no stall of the machine can end one: silence is a toxic that acts.
 */
enum ToxicCase {
    LATENCY("\"ab\" FIN", "\"\" SILENCE", "\"ab\" FIN") {
        @Override
        Toxic add(ToxicList toxics, String name, ToxicDirection stream) throws IOException {
            return toxics.latency(name, stream, ConformanceFixture.HOUR_MILLIS);
        }

        @Override
        void calm(ToxicList toxics, String name) throws IOException {
            toxics.get(name, Latency.class).setLatency(0);
        }
    },
    BANDWIDTH("\"ab\" FIN", "\"\" SILENCE", "\"ab\" FIN") {
        @Override
        Toxic add(ToxicList toxics, String name, ToxicDirection stream) throws IOException {
            return toxics.bandwidth(name, stream, 0);
        }

        @Override
        void calm(ToxicList toxics, String name) throws IOException {
            toxics.get(name, Bandwidth.class).setRate(1_000);
        }
    },
    /** The end would pass, so the sender stays; what was dropped does not come back. */
    TIMEOUT("\"ab\" SILENCE", "\"\" SILENCE", "\"\" FIN") {
        @Override
        Toxic add(ToxicList toxics, String name, ToxicDirection stream) throws IOException {
            return toxics.timeout(name, stream, 0);
        }

        @Override
        void calm(ToxicList toxics, String name) throws IOException {
            toxics.get(name, Timeout.class).setTimeout(1);
        }
    },
    SLOW_CLOSE("\"ab\" FIN", "\"ab\" SILENCE", "\"\" FIN") {
        @Override
        Toxic add(ToxicList toxics, String name, ToxicDirection stream) throws IOException {
            return toxics.slowClose(name, stream, ConformanceFixture.HOUR_MILLIS);
        }

        @Override
        void calm(ToxicList toxics, String name) throws IOException {
            toxics.get(name, SlowClose.class).setDelay(0);
        }
    },
    /** Slices of a byte, and a pause after each. */
    SLICER("\"ab\" FIN", "\"a\" SILENCE", "\"b\" FIN") {
        @Override
        Toxic add(ToxicList toxics, String name, ToxicDirection stream) throws IOException {
            return toxics.slicer(name, stream, 1, ConformanceFixture.HOUR_MILLIS * 1_000);
        }

        @Override
        void calm(ToxicList toxics, String name) throws IOException {
            toxics.get(name, Slicer.class).setDelay(0);
        }
    },
    /** Over as soon as it acts. */
    LIMIT_DATA("\"ab\" SILENCE", "\"a\" FIN", "\"\" FIN") {
        @Override
        Toxic add(ToxicList toxics, String name, ToxicDirection stream) throws IOException {
            return toxics.limitData(name, stream, 1);
        }
    },
    /** Over as soon as it acts; it resets only connections that began under it. */
    RESET_PEER("\"ab\" SILENCE", "\"\" RST", "\"\" FIN") {
        @Override
        Toxic add(ToxicList toxics, String name, ToxicDirection stream) throws IOException {
            return toxics.resetPeer(name, stream, 0);
        }

        @Override
        String struckWhenItExisted() {
            return "\"\" FIN";
        }
    };

    private final String spared;
    private final String struck;
    private final String afterwards;

    ToxicCase(String spared, String struck, String afterwards) {
        this.spared = spared;
        this.struck = struck;
        this.afterwards = afterwards;
    }

    abstract Toxic add(ToxicList toxics, String name, ToxicDirection stream) throws IOException;

    /** Changes its attributes so that it ends what it does. */
    void calm(ToxicList toxics, String name) throws IOException {
        throw new UnsupportedOperationException(this + " is over as soon as it acts");
    }

    /** Whether it continues to act on a connection until it is removed. */
    boolean lasts() {
        return this != LIMIT_DATA && this != RESET_PEER;
    }

    /** Sends "ab", and ends the stream where the test observes the end. */
    void speak(Peer sender) throws IOException {
        sender.send("ab");
        if (spared.endsWith("FIN")) {
            sender.finish();
        }
    }

    String spared() {
        return spared;
    }

    String struck() {
        return struck;
    }

    /** What a connection sees that was there before the toxic. */
    String struckWhenItExisted() {
        return struck;
    }

    /** What is seen besides when the toxic is taken away, or calmed, while it acts. */
    String afterwards() {
        return afterwards;
    }
}
