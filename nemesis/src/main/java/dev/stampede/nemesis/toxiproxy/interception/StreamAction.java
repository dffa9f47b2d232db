package dev.stampede.nemesis.toxiproxy.interception;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * What happens to the next bytes of a stream. A count may exceed the bytes that are available; then it also covers
 * later bytes, and the interceptor is not called for them. So a decoder that has read the length of a frame can decide
 * about the whole frame without holding it.
 */
public sealed interface StreamAction {

    /** The bytes are forwarded. */
    record Pass(long bytes) implements StreamAction {
        public Pass {
            positive(bytes);
        }
    }

    /**
     * The bytes wait until the hold is decided, and so does everything behind them, including the end of the stream;
     * the other stream of the connection continues.
     */
    record Withhold(long bytes, StreamHold hold) implements StreamAction {
        public Withhold {
            positive(bytes);
        }
    }

    /** The bytes are dropped. */
    record Drop(long bytes) implements StreamAction {
        public Drop {
            positive(bytes);
        }
    }

    /** The bytes, and everything behind them, are delayed. */
    record Delay(long bytes, Duration by) implements StreamAction {
        public Delay {
            positive(bytes);
        }
    }

    /** This many bytes are forwarded (possibly 0), then both streams of the connection end. */
    record Cut(long afterBytes, CloseMode ending) implements StreamAction {
        public Cut {
            if (afterBytes < 0) {
                throw new IllegalArgumentException("expected 0 bytes or more before the cut, got " + afterBytes);
            }
        }
    }

    /** The replacement is forwarded instead of the bytes. It is read when it is forwarded, and not changed. */
    record Replace(long bytes, ByteBuffer with) implements StreamAction {
        public Replace {
            positive(bytes);
        }
    }

    /**
     * The bytes are too few to decide. The interceptor is called again with more; if the end of the stream comes first,
     * or the bound is reached (32 KiB or more are available), all are forwarded.
     */
    record NeedMore() implements StreamAction {}

    /** Forwards these and all later bytes, without another call. */
    static StreamAction passAll() {
        return new Pass(Long.MAX_VALUE);
    }

    private static void positive(long bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("expected a count of at least 1 byte, got " + bytes);
        }
    }
}
