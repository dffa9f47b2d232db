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
 * A toxic with extreme attributes, the input of a sender, and the output at the receiver with and without the toxic.
 * Each delay is one hour, which no stall of the machine reaches: silence proves that the toxic acts.
 */
enum ToxicCase {
    LATENCY("\"ab\" FIN", "\"\" SILENCE", "\"ab\" FIN") {
        @Override
        Toxic add(ToxicList toxics, String name, ToxicDirection stream) throws IOException {
            return toxics.latency(name, stream, ConformanceFixture.HOUR_MILLIS);
        }

        @Override
        void neutralize(ToxicList toxics, String name) throws IOException {
            toxics.get(name, Latency.class).setLatency(0);
        }
    },
    BANDWIDTH("\"ab\" FIN", "\"\" SILENCE", "\"ab\" FIN") {
        @Override
        Toxic add(ToxicList toxics, String name, ToxicDirection stream) throws IOException {
            return toxics.bandwidth(name, stream, 0);
        }

        @Override
        void neutralize(ToxicList toxics, String name) throws IOException {
            toxics.get(name, Bandwidth.class).setRate(1_000);
        }
    },
    /** The end of the stream would pass, so the sender stays open. Dropped bytes do not come back. */
    TIMEOUT("\"ab\" SILENCE", "\"\" SILENCE", "\"\" FIN") {
        @Override
        Toxic add(ToxicList toxics, String name, ToxicDirection stream) throws IOException {
            return toxics.timeout(name, stream, 0);
        }

        @Override
        void neutralize(ToxicList toxics, String name) throws IOException {
            toxics.get(name, Timeout.class).setTimeout(1);
        }
    },
    SLOW_CLOSE("\"ab\" FIN", "\"ab\" SILENCE", "\"\" FIN") {
        @Override
        Toxic add(ToxicList toxics, String name, ToxicDirection stream) throws IOException {
            return toxics.slowClose(name, stream, ConformanceFixture.HOUR_MILLIS);
        }

        @Override
        void neutralize(ToxicList toxics, String name) throws IOException {
            toxics.get(name, SlowClose.class).setDelay(0);
        }
    },
    /** Slices of 1 byte, with a delay after each. */
    SLICER("\"ab\" FIN", "\"a\" SILENCE", "\"b\" FIN") {
        @Override
        Toxic add(ToxicList toxics, String name, ToxicDirection stream) throws IOException {
            return toxics.slicer(name, stream, 1, ConformanceFixture.HOUR_MILLIS * 1_000);
        }

        @Override
        void neutralize(ToxicList toxics, String name) throws IOException {
            toxics.get(name, Slicer.class).setDelay(0);
        }
    },
    /** The connection ends when the toxic acts. */
    LIMIT_DATA("\"ab\" SILENCE", "\"a\" FIN", "\"\" FIN") {
        @Override
        Toxic add(ToxicList toxics, String name, ToxicDirection stream) throws IOException {
            return toxics.limitData(name, stream, 1);
        }
    },
    /** The connection ends when the toxic acts. Only connections that were opened under the toxic are reset. */
    RESET_PEER("\"ab\" SILENCE", "\"\" RST", "\"\" FIN") {
        @Override
        Toxic add(ToxicList toxics, String name, ToxicDirection stream) throws IOException {
            return toxics.resetPeer(name, stream, 0);
        }

        @Override
        String withToxicAddedLater() {
            return "\"\" FIN";
        }
    };

    private final String withoutToxic;
    private final String withToxic;
    private final String afterRemoval;

    ToxicCase(String withoutToxic, String withToxic, String afterRemoval) {
        this.withoutToxic = withoutToxic;
        this.withToxic = withToxic;
        this.afterRemoval = afterRemoval;
    }

    abstract Toxic add(ToxicList toxics, String name, ToxicDirection stream) throws IOException;

    /** Changes the attributes so that the toxic has no effect. */
    void neutralize(ToxicList toxics, String name) throws IOException {
        throw new UnsupportedOperationException(this + " ends the connection when it acts");
    }

    /** Whether the toxic acts on a connection until the toxic is removed. */
    boolean lasts() {
        return this != LIMIT_DATA && this != RESET_PEER;
    }

    /** Sends "ab", and ends the stream if the test observes the end. */
    void sendInput(Peer sender) throws IOException {
        sender.send("ab");
        if (withoutToxic.endsWith("FIN")) {
            sender.finish();
        }
    }

    String withoutToxic() {
        return withoutToxic;
    }

    String withToxic() {
        return withToxic;
    }

    /** The output of a connection that existed before the toxic. */
    String withToxicAddedLater() {
        return withToxic;
    }

    /** The additional output when the toxic is removed or neutralized while it acts. */
    String afterRemoval() {
        return afterRemoval;
    }
}
