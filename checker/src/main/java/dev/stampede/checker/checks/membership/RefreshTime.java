package dev.stampede.checker.checks.membership;

import dev.stampede.checker.analysis.Interval;
import dev.stampede.checker.analysis.UndisturbedTime;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.ResultCode;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The time that a client needs to read a group again, as measured in the run.
 *
 * <p>A hand-written client records how long it took. A recipe reads in the background, with at most {@value #REQUESTS}
 * requests one after the other, such as {@code addWatch}, {@code getData} of the group, {@code getChildren} and {@code
 * getData} of the members in Curator's cache; each takes at most as long as the slowest read of an undisturbed client.
 */
final class RefreshTime {
    private static final int REQUESTS = 4;
    private static final Set<Opcode> READS =
            EnumSet.of(Opcode.GET_DATA, Opcode.GET_CHILDREN, Opcode.EXISTS, Opcode.ADD_WATCH);

    private RefreshTime() {}

    /** The longest of these times, in nanoseconds. */
    static long longest(History history, MembershipLog log) {
        long longest = 0;
        Map<Integer, UndisturbedTime> watching = new HashMap<>();
        for (GroupView view : log.views()) {
            watching.put(view.client(), view.undisturbed());
            for (var list : view.lists()) {
                Operation o = list.operation();
                longest = Math.max(longest, o.completedNanos() - o.invokedNanos());
            }
        }
        for (Attempt a : history.attempts()) {
            UndisturbedTime undisturbed = watching.get(a.client());
            long took = a.answeredNanos() - a.sentNanos();
            if (undisturbed != null
                    && a.code() == ResultCode.OK
                    && READS.contains(a.opcode())
                    && REQUESTS * took > longest
                    && within(undisturbed, a)) {
                longest = REQUESTS * took;
            }
        }
        return longest;
    }

    private static boolean within(UndisturbedTime undisturbed, Attempt a) {
        List<Interval> stretches = undisturbed.stretches(a.sentNanos(), a.answeredNanos());
        return stretches.size() == 1
                && stretches.get(0).equals(new Interval(a.sentNanos(), a.answeredNanos()));
    }
}
