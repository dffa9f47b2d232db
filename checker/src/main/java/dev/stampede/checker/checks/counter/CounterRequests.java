package dev.stampede.checker.checks.counter;

import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The requests of one operation to the znode of its counter. Not thread-safe. */
final class CounterRequests {
    private static final int FIRST_VERSION = 0;

    /** Stands for the state before the znode was created; no znode of a client has this mzxid. */
    private static final long ABSENT = 1;

    /**
     * A write that took effect or may have taken effect.
     *
     * @param czxid the incarnation of the znode, 0 if unknown
     * @param version the version that it wrote, -1 if unknown
     */
    private record Write(long sentNanos, boolean acknowledged, long czxid, int version) {}

    private final String key;
    private final List<Write> writes = new ArrayList<>(1);
    private @Nullable ZnodeStat read;
    private @Nullable ZnodeStat written;
    private boolean readAbsence;
    private long session;

    CounterRequests(String key) {
        this.key = key;
    }

    /** Adds the next request of the operation; ignores those to other znodes. */
    void add(Attempt a) {
        if (!key.equals(a.path())) {
            return;
        }
        boolean answered = a.code() == ResultCode.OK;
        if (a.opcode() == Opcode.GET_DATA && answered) {
            read = a.stat();
            session = a.session();
        } else if (a.opcode() == Opcode.GET_DATA && a.code() == ResultCode.NONODE) {
            readAbsence = true;
            session = a.session();
        } else if (a.opcode() == Opcode.SET_DATA || a.opcode().creates()) {
            write(a, answered);
        }
    }

    private void write(Attempt a, boolean answered) {
        @Nullable ZnodeStat stat = a.stat();
        @Nullable ZnodeStat before = read;
        boolean creates = a.opcode().creates();
        if (answered && stat != null) {
            written = stat;
            writes.add(new Write(a.sentNanos(), true, stat.czxid(), stat.version()));
        } else if (answered || lost(a)) {
            int version = creates ? FIRST_VERSION : before == null ? -1 : before.version() + 1;
            writes.add(new Write(a.sentNanos(), answered, creates || before == null ? 0 : before.czxid(), version));
        }
        session = answered ? a.session() : session;
    }

    private static boolean lost(Attempt a) {
        return a.code() == null || a.code() == ResultCode.UNKNOWN || ZnodeTimeline.INDETERMINATE.contains(a.code());
    }

    /** The writes that took effect or may have taken effect, if each writes the given count. */
    List<CountWrite> writes(long count) {
        return writes.stream()
                .map(w -> new CountWrite(w.sentNanos(), w.acknowledged(), count))
                .toList();
    }

    /** The writes that took effect or may have taken effect, with the counts of their versions. */
    List<CountWrite> writes(CountsByVersion counts) {
        return writes.stream()
                .map(w -> new CountWrite(w.sentNanos(), w.acknowledged(), counts.of(w.czxid(), w.version())))
                .toList();
    }

    /** The Stat of the state that the operation wrote last or, if it wrote none, read last; null if unknown. */
    @Nullable
    ZnodeStat result() {
        return written == null ? read : written;
    }

    /** The mzxid of the last acknowledged write; 0 if it is not known. */
    long writtenMzxid() {
        return written == null ? 0 : written.mzxid();
    }

    /** The mzxid of the state that was read; 0 if no member answered a read. */
    long readMzxid() {
        return read != null ? read.mzxid() : readAbsence ? ABSENT : 0;
    }

    /** The session that received the last successful reply; the session of the operation if there was no such reply. */
    long session(Operation operation) {
        return session == 0 ? operation.session() : session;
    }
}
