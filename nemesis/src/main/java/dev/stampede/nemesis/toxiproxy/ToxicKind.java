package dev.stampede.nemesis.toxiproxy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The type of a toxic with its attributes, named as in the HTTP API. Milliseconds unless said otherwise. */
sealed interface ToxicKind {

    /** The name of the type. */
    String type();

    /** A fresh behaviour for one stream of one connection. */
    Behaviour behaviour(SplittableRandom random);

    record Noop() implements ToxicKind {
        @Override
        public String type() {
            return "noop";
        }

        @Override
        public Behaviour behaviour(SplittableRandom random) {
            return (in, out, now) -> Behaviour.pass(in, out);
        }
    }

    record Latency(long latency, long jitter) implements ToxicKind {
        @Override
        public String type() {
            return "latency";
        }

        @Override
        public Behaviour behaviour(SplittableRandom random) {
            return new LatencyBehaviour(this, random);
        }
    }

    /**
     * A limit on the rate.
     *
     * @param rate KB/s, which is bytes a millisecond
     */
    record Bandwidth(long rate) implements ToxicKind {
        @Override
        public String type() {
            return "bandwidth";
        }

        @Override
        public Behaviour behaviour(SplittableRandom random) {
            return new BandwidthBehaviour(this);
        }
    }

    record SlowClose(long delay) implements ToxicKind {
        @Override
        public String type() {
            return "slow_close";
        }

        @Override
        public Behaviour behaviour(SplittableRandom random) {
            return new SlowCloseBehaviour(this);
        }
    }

    record Timeout(long timeout) implements ToxicKind {
        @Override
        public String type() {
            return "timeout";
        }

        @Override
        public Behaviour behaviour(SplittableRandom random) {
            return new TimeoutBehaviour(this);
        }
    }

    record ResetPeer(long timeout) implements ToxicKind {
        @Override
        public String type() {
            return "reset_peer";
        }

        @Override
        public Behaviour behaviour(SplittableRandom random) {
            return new ResetPeerBehaviour(this);
        }
    }

    /**
     * Slices with pauses.
     *
     * @param averageSize bytes
     * @param sizeVariation bytes
     * @param delay microseconds
     */
    record Slicer(
            @JsonProperty("average_size") long averageSize,
            @JsonProperty("size_variation") long sizeVariation,
            long delay)
            implements ToxicKind {
        @Override
        public String type() {
            return "slicer";
        }

        @Override
        public Behaviour behaviour(SplittableRandom random) {
            return new SlicerBehaviour(this, random);
        }
    }

    record LimitData(long bytes) implements ToxicKind {
        @Override
        public String type() {
            return "limit_data";
        }

        @Override
        public Behaviour behaviour(SplittableRandom random) {
            return new LimitDataBehaviour(this);
        }
    }

    /**
     * The kind of that type with these attributes.
     *
     * @return empty if there is no such type
     * @throws ApiException if an attribute is not an integer
     */
    static Optional<ToxicKind> parse(String type, Attributes given) {
        @Nullable
        ToxicKind kind =
                switch (type) {
                    case "noop" -> new Noop();
                    case "latency" -> new Latency(given.number("latency"), given.number("jitter"));
                    case "bandwidth" -> new Bandwidth(given.number("rate"));
                    case "slow_close" -> new SlowClose(given.number("delay"));
                    case "timeout" -> new Timeout(given.number("timeout"));
                    case "reset_peer" -> new ResetPeer(given.number("timeout"));
                    case "slicer" ->
                        new Slicer(given.number("average_size"), given.number("size_variation"), given.number("delay"));
                    case "limit_data" -> new LimitData(given.number("bytes"));
                    default -> null;
                };
        return Optional.ofNullable(kind);
    }
}
