package dev.stampede.nemesis.tap.tampering;

import dev.stampede.nemesis.tap.TappedFrame;
import dev.stampede.nemesis.tap.WireOpcode;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Changes successful replies without memory of earlier frames. Immutable.
 *
 * @param opcodes the types of the changed replies
 * @param change returns the changed reply with its description; null if this reply cannot be changed
 */
record ReplyTampering(Set<WireOpcode> opcodes, Function<WireReply, @Nullable Changed> change) implements Tampering {

    /** A changed reply, and what it makes the client believe. */
    record Changed(WireReply reply, String text) {}

    @Override
    public ConnectionTamperer open() {
        return this::possible;
    }

    private @Nullable Lie possible(TappedFrame frame) {
        WireReply reply = WireReply.of(frame);
        if (reply == null
                || reply.error() != WireReply.OK
                || !opcodes.contains(reply.request().opcode())) {
            return null;
        }
        Changed changed = change.apply(reply);
        return changed == null ? null : Lie.replacing(changed.text(), changed.reply()::frame);
    }
}
