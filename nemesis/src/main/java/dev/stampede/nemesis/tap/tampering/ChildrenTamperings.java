package dev.stampede.nemesis.tap.tampering;

import dev.stampede.nemesis.tap.WireOpcode;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lies about the children of a znode, with the true Stat. Stateless. */
public final class ChildrenTamperings {
    private static final Set<WireOpcode> LISTS = EnumSet.of(WireOpcode.GET_CHILDREN, WireOpcode.GET_CHILDREN2);
    private static final String INVENTED = "invented-0000000000";

    private ChildrenTamperings() {}

    /** A list lacks its first child. */
    public static Tampering leavesOutChild() {
        return new ReplyTampering(LISTS, reply -> {
            List<String> names = names(reply);
            return names == null || names.isEmpty()
                    ? null
                    : new ReplyTampering.Changed(
                            listing(reply, names.subList(1, names.size())),
                            "children of " + reply.path() + " without " + names.get(0));
        });
    }

    /** A list has a child that does not exist. */
    public static Tampering inventsChild() {
        return new ReplyTampering(LISTS, reply -> {
            List<String> names = names(reply);
            if (names == null || names.contains(INVENTED)) {
                return null;
            }
            List<String> more = new ArrayList<>(names);
            more.add(INVENTED);
            return new ReplyTampering.Changed(
                    listing(reply, more),
                    "children of " + reply.path() + " with " + INVENTED + ", which does not exist");
        });
    }

    /** The listed names; null if the body is not a list. */
    private static @Nullable List<String> names(WireReply reply) {
        ByteBuffer in = ByteBuffer.wrap(reply.body());
        List<String> names = new ArrayList<>();
        try {
            int count = in.getInt();
            for (int i = 0; i < count; i++) {
                byte[] name = new byte[Math.min(in.getInt(), in.remaining())];
                in.get(name);
                names.add(new String(name, StandardCharsets.UTF_8));
            }
            return names;
        } catch (BufferUnderflowException | NegativeArraySizeException e) {
            return null;
        }
    }

    private static WireReply listing(WireReply reply, List<String> names) {
        JuteWriter out = new JuteWriter().writeInt(names.size());
        names.forEach(out::writeString);
        if (reply.request().opcode() == WireOpcode.GET_CHILDREN2) {
            out.writeBytes(reply.statBytes());
        }
        return reply.withBody(out.bytes());
    }
}
