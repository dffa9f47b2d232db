package dev.stampede.checker.checks.naming;

import dev.stampede.checker.checks.naming.ReadObservation.Shown;
import dev.stampede.checker.history.data.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was certain about one name when each of its operations was invoked. It follows from the operations that had
 * completed before: one mark from all of them, one from those of the same session.
 *
 * <p>A mark is twice the mzxid of the latest state that certainly existed, plus one if the name was certainly removed
 * later. One sweep over the invocations and completions in chronological order: O(n log n). Intervals are closed, so an
 * operation that completes at the moment when another one is invoked does not precede it.
 */
final class KnownState {
    /** What was certain, and the operation that proved it; -1 if nothing was certain. */
    record Mark(long value, int by) {
        static final Mark NOTHING = new Mark(0, -1);

        /** The mzxid of the latest certain state. */
        long mzxid() {
            return value >> 1;
        }

        /** Whether the name was certainly removed after that state, or certainly never existed. */
        boolean removed() {
            return value == 0 || (value & 1) == 1;
        }
    }

    private record Moment(long atNanos, int order, Operation operation, Object what) {}

    private final Map<Integer, Mark> atInvocation = new HashMap<>();
    private final Map<Integer, Mark> inSession = new HashMap<>();

    KnownState(NameLog log) {
        List<Moment> moments = new ArrayList<>();
        log.writes().forEach(w -> add(moments, w.operation(), w));
        log.reads().forEach(l -> add(moments, l.operation(), l));
        moments.sort(Comparator.comparingLong(Moment::atNanos).thenComparingInt(Moment::order));
        Mark now = Mark.NOTHING;
        Map<Long, Mark> sessions = new HashMap<>();
        for (Moment m : moments) {
            int operation = m.operation().number();
            long session = m.operation().session();
            if (m.order() == 0) {
                atInvocation.put(operation, now);
                inSession.put(operation, session == 0 ? Mark.NOTHING : sessions.getOrDefault(session, Mark.NOTHING));
            } else {
                long value = value(m, atInvocation(operation));
                now = later(now, value, operation);
                if (session != 0) {
                    long own = value(m, inSession(operation));
                    sessions.put(session, later(sessions.getOrDefault(session, Mark.NOTHING), own, operation));
                }
            }
        }
    }

    private static void add(List<Moment> moments, Operation operation, Object what) {
        moments.add(new Moment(operation.invokedNanos(), 0, operation, what));
        if (operation.completed()) {
            moments.add(new Moment(operation.completedNanos(), 1, operation, what));
        }
    }

    /** The mark that follows from the completion of an operation, 0 for none. */
    private static long value(Moment m, Mark before) {
        if (m.what() instanceof NameWrite write) {
            if (!write.certain()) {
                return 0;
            }
            if (write.kind() == NameWrite.Kind.UNREGISTER) {
                return before.value() == 0 ? 0 : before.value() | 1;
            }
            return 2 * write.zxid();
        }
        return m.what() instanceof ReadObservation read && read.shown() == Shown.STATE ? 2 * read.mzxid() : 0;
    }

    private static Mark later(Mark now, long value, int operation) {
        return value > now.value() ? new Mark(value, operation) : now;
    }

    /** The mark from all operations that had completed before an operation was invoked. */
    Mark atInvocation(int operation) {
        return atInvocation.getOrDefault(operation, Mark.NOTHING);
    }

    /** The mark from the operations of the same session that had completed before an operation was invoked. */
    Mark inSession(int operation) {
        return inSession.getOrDefault(operation, Mark.NOTHING);
    }
}
