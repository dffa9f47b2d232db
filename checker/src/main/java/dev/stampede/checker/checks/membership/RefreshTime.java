package dev.stampede.checker.checks.membership;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.Interval;
import dev.stampede.checker.analysis.UndisturbedTime;
import dev.stampede.checker.checks.registration.AdoptedList;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.ResultCode;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The time that a client needs to read a group again, as measured in the run.
 *
 * <p>A hand-written client reads the group within the operation that records its view, so the duration of this
 * operation counts. A recipe reads in the background, with at most {@value #REQUESTS} requests one after the other,
 * such as {@code addWatch}, {@code getData} of the group, {@code getChildren} and {@code getData} of the members in
 * Curator's cache; each takes at most as long as the slowest read of an undisturbed client. If the requests of a user's
 * class are not recorded, each may take as long as a connected client waits for a response.
 */
final class RefreshTime {
    private static final int REQUESTS = 4;
    private static final Set<Opcode> READS =
            EnumSet.of(Opcode.GET_DATA, Opcode.GET_CHILDREN, Opcode.EXISTS, Opcode.ADD_WATCH);

    private RefreshTime() {}

    /** The longest time that a client needed in the run, in nanoseconds. */
    static long longest(History history, MembershipLog log) {
        long longest = 0;
        Map<Integer, UndisturbedTime> watching = new HashMap<>();
        Set<Integer> listOperations = new HashSet<>();
        for (GroupView view : log.views()) {
            watching.put(view.client(), view.undisturbed());
            for (AdoptedList list : view.lists()) {
                Operation o = list.operation();
                listOperations.add(o.number());
                longest = Math.max(longest, o.completedNanos() - o.invokedNanos());
            }
        }
        history.attempts().stream()
                .filter(a -> listOperations.contains(a.operation()))
                .forEach(a -> watching.remove(a.client()));
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
        boolean unknown = !watching.isEmpty()
                && history.header().userClass() != null
                && history.attempts().stream().noneMatch(a -> watching.containsKey(a.client()));
        return unknown
                ? Math.max(longest, REQUESTS * Analysis.of(history).bounds().requestNanos())
                : longest;
    }

    private static boolean within(UndisturbedTime undisturbed, Attempt a) {
        Interval attempt = new Interval(a.sentNanos(), a.answeredNanos());
        return undisturbed.stretches(a.sentNanos(), a.answeredNanos()).equals(List.of(attempt));
    }
}
