package dev.stampede.nemesis.tap.tampering;

import dev.stampede.nemesis.tap.ClientFrame;
import dev.stampede.nemesis.tap.TappedFrame;
import dev.stampede.nemesis.tap.WireOpcode;
import dev.stampede.nemesis.tap.tampering.SwallowedWrites.Answer;
import dev.stampede.nemesis.tap.tampering.SwallowedWrites.Found;
import dev.stampede.nemesis.tap.tampering.SwallowedWrites.Swallowed;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lies in the replies to writes, also to writes that no member receives. Stateless. */
public final class WriteTamperings {
    private static final int PERSISTENT = 0;
    private static final int EPHEMERAL = 1;
    private static final int PERSISTENT_SEQUENTIAL = 2;
    private static final int EPHEMERAL_SEQUENTIAL = 3;
    private static final int ANY_VERSION = -1;
    /** The digits of a sequential name. */
    private static final int SUFFIX = 10;

    private static final Set<WireOpcode> RESULTS = EnumSet.of(WireOpcode.CHECK, WireOpcode.SET_DATA, WireOpcode.DELETE);

    private WriteTamperings() {}

    private static boolean writes(ClientFrame.Request request, WireOpcode opcode) {
        return request.opcode() == opcode && request.path() != null;
    }

    /** A create of a znode that is neither sequential nor a container, which is answered with a Stat. */
    private static boolean creates(ClientFrame.Request request) {
        Integer mode = request.mode();
        return writes(request, WireOpcode.CREATE2) && mode != null && (mode == PERSISTENT || mode == EPHEMERAL);
    }

    private static boolean conditional(ClientFrame.Request request) {
        Integer version = request.version();
        return writes(request, WireOpcode.SET_DATA) && version != null && version != ANY_VERSION;
    }

    /** The error with which a member would refuse a write of an existing version; OK if it would not. */
    private static int refusal(Swallowed write, Found found) {
        Integer version = write.request().version();
        if (!found.exists()) {
            return found.reply().error();
        }
        return version != null && version != ANY_VERSION && version != found.version()
                ? WireReply.BAD_VERSION
                : WireReply.OK;
    }

    private static boolean absent(Found found) {
        return found.reply().error() == WireReply.NO_NODE;
    }

    private static Answer refused(Found found, int error) {
        return new Answer(found.reply().withError(error), null);
    }

    /** A setData is acknowledged, but not applied. */
    public static Tampering swallowsSet() {
        return () -> new SwallowedWrites(request -> writes(request, WireOpcode.SET_DATA), (write, found) -> {
            int refusal = refusal(write, found);
            WireReply reply = found.reply();
            return refusal != WireReply.OK
                    ? refused(found, refusal)
                    : new Answer(
                            reply.with(StatField.VERSION, found.version() + 1L).with(StatField.MZXID, reply.zxid()),
                            "OK for a setData of " + write.path() + " that was not applied");
        });
    }

    /** A delete is acknowledged, but not applied. */
    public static Tampering swallowsDelete() {
        return () -> new SwallowedWrites(request -> writes(request, WireOpcode.DELETE), (write, found) -> {
            int refusal = refusal(write, found);
            return refusal != WireReply.OK
                    ? refused(found, refusal)
                    : new Answer(
                            found.reply().withError(WireReply.OK),
                            "OK for a delete of " + write.path() + " that was not applied");
        });
    }

    /** A create is acknowledged, but not applied. Its czxid is the next zxid, which has no transaction yet. */
    public static Tampering swallowsCreate() {
        return () -> new SwallowedWrites(WriteTamperings::creates, (write, found) -> {
            if (!absent(found)) {
                return refused(
                        found,
                        found.exists() ? WireReply.NODE_EXISTS : found.reply().error());
            }
            WireReply next = found.reply().withZxid(found.reply().zxid() + 1);
            return new Answer(
                    created(next, write.path(), write.request(), write.session()),
                    "OK for a create of " + write.path() + " that was not applied");
        });
    }

    /** A closeSession is acknowledged, but not applied: the session lives until its timeout. */
    public static Tampering swallowsClose() {
        return () -> new SwallowedWrites(
                request -> request.opcode() == WireOpcode.CLOSE_SESSION,
                (write, found) -> new Answer(
                        found.reply().withError(WireReply.OK), "OK for a close of the session, which continues"));
    }

    /** A create of a znode that does not exist is refused with NodeExists. */
    public static Tampering refusesCreate() {
        return () -> new SwallowedWrites(
                WriteTamperings::creates,
                (write, found) -> absent(found)
                        ? new Answer(
                                found.reply().withError(WireReply.NODE_EXISTS),
                                "NodeExists for the create of " + write.path() + ", which does not exist")
                        : refused(
                                found,
                                found.exists()
                                        ? WireReply.NODE_EXISTS
                                        : found.reply().error()));
    }

