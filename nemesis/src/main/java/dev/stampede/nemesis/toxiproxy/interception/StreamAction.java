package dev.stampede.nemesis.toxiproxy.interception;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * The decision about the next bytes of a stream. A count may exceed the available bytes. Then it also covers later
 * bytes, and the interceptor is not called for them. For example, a decoder that has read the length of a frame can
 * decide about the whole frame without buffering it.
 */
public sealed interface StreamAction {

    /** Forwards the bytes. */
    record Pass(long bytes) implements StreamAction {
        public Pass {
            positive(bytes);
        }
    }

    /**
     * Withholds the bytes and the rest of the stream until the hold is decided. The other stream of the connection
     * continues.
     */
    record Withhold(long bytes, StreamHold hold) implements StreamAction {
        public Withhold {
            positive(bytes);
        }
    }

    /** Drops the bytes. */
    record Drop(long bytes) implements StreamAction {
        public Drop {
            positive(bytes);
        }
    }

    /** Delays the bytes and the rest of the stream. */
    record Delay(long bytes, Duration by) implements StreamAction {
        public Delay {
            positive(bytes);
        }
    }

    /** Forwards {@code afterBytes} bytes, possibly 0, then ends both streams of the connection. */
    record Cut(long afterBytes, CloseMode ending) implements StreamAction {
        public Cut {
            if (afterBytes < 0) {
                throw new IllegalArgumentException("expected 0 bytes or more before the cut, got " + afterBytes);
            }
        }
    }

    /**
     * Forwards the replacement instead of the bytes. The replacement is read when it is forwarded, and is not changed.
     */
    record Replace(long bytes, ByteBuffer with) implements StreamAction {
        public Replace {
            positive(bytes);
        }
    }

    /**
     * Requests more bytes before the decision. If the end of the stream comes first, or 32 KiB or more are available,
     * all bytes are forwarded.
     */
    record NeedMore() implements StreamAction {}

    /** Forwards these and all later bytes without further calls. */
    static StreamAction passAll() {
        return new Pass(Long.MAX_VALUE);
    }

    private static void positive(long bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("expected a count of at least 1 byte, got " + bytes);
        }
    }
}
