package dev.stampede.nemesis.tap.tampering;

import dev.stampede.nemesis.tap.ClientFrame;
import dev.stampede.nemesis.tap.FrameAction;
import dev.stampede.nemesis.tap.TappedFrame;
import dev.stampede.nemesis.tap.WireOpcode;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Answers writes that never reach a member. The member receives an {@code exists} with the same xid instead, so that a
 * reply arrives at the right place in the order of replies; this reply shows whether the znode exists, and becomes the
 * reply to the write.
 */
final class SwallowedWrites implements ConnectionTamperer {
    private static final String ROOT = "/";

    /**
     * The reply to the {@code exists} that replaced a write, with the request of the client.
     *
     * @param reply its body is the Stat of the znode, if the znode exists
     */
    record Found(WireReply reply) {
        boolean exists() {
            return reply.error() == WireReply.OK && reply.body().length == StatField.BYTES;
        }

        /** The version of the znode, which exists. */
        int version() {
            return StatField.version(reply.body());
        }
    }

    /** The answer to a swallowed write. */
    record Answer(WireReply reply, @Nullable String text) {}

    private final Predicate<ClientFrame.Request> swallows;
    private final BiFunction<Swallowed, Found, Answer> answer;
    private final Map<Integer, Swallowed> swallowed = new HashMap<>();

    /**
     * A write that was swallowed.
     *
     * @param session the session that sent it
     */
    record Swallowed(ClientFrame.Request request, long session) {
        String path() {
            return request.path() == null ? ROOT : request.path();
        }
    }

    /**
     * Creates a tamperer.
     *
     * @param swallows whether a request is one of the writes
     * @param answer the answer to the write, made of the reply to the {@code exists}
     */
    SwallowedWrites(Predicate<ClientFrame.Request> swallows, BiFunction<Swallowed, Found, Answer> answer) {
        this.swallows = swallows;
        this.answer = answer;
    }

    @Override
    public @Nullable Lie possible(TappedFrame frame) {
        if (!(frame.frame() instanceof ClientFrame.Request request) || !swallows.test(request)) {
            return null;
        }
        Swallowed write = new Swallowed(request, frame.session());
        return Lie.beginning(() -> {
            swallowed.put(request.xid(), write);
            return new FrameAction.Replace(ByteBuffer.wrap(exists(request.xid(), write.path())));
        });
    }

    private static byte[] exists(int xid, String path) {
        return JuteWriter.frame(new JuteWriter()
                .writeInt(xid)
                .writeInt(WireOpcode.EXISTS.code())
                .writeString(path)
                .writeBoolean(false)
                .bytes());
    }

    @Override
    public @Nullable FrameDecision complete(TappedFrame frame) {
        WireReply reply = swallowed.isEmpty() ? null : WireReply.of(frame);
        Swallowed write = reply == null ? null : swallowed.remove(reply.xid());
        if (reply == null || write == null) {
            return null;
        }
        Answer made = answer.apply(write, new Found(reply));
        return FrameDecision.replacing(made.text(), made.reply().frame());
    }
}