    /** A setData with the current version is refused with BadVersion. */
    public static Tampering refusesVersion() {
        return () -> new SwallowedWrites(WriteTamperings::conditional, (write, found) -> {
            int refusal = refusal(write, found);
            return refusal != WireReply.OK
                    ? refused(found, refusal)
                    : new Answer(
                            found.reply().withError(WireReply.BAD_VERSION),
                            "BadVersion for a setData of " + write.path() + " with its version "
                                    + write.request().version());
        });
    }

    /** A reply with the Stat of a new znode, whose czxid is the zxid of the reply. */
    private static WireReply created(WireReply reply, String path, ClientFrame.Request request, long session) {
        long owner = Integer.valueOf(EPHEMERAL).equals(request.mode()) ? session : 0;
        return reply.withBody(new JuteWriter()
                .writeString(path)
                .writeBytes(StatField.ofNewZnode(reply.zxid(), owner, 0))
                .bytes());
    }

    /** A create that was refused with NodeExists is answered as if it had succeeded. */
    public static Tampering createsOver() {
        return () -> frame -> {
            WireReply reply = WireReply.of(frame, WireOpcode.CREATE2);
            return reply == null || reply.error() != WireReply.NODE_EXISTS || !creates(reply.request())
                    ? null
                    : Lie.replacing("OK for the create of " + reply.path() + ", which already exists", () -> created(
                                    reply, reply.path(), reply.request(), frame.session())
                            .frame());
        };
    }

    /** The reply to a sequential create has the number of the client's previous sequential create. */
    public static Tampering repeatsSequentialName() {
        return () -> new ConnectionTamperer() {
            private final Map<String, String> lastSuffix = new HashMap<>();

            @Override
            public @Nullable Lie possible(TappedFrame frame) {
                WireReply reply = sequential(frame);
                String suffix = reply == null ? null : lastSuffix.get(parent(reply));
                return reply == null || suffix == null
                        ? null
                        : Lie.replacing(
                                "the name " + reply.path() + suffix + ", whose number was given before",
                                () -> reply.withBody(new JuteWriter()
                                                .writeString(reply.path() + suffix)
                                                .writeBytes(reply.statBytes())
                                                .bytes())
                                        .frame());
            }

            private static @Nullable WireReply sequential(TappedFrame frame) {
                WireReply reply = WireReply.ok(frame, WireOpcode.CREATE2);
                Integer mode = reply == null ? null : reply.request().mode();
                return mode != null && (mode == PERSISTENT_SEQUENTIAL || mode == EPHEMERAL_SEQUENTIAL) ? reply : null;
            }

            private static String parent(WireReply reply) {
                return reply.path().substring(0, reply.path().lastIndexOf('/'));
            }

            @Override
            public void observe(TappedFrame frame) {
                WireReply reply = sequential(frame);
                if (reply != null
                        && frame.frame() instanceof ClientFrame.Reply decoded
                        && decoded.path() != null
                        && decoded.path().length() > SUFFIX) {
                    String path = decoded.path();
                    lastSuffix.put(parent(reply), path.substring(path.length() - SUFFIX));
                }
            }
        };
    }

    /** A multi that was refused because of one operation is answered as if all had succeeded. */
    public static Tampering acceptsRefusedMulti() {
        return () -> frame -> {
            WireReply reply = WireReply.of(frame, WireOpcode.MULTI);
            boolean refused = reply != null
                    && frame.frame() instanceof ClientFrame.Reply decoded
                    && decoded.results().stream().anyMatch(code -> code != WireReply.OK)
                    && decoded.results().size() == reply.request().operations().size()
                    && reply.request().operations().stream().allMatch(o -> RESULTS.contains(o.opcode()));
            return reply == null || !refused
                    ? null
                    : Lie.replacing(
                            "OK for a refused multi of "
                                    + reply.request().operations().size() + " operations",
                            () -> reply.withBody(results(reply)).frame());
        };
    }

    private static byte[] results(WireReply reply) {
        JuteWriter out = new JuteWriter();
        for (ClientFrame.Operation operation : reply.request().operations()) {
            out.writeInt(operation.opcode().code()).writeBoolean(false).writeInt(WireReply.OK);
            if (operation.opcode() == WireOpcode.SET_DATA) {
                out.writeBytes(StatField.ofNewZnode(reply.zxid(), 0, 0));
            }
        }
        return out.writeInt(-1).writeBoolean(true).writeInt(-1).bytes();
    }
}
