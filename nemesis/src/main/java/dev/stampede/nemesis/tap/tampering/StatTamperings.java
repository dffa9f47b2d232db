package dev.stampede.nemesis.tap.tampering;

import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.nemesis.tap.WireOpcode;
import dev.stampede.nemesis.tap.tampering.ReplyTampering.Changed;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Lies about the Stat of a znode, in replies that are otherwise true. Stateless. */
public final class StatTamperings {
    private static final Set<WireOpcode> READS = EnumSet.of(WireOpcode.GET_DATA, WireOpcode.EXISTS);

    private StatTamperings() {}

    private static Tampering of(Set<WireOpcode> opcodes, BiFunction<WireReply, ZnodeStat, @Nullable Changed> change) {
        return new ReplyTampering(
                opcodes,
                reply -> reply.stat() == null || reply.stat().czxid() == 0 ? null : change.apply(reply, reply.stat()));
    }

    private static Changed changed(WireReply reply, StatField field, long value, String name, long truth) {
        return new Changed(
                reply.with(field, value), name + " " + value + " of " + reply.path() + " instead of " + truth);
    }

    /** The reply to a setData has the next version but one. */
    public static Tampering skipsVersion() {
        return of(
                EnumSet.of(WireOpcode.SET_DATA),
                (reply, stat) -> changed(reply, StatField.VERSION, stat.version() + 1L, "version", stat.version()));
    }

    /** A read shows the czxid as the mzxid, and the mzxid as the czxid. */
    public static Tampering swapsCzxidAndMzxid() {
        return of(
                READS,
                (reply, stat) -> stat.czxid() == stat.mzxid()
                        ? null
                        : new Changed(
                                reply.with(StatField.CZXID, stat.mzxid()).with(StatField.MZXID, stat.czxid()),
                                "czxid and mzxid of " + reply.path() + " swapped"));
    }

    /** A read shows another mtime than the setData that made the version. */
    public static Tampering movesMtime() {
        return of(READS, (reply, stat) -> changed(reply, StatField.MTIME, stat.mtime() + 1, "mtime", stat.mtime()));
    }

    /** A read shows one change of the ACL that was not made. */
    public static Tampering raisesAversion() {
        return of(
                READS,
                (reply, stat) -> changed(reply, StatField.AVERSION, stat.aversion() + 1L, "aversion", stat.aversion()));
    }

    /** The reply to the create of an ephemeral shows another session as its owner. */
    public static Tampering changesOwner() {
        return of(
                EnumSet.of(WireOpcode.CREATE2),
                (reply, stat) -> stat.ephemeralOwner() == 0
                        ? null
                        : changed(
                                reply,
                                StatField.EPHEMERAL_OWNER,
                                stat.ephemeralOwner() + 1,
                                "ephemeralOwner",
                                stat.ephemeralOwner()));
    }

    /** A read counts two children fewer than the znode has. */
    public static Tampering countsFewerChildren() {
        return of(
                READS,
                (reply, stat) -> stat.children() < 2
                        ? null
                        : changed(reply, StatField.NUM_CHILDREN, stat.children() - 2L, "numChildren", stat.children()));
    }
}
