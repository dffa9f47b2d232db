package dev.stampede.nemesis.tap.tampering;

import dev.stampede.nemesis.tap.ClientFrame;
import dev.stampede.nemesis.tap.TappedFrame;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Lies about sessions, in the answer to a connect request. */
public final class SessionTamperings {
    private static final int TIMEOUT = 4;
    private static final int SESSION = 8;
    /** Larger than the ratio of ZooKeeper's default limits, 2 and 20 ticks. */
    private static final int TOO_LONG = 11;

    private SessionTamperings() {}

    /** The negotiated timeout is longer than the settings of the member allow. */
    public static Tampering negotiatesTooLongTimeout() {
        return () -> frame -> {
            if (!(frame.frame() instanceof ClientFrame.ConnectResponse response) || response.timeoutMillis() <= 0) {
                return null;
            }
            int millis = response.timeoutMillis() * TOO_LONG;
            return Lie.replacing(
                    "a session timeout of " + millis + " ms instead of " + response.timeoutMillis() + " ms", () -> {
                        byte[] body = WireReply.bytes(frame);
                        ByteBuffer.wrap(body).putInt(TIMEOUT, millis);
                        return JuteWriter.frame(body);
                    });
        };
    }

    /** A client is given the id of another client's session. */
    public static Tampering givesSessionTwice() {
        return new SharedSessions();
    }

    private static final class SharedSessions implements Tampering {
        private final Map<Integer, Long> lastSession = new ConcurrentHashMap<>();

        @Override
        public ConnectionTamperer open() {
            return new ConnectionTamperer() {
                @Override
                public @Nullable Lie possible(TappedFrame frame) {
                    if (!(frame.frame() instanceof ClientFrame.ConnectResponse response) || response.sessionId() == 0) {
                        return null;
                    }
                    Long other = lastSession.entrySet().stream()
                            .filter(e -> e.getKey() != frame.link().client())
                            .map(Map.Entry::getValue)
                            .findFirst()
                            .orElse(null);
                    return other == null
                            ? null
                            : Lie.replacing(
                                    "session 0x" + Long.toHexString(other) + " of another client instead of 0x"
                                            + Long.toHexString(response.sessionId()),
                                    () -> {
                                        byte[] body = WireReply.bytes(frame);
                                        ByteBuffer.wrap(body).putLong(SESSION, other);
                                        return JuteWriter.frame(body);
                                    });
                }

                @Override
                public void observe(TappedFrame frame) {
                    if (frame.frame() instanceof ClientFrame.ConnectResponse response && response.sessionId() != 0) {
                        lastSession.put(frame.link().client(), response.sessionId());
                    }
                }
            };
        }
    }
}
