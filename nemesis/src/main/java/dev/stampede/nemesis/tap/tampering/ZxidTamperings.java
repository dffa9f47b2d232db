package dev.stampede.nemesis.tap.tampering;

import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.nemesis.tap.ClientFrame;
import dev.stampede.nemesis.tap.TappedFrame;
import dev.stampede.nemesis.tap.WireOpcode;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/** Lies about zxids. Stateless. */
public final class ZxidTamperings {
    private ZxidTamperings() {}

    private static String hex(long zxid) {
        return "0x" + Long.toHexString(zxid);
    }

    /** The reply to a read has a lower zxid than the reply before it. */
    public static Tampering lowersZxid() {
        return () -> new ConnectionTamperer() {
            private long last;

            @Override
            public @Nullable Lie possible(TappedFrame frame) {
                WireReply reply =
                        WireReply.ok(frame, WireOpcode.GET_CHILDREN, WireOpcode.GET_CHILDREN2, WireOpcode.EXISTS);
                return reply == null || last <= 1
                        ? null
                        : Lie.replacing(
                                "zxid " + hex(last - 1) + " instead of " + hex(reply.zxid()) + " in the reply to "
                                        + reply.request().type() + " " + reply.path(),
                                () -> reply.withZxid(last - 1).frame());
            }

            @Override
            public void observe(TappedFrame frame) {
                if (frame.frame() instanceof ClientFrame.Reply reply && reply.zxid() > 0) {
                    last = reply.zxid();
                }
            }
        };
    }

    /** The reply to a setData has a lower zxid than the mzxid in its own Stat. */
    public static Tampering repliesBehindStat() {
        return new ReplyTampering(
                EnumSet.of(WireOpcode.SET_DATA),
                reply -> reply.stat() == null
                        ? null
                        : new ReplyTampering.Changed(
                                reply.withZxid(reply.stat().mzxid() - 1),
                                "zxid " + hex(reply.stat().mzxid() - 1) + " in the reply to the setData of "
                                        + reply.path() + " with mzxid "
                                        + hex(reply.stat().mzxid())));
    }

    /** The reply to a setData has the zxid of the client's previous setData, of another znode. */
    public static Tampering repeatsZxid() {
        return () -> new WriteZxids(0);
    }

    /** The reply to a setData has a lower zxid than the client's previous setData, of another znode. */
    public static Tampering reversesWrites() {
        return () -> new WriteZxids(1);
    }

    /** Gives a setData a zxid at or before that of the previous setData of another znode. */
    private static final class WriteZxids implements ConnectionTamperer {
        private final long before;
        private String lastPath = "";
        private long last;

        WriteZxids(long before) {
            this.before = before;
        }

        @Override
        public @Nullable Lie possible(TappedFrame frame) {
            WireReply reply = WireReply.ok(frame, WireOpcode.SET_DATA);
            ZnodeStat stat = reply == null ? null : reply.stat();
            long zxid = last - before;
            return reply == null
                            || stat == null
                            || zxid <= stat.czxid()
                            || reply.path().equals(lastPath)
                    ? null
                    : Lie.replacing(
                            "zxid " + hex(zxid) + " instead of " + hex(stat.mzxid()) + " for the setData of "
                                    + reply.path() + ", after that of " + lastPath + " had " + hex(last),
                            () -> reply.withZxid(zxid)
                                    .with(StatField.MZXID, zxid)
                                    .frame());
        }

        @Override
        public void observe(TappedFrame frame) {
            WireReply reply = WireReply.ok(frame, WireOpcode.SET_DATA);
            if (reply != null && reply.stat() != null) {
                lastPath = reply.path();
                last = reply.stat().mzxid();
            }
        }
    }

    /** The reply to a closeSession has a lower zxid than the last write of the session, so that its end precedes it. */
    public static Tampering closesEarly() {
        return () -> new ConnectionTamperer() {
            private long lastWrite;

            @Override
            public @Nullable Lie possible(TappedFrame frame) {
                WireReply reply = WireReply.ok(frame, WireOpcode.CLOSE_SESSION);
                return reply == null || lastWrite <= 1
                        ? null
                        : Lie.replacing(
                                "the session ended at zxid " + hex(lastWrite - 1) + " instead of " + hex(reply.zxid())
                                        + ", before its last write at " + hex(lastWrite),
                                () -> reply.withZxid(lastWrite - 1).frame());
            }

            @Override
            public void observe(TappedFrame frame) {
                WireReply reply = WireReply.ok(frame, WireOpcode.SET_DATA, WireOpcode.CREATE2);
                if (reply != null && reply.stat() != null) {
                    lastWrite = reply.zxid();
                }
            }
        };
    }
}
