package dev.stampede.nemesis.tap.tampering;

import dev.stampede.nemesis.tap.ClientFrame;
import dev.stampede.nemesis.tap.FrameAction;
import dev.stampede.nemesis.tap.TappedFrame;
import dev.stampede.nemesis.tap.WireOpcode;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Swaps the bodies of two replies to getData. Withholds the first reply until the second one arrives. If another frame
 * comes first, or the second reply is an error, the client receives the truth.
 */
final class SwappedReplies implements ConnectionTamperer {
    private final Map<Integer, ClientFrame.Request> outstanding = new LinkedHashMap<>();
    private @Nullable WireReply held;

    @Override
    public @Nullable Lie possible(TappedFrame frame) {
        WireReply reply = WireReply.ok(frame, WireOpcode.GET_DATA);
        if (reply == null) {
            return null;
        }
        ClientFrame.Request next = next(reply.xid());
        boolean other = next != null
                && next.opcode() == WireOpcode.GET_DATA
                && !reply.path().equals(next.path());
        return !other
                ? null
                : Lie.beginning(() -> {
                    held = reply;
                    return new FrameAction.Drop();
                });
    }

    /** The request after the one with this xid, if the latter is the oldest outstanding one; otherwise null. */
    private ClientFrame.@Nullable Request next(int xid) {
        Iterator<ClientFrame.Request> requests = outstanding.values().iterator();
        return requests.hasNext() && requests.next().xid() == xid && requests.hasNext() ? requests.next() : null;
    }

    @Override
    public @Nullable FrameDecision complete(TappedFrame frame) {
        WireReply first = held;
        if (first == null || frame.fromClient() || !frame.whole()) {
            return null;
        }
        held = null;
        WireReply second = WireReply.ok(frame, WireOpcode.GET_DATA);
        if (second == null || second.path().equals(first.path())) {
            return FrameDecision.replacing(null, first.frame(), JuteWriter.frame(WireReply.bytes(frame)));
        }
        return FrameDecision.replacing(
                "the state of " + second.path() + " for " + first.path() + ", and vice versa",
                first.withBody(second.body()).frame(),
                second.withBody(first.body()).frame());
    }

    @Override
    public void observe(TappedFrame frame) {
        if (frame.frame() instanceof ClientFrame.Request request && request.xid() >= 0) {
            outstanding.put(request.xid(), request);
        } else if (frame.frame() instanceof ClientFrame.Reply reply) {
            outstanding.remove(reply.xid());
        }
    }
}
