package dev.stampede.nemesis.toxiproxy.interception;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * What becomes of the next bytes of a stream. A count may exceed what is there; then it covers bytes that come later,
 * which are not asked about. That is how a decoder that has read a frame's length decides about the whole frame without
 * having it held.
 */
public sealed interface StreamAction {

    /** They are forwarded. */
    record Pass(long bytes) implements StreamAction {
        public Pass {
            positive(bytes);
        }
    }

    /**
     * They wait until the hold is decided, and so does all behind them, the end of the stream too; the other stream of
     * the connection goes on.
     */
    record Withhold(long bytes, StreamHold hold) implements StreamAction {
        public Withhold {
            positive(bytes);
        }
    }

    /** They are taken out of the stream. */
    record Drop(long bytes) implements StreamAction {
        public Drop {
            positive(bytes);
        }
    }

    /** They, and what is behind them, are forwarded that much later. */
    record Delay(long bytes, Duration by) implements StreamAction {
        public Delay {
            positive(bytes);
        }
    }

    /** So many are forwarded (0 is none), then the connection ends, both streams of it. */
    record Cut(long afterBytes, CloseMode ending) implements StreamAction {
        public Cut {
            if (afterBytes < 0) {
                throw new IllegalArgumentException("expected 0 bytes or more before the cut, got " + afterBytes);
            }
        }
    }

    /** The replacement is forwarded in their place. It is read when it is forwarded, and not changed. */
    record Replace(long bytes, ByteBuffer with) implements StreamAction {
        public Replace {
            positive(bytes);
        }
    }

    /**
     * They are too few to decide. Asked again with more; if the end of the stream comes first, or if the bound is
     * reached (32 KiB or more are there), all pass.
     */
    record NeedMore() implements StreamAction {}

    /** Passes these and every later byte, without asking again. */
    static StreamAction passAll() {
        return new Pass(Long.MAX_VALUE);
    }

    private static void positive(long bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("expected a count of at least 1 byte, got " + bytes);
        }
    }
}
