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
 * The time that a recipe needs to read what it watches again in the background, as measured in the run.
 *
 * <p>It sends at most {@value #REQUESTS} requests one after the other, such as {@code addWatch}, and {@code getData}
 * of the job, the folder, the assignment and the status in Curator's cache; each takes at most as long as the slowest
 * read of an undisturbed client. Reads within an operation do not count, because no time passes while a client waits
 * for one.
 */
final class BackgroundReads {
    private static final int REQUESTS = 5;
    private static final Set<Opcode> READS =
            EnumSet.of(Opcode.GET_DATA, Opcode.GET_CHILDREN, Opcode.EXISTS, Opcode.ADD_WATCH);

    private BackgroundReads() {}

    /** The longest of these times, in nanoseconds. */
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
                    && within(log.undisturbed(a.client()), a)) {
                longest = REQUESTS * took;
            }
        }
        return longest;
    }

    /** Whether an operation waited for it. The requests of other threads have the number of an operation, too. */
    private static boolean foreground(History history, Attempt a) {
        if (a.operation() < 0) {
            return false;
        }
        Operation o = history.operations().get(a.operation());
        return (o.key() != null && o.key().equals(a.path()))
                || o.input() instanceof TaskInput.BeginWork
                || o.input() instanceof TaskInput.BeginCoordination;
    }

    private static boolean within(UndisturbedTime undisturbed, Attempt a) {
        Interval attempt = new Interval(a.sentNanos(), a.answeredNanos());
        return undisturbed.stretches(a.sentNanos(), a.answeredNanos()).equals(List.of(attempt));
    }
}
