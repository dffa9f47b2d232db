package dev.stampede.checker.history;

import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** The attempts of a history, packed: about 70 bytes each with their Stat. Not thread-safe; its views are. */
final class PackedAttempts {
    private static final Opcode[] OPCODES = Opcode.values();
    private static final ResultCode[] CODES = ResultCode.values();

    private final Pairs places = new Pairs();

    @SuppressWarnings("EnumOrdinal") // in memory only, never on disk
    void sent(Event.AttemptSent e, ByteBufferStore arena) {
        History.require(e.attempt() == places.size(), "attempt " + places.size(), e.attempt());
        places.begin(arena.place());
        arena.number(e.client());
        arena.number(e.operation());
        arena.session(e.session());
        arena.number(e.order());
        arena.number(e.opcode().ordinal());
        arena.name(e.path());
        arena.number(e.atNanos());
    }

    @SuppressWarnings("EnumOrdinal") // in memory only, never on disk
    void answered(Event.AttemptAnswered e, ByteBufferStore arena) {
        History.require(e.attempt() >= 0 && e.attempt() < places.size(), "an attempt that was sent", e.attempt());
        places.end(e.attempt(), arena.place());
        arena.number(e.code().ordinal());
        arena.session(e.session());
        arena.number(e.zxid());
        arena.name(e.path());
        putStat(e.stat(), arena);
        arena.number(e.atNanos());
    }

    private static void putStat(@Nullable ZnodeStat stat, ByteBufferStore arena) {
        arena.number(stat == null ? 0 : 1);
        if (stat == null) {
            return;
        }
        arena.number(stat.czxid());
        arena.number(stat.mzxid() - stat.czxid());
        arena.number(stat.pzxid() - stat.czxid());
        arena.number(stat.mtime());
        arena.number(stat.version());
        arena.number(stat.cversion());
        arena.number(stat.aversion());
        arena.session(stat.ephemeralOwner());
        arena.number(stat.dataLength());
        arena.number(stat.children());
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

    List<Attempt> freeze(ByteBufferStore.Frozen arena) {
        return new View(places.freeze(), arena);
    }

    private static final class View extends AbstractList<Attempt> implements RandomAccess {
        private final Pairs.Frozen places;
        private final ByteBufferStore.Frozen arena;

        View(Pairs.Frozen places, ByteBufferStore.Frozen arena) {
            this.places = places;
            this.arena = arena;
        }

        @Override
        public int size() {
            return places.size();
        }

        @Override
        public Attempt get(int number) {
            ByteBufferStore.Cursor sent = arena.at(places.begins()[number]);
            int client = sent.small();
            int operation = sent.small();
            long session = sent.session();
            int order = sent.small();
            Opcode opcode = OPCODES[sent.small()];
            String path = sent.name();
            long from = sent.number();
            if (!places.ended(number)) {
                return new Attempt(
                        number, client, operation, session, order, opcode, path, null, 0, null, from, Operation.OPEN);
            }
            ByteBufferStore.Cursor answered = arena.at(places.ends()[number]);
            ResultCode code = CODES[answered.small()];
            long answeredIn = answered.session();
            long zxid = answered.number();
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
                    stat,
                    from,
                    to);
        }
    }
}
