package dev.stampede.checker.history;

import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The attempts of a history, packed into about 70 bytes each including the Stat. Not thread-safe; a frozen view is. */
final class PackedAttempts {
    private static final Opcode[] OPCODES = Opcode.values();
    private static final ResultCode[] CODES = ResultCode.values();

    // How the zxid of a reply compares to the highest zxid that the session had seen.
    private static final int UNKNOWN = 0;
    private static final int SAME = 1;
    private static final int OTHER = 2;

    private final Pairs positions = new Pairs();
    /** The ordinals of the opcodes, so that attempts of some opcodes are found without decoding the others. */
    private byte[] opcodes = new byte[16];

    @SuppressWarnings("EnumOrdinal") // in memory only, never on disk
    void sent(Event.AttemptSent e, ByteBufferStore store) {
        History.require(e.attempt() == positions.size(), "attempt " + positions.size(), e.attempt());
        if (e.attempt() == opcodes.length) {
            opcodes = Arrays.copyOf(opcodes, opcodes.length + (opcodes.length >> 1));
        }
        opcodes[e.attempt()] = (byte) e.opcode().ordinal();
        positions.begin(store.position());
        store.number(e.client());
        store.number(e.operation());
        store.session(e.session());
        store.number(e.order());
        store.number(e.opcode().ordinal());
        store.name(e.path());
        store.number(e.atNanos());
    }

    @SuppressWarnings("EnumOrdinal") // in memory only, never on disk
    void answered(Event.AttemptAnswered e, ByteBufferStore store) {
        History.require(e.attempt() >= 0 && e.attempt() < positions.size(), "an attempt that was sent", e.attempt());
        positions.end(e.attempt(), store.position());
        store.number(e.code().ordinal());
        store.session(e.session());
        store.number(e.zxid());
        putReplyZxid(e, store);
        store.name(e.path());
        putStat(e.stat(), store);
        store.number(e.atNanos());
    }

    /** Mostly one byte, because the last reply that the session saw is mostly the reply to this request. */
    private static void putReplyZxid(Event.AttemptAnswered e, ByteBufferStore store) {
        Long exact = e.replyZxid();
        store.number(exact == null ? UNKNOWN : exact == e.zxid() ? SAME : OTHER);
        if (exact != null && exact != e.zxid()) {
            store.number(e.zxid() - exact);
        }
    }

    private static long replyZxid(long zxid, ByteBufferStore.Cursor in) {
        int kind = in.small();
        return kind == UNKNOWN ? 0 : kind == SAME ? zxid : zxid - in.number();
    }

    private static void putStat(@Nullable ZnodeStat stat, ByteBufferStore store) {
        store.number(stat == null ? 0 : 1);
        if (stat == null) {
            return;
        }
        store.number(stat.czxid());
        store.number(stat.mzxid() - stat.czxid());
        store.number(stat.pzxid() - stat.czxid());
        store.number(stat.mtime());
        store.number(stat.version());
        store.number(stat.cversion());
        store.number(stat.aversion());
        store.session(stat.ephemeralOwner());
        store.number(stat.dataLength());
        store.number(stat.children());
    }

    private static @Nullable ZnodeStat stat(ByteBufferStore.Cursor in) {
        if (in.number() == 0) {
            return null;
        }
        long czxid = in.number();
        long mzxid = czxid + in.number();
        long pzxid = czxid + in.number();
        long mtime = in.number();
        int version = in.small();
        int cversion = in.small();
        int aversion = in.small();
        long owner = in.session();
        int dataLength = in.small();
        int children = in.small();
        return new ZnodeStat(czxid, mzxid, pzxid, mtime, version, cversion, aversion, owner, dataLength, children);
    }

    View freeze(ByteBufferStore.Frozen store) {
        Pairs.Frozen frozen = positions.freeze();
        return new View(frozen, Arrays.copyOf(opcodes, frozen.size()), store);
    }

    /** All attempts, decoded when they are needed. */
    static final class View extends AbstractList<Attempt> implements RandomAccess {
        private final Pairs.Frozen positions;
        private final byte[] opcodes;
        private final ByteBufferStore.Frozen store;
        private final DecodedElements<Attempt> decoded;

        View(Pairs.Frozen positions, byte[] opcodes, ByteBufferStore.Frozen store) {
            this.positions = positions;
            this.opcodes = opcodes;
            this.store = store;
            this.decoded = new DecodedElements<>(positions.size(), this::decode);
        }

        /** The attempts whose opcodes fulfil a condition. */
        @SuppressWarnings("EnumOrdinal") // in memory only, never on disk
        List<Attempt> of(Predicate<Opcode> opcode) {
            boolean[] wanted = new boolean[OPCODES.length];
            for (Opcode each : OPCODES) {
                wanted[each.ordinal()] = opcode.test(each);
            }
            return new Selection<>(this, IntStream.range(0, opcodes.length).filter(i -> wanted[opcodes[i]]));
        }

        @Override
        public int size() {
            return positions.size();
        }

        @Override
        public Attempt get(int number) {
            return decoded.get(number);
        }

        private Attempt decode(int number) {
            ByteBufferStore.Cursor sent = store.at(positions.begins()[number]);
            int client = sent.small();
            int operation = sent.small();
            long session = sent.session();
            int order = sent.small();
            Opcode opcode = OPCODES[sent.small()];
            String path = sent.name();
            long from = sent.number();
            if (!positions.ended(number)) {
                return new Attempt(
                        number,
                        client,
                        operation,
                        session,
                        order,
                        opcode,
                        path,
                        null,
                        0,
                        0,
                        null,
                        from,
                        Operation.OPEN);
            }
            ByteBufferStore.Cursor answered = store.at(positions.ends()[number]);
            ResultCode code = CODES[answered.small()];
            long answeredIn = answered.session();
            long zxid = answered.number();
            long replyZxid = replyZxid(zxid, answered);
            String given = answered.name();
            ZnodeStat stat = stat(answered);
            long to = answered.number();
            return new Attempt(
                    number,
                    client,
                    operation,
                    answeredIn == 0 ? session : answeredIn,
                    order,
                    opcode,
                    given == null ? path : given,
                    code,
                    zxid,
                    replyZxid,
                    stat,
                    from,
                    to);
        }
    }
}
