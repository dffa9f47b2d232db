package dev.stampede.checker.checks.notification;

import dev.stampede.checker.analysis.Interval;
import dev.stampede.checker.analysis.UndisturbedTime;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.TaskInput;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The time that a recipe needs to read again, in the background, all that it watches. It is derived from reads of the
 * run.
 *
 * <p>A recipe sends at most {@value #REQUESTS} requests one after the other: {@code addWatch}, and, if it is a cache of
 * Curator, {@code getData} of the job, the folder, the assignment and the status. Each request takes at most as long as
 * the slowest background read of an undisturbed client. Reads for which an operation waits do not count, because the
 * time limits do not run while a client waits for an operation.
 */
final class BackgroundReads {
    private static final int REQUESTS = 5;
    private static final Set<Opcode> READS =
            EnumSet.of(Opcode.GET_DATA, Opcode.GET_CHILDREN, Opcode.EXISTS, Opcode.ADD_WATCH);

    private BackgroundReads() {}

    /** The longest time that these requests can take, in nanoseconds. */
    static long longest(History history, NotificationLog log) {
        Set<Integer> participants = log.participants();
        long longest = 0;
        for (Attempt a : history.attempts()) {
            long took = a.answeredNanos() - a.sentNanos();
            if (a.code() == ResultCode.OK
                    && REQUESTS * took > longest
                    && READS.contains(a.opcode())
                    && participants.contains(a.client())
                    && !foreground(history, a)
                    && isUndisturbed(log.undisturbed(a.client()), a)) {
                longest = REQUESTS * took;
            }
        }
        return longest;
    }

    /**
     * Whether an operation waited for this attempt. Attempts of other threads can have the number of an operation, too.
     */
    private static boolean foreground(History history, Attempt a) {
        if (a.operation() < 0) {
            return false;
        }
        Operation o = history.operations().get(a.operation());
        return (o.key() != null && o.key().equals(a.path()))
                || o.input() instanceof TaskInput.BeginWork
                || o.input() instanceof TaskInput.BeginCoordination;
    }

    private static boolean isUndisturbed(UndisturbedTime undisturbed, Attempt a) {
        Interval attempt = new Interval(a.sentNanos(), a.answeredNanos());
        return undisturbed.stretches(a.sentNanos(), a.answeredNanos()).equals(List.of(attempt));
    }
}
