package dev.stampede.nemesis.toxiproxy.toxics;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.SplittableRandom;

/**
 * The type of a toxic with its attributes, named as in the HTTP API. Times are in milliseconds unless stated otherwise.
 */
public sealed interface ToxicKind {

    /** The name of the type. */
    String type();

    /** A new behaviour for one stream of one connection. */
    ToxicBehaviour behaviour(SplittableRandom random);

    record Noop() implements ToxicKind {
        @Override
        public String type() {
            return "noop";
        }

        @Override
        public ToxicBehaviour behaviour(SplittableRandom random) {
            return (in, out, now) -> ToxicBehaviour.pass(in, out);
        }
    }

    record Latency(long latency, long jitter) implements ToxicKind {
        @Override
        public String type() {
            return "latency";
        }

        @Override
        public ToxicBehaviour behaviour(SplittableRandom random) {
            return new LatencyBehaviour(this, random);
        }
    }

    /**
     * A limit of the transfer rate.
     *
     * @param rate the rate in KB/s, which is bytes per millisecond
     */
    record Bandwidth(long rate) implements ToxicKind {
        @Override
        public String type() {
            return "bandwidth";
        }

        @Override
        public ToxicBehaviour behaviour(SplittableRandom random) {
            return new BandwidthBehaviour(this);
        }
    }

    record SlowClose(long delay) implements ToxicKind {
        @Override
        public String type() {
            return "slow_close";
        }

        @Override
        public ToxicBehaviour behaviour(SplittableRandom random) {
            return new SlowCloseBehaviour(this);
        }
    }

    record Timeout(long timeout) implements ToxicKind {
        @Override
        public String type() {
            return "timeout";
        }

        @Override
        public ToxicBehaviour behaviour(SplittableRandom random) {
            return new TimeoutBehaviour(this);
        }
    }

    record ResetPeer(long timeout) implements ToxicKind {
        @Override
        public String type() {
            return "reset_peer";
        }

        @Override
        public ToxicBehaviour behaviour(SplittableRandom random) {
            return new ResetPeerBehaviour(this);
        }
    }

    /**
     * Slices with a pause after each.
     *
     * @param averageSize in bytes
     * @param sizeVariation in bytes
     * @param delay in microseconds
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
        public ToxicBehaviour behaviour(SplittableRandom random) {
            return new SlicerBehaviour(this, random);
        }
    }

    record LimitData(long bytes) implements ToxicKind {
        @Override
        public String type() {
            return "limit_data";
        }

        @Override
        public ToxicBehaviour behaviour(SplittableRandom random) {
            return new LimitDataBehaviour(this);
        }
    }
}
