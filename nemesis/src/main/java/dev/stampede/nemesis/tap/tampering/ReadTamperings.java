package dev.stampede.nemesis.tap.tampering;

import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.nemesis.tap.TappedFrame;
import dev.stampede.nemesis.tap.WireOpcode;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lies in the replies to reads. Stateless. */
public final class ReadTamperings {
    private ReadTamperings() {}

    /** A read shows an older state than the session has read before: old data with its old Stat. */
    public static Tampering answersOldState() {
        return () -> new OldStates() {
            @Override
            @Nullable
            Lie possible(WireReply reply, WireReply old) {
                return Lie.replacing(
                        "the state of " + reply.path() + " at mzxid " + hex(old),
                        () -> reply.withBody(old.body()).frame());
            }
        };
    }

    /** A read shows the data of an older version with the current Stat. */
    public static Tampering answersOldDataWithNewStat() {
        return () -> new OldStates() {
            @Override
            @Nullable
            Lie possible(WireReply reply, WireReply old) {
                byte[] body = JuteWriter.joined(old.beforeStat(), reply.statBytes());
                return Lie.replacing(
                        "the data of " + reply.path() + " at mzxid " + hex(old) + " with the Stat of mzxid "
                                + hex(reply),
                        () -> reply.withBody(body).frame());
            }
        };
    }

    /** A read that follows a sync of its znode shows an older state. */
    public static Tampering answersOldStateAfterSync() {
        return () -> new OldStates() {
            private String synced = "";

            @Override
            @Nullable
            Lie possible(WireReply reply, WireReply old) {
                return !synced.equals(reply.path())
                        ? null
                        : Lie.replacing(
                                "after a sync, the state of " + reply.path() + " at mzxid " + hex(old),
                                () -> reply.withBody(old.body()).frame());
            }

            @Override
            public void observe(TappedFrame frame) {
                super.observe(frame);
                WireReply reply = WireReply.of(frame);
                if (reply != null) {
                    synced = reply.request().opcode() == WireOpcode.SYNC ? reply.path() : "";
                }
            }
        };
    }

    private static String hex(WireReply reply) {
        return reply.stat() == null ? "?" : "0x" + Long.toHexString(reply.stat().mzxid());
    }

    /** Keeps, for each path, the last two states that getData showed. */
    private abstract static class OldStates implements ConnectionTamperer {
        private final Map<String, WireReply> newest = new HashMap<>();
        private final Map<String, WireReply> older = new HashMap<>();

        /** @param old an older state than one that the client has received */
        abstract @Nullable Lie possible(WireReply reply, WireReply old);

        @Override
        public final @Nullable Lie possible(TappedFrame frame) {
            WireReply reply = WireReply.ok(frame, WireOpcode.GET_DATA);
            WireReply old = reply == null ? null : older.get(reply.path());
            return reply == null || old == null ? null : possible(reply, old);
        }

        @Override
        public void observe(TappedFrame frame) {
            WireReply reply = WireReply.ok(frame, WireOpcode.GET_DATA);
            ZnodeStat stat = reply == null ? null : reply.stat();
            if (reply == null || stat == null) {
                return;
            }
            WireReply before = newest.put(reply.path(), reply);
            if (before != null && before.stat() != null && before.stat().mzxid() < stat.mzxid()) {
                older.put(reply.path(), before);
            }
        }
    }

    /** A read of a znode that exists is answered with NoNode. */
    public static Tampering deniesZnode() {
        return new ReplyTampering(
                EnumSet.of(WireOpcode.GET_DATA, WireOpcode.EXISTS),
                reply -> new ReplyTampering.Changed(
                        reply.withError(WireReply.NO_NODE), "there is no " + reply.path() + ", which exists"));
    }

    /** A read of a znode that the client has deleted shows the znode as it was. */
    public static Tampering answersDeletedZnode() {
        return () -> new ConnectionTamperer() {
            private final Map<String, WireReply> last = new HashMap<>();
            private final Set<String> deleted = new HashSet<>();

            @Override
            public @Nullable Lie possible(TappedFrame frame) {
                WireReply reply = WireReply.of(frame, WireOpcode.GET_DATA, WireOpcode.EXISTS);
                WireReply old = reply == null ? null : last.get(key(reply));
                return reply == null
                                || old == null
                                || reply.error() != WireReply.NO_NODE
                                || !deleted.contains(reply.path())
                        ? null
                        : Lie.replacing(
                                reply.path() + " still exists at mzxid " + hex(old),
                                () -> reply.withBody(old.body()).frame());
            }

            private static String key(WireReply reply) {
                return reply.request().opcode() + reply.path();
            }

            @Override
            public void observe(TappedFrame frame) {
                WireReply read = WireReply.ok(frame, WireOpcode.GET_DATA, WireOpcode.EXISTS);
                WireReply delete = WireReply.ok(frame, WireOpcode.DELETE);
                if (read != null) {
                    last.put(key(read), read);
                    deleted.remove(read.path());
                } else if (delete != null) {
                    deleted.add(delete.path());
                }
            }
        };
    }

    /** The replies to two outstanding reads of different znodes are swapped. */
    public static Tampering swapsReplies() {
        return SwappedReplies::new;
    }

    /** A read transaction shows a znode of an older state together with a znode of the current state. */
    public static Tampering tearsSnapshot() {
        return () -> new ConnectionTamperer() {
            private @Nullable Snapshot last;

            @Override
            public @Nullable Lie possible(TappedFrame frame) {
                WireReply reply = WireReply.ok(frame, WireOpcode.MULTI_READ);
                Snapshot now = reply == null ? null : Snapshot.of(reply);
                Snapshot old = last;
                return reply == null || now == null || old == null || old.mzxid() >= now.mzxid()
                        ? null
                        : Lie.replacing(
                                "the first znode of a snapshot at mzxid 0x" + Long.toHexString(old.mzxid())
                                        + ", the others at 0x" + Long.toHexString(now.mzxid()),
                                () -> reply.withBody(JuteWriter.joined(old.first(), now.rest()))
                                        .frame());
            }

            @Override
            public void observe(TappedFrame frame) {
                WireReply reply = WireReply.ok(frame, WireOpcode.MULTI_READ);
                Snapshot now = reply == null ? null : Snapshot.of(reply);
                last = now == null ? last : now;
            }
        };
    }
}
