package dev.stampede.checker.checks.exclusion.views;

import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.Disturbances;
import dev.stampede.checker.analysis.Interval;
import dev.stampede.checker.checks.exclusion.views.OverlapFinder.Overlap;
import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.checker.history.data.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides overlaps where it is unknown whether the older holder's session had ended, because neither its znode nor its
 * session events show that. A user's class that opens its own handles has no recorded requests, and in a secured
 * ensemble no recorded sessions either; its timeout T is then only known to lie between the limits of the ensemble.
 *
 * <p>Two facts exclude that the older holder still waited for the news that its session had ended:
 *
 * <ul>
 *   <li>Nothing could end its session. From the older grant to the younger one no fault acted, none was healed within
 *       the recovery budget before, no role changed, and no JVM stalled for T/3.
 *   <li>The news was overdue. A member lags by at most (syncLimit + 1)·tickTime, and then closes the connection; a
 *       client that hears nothing closes it after ⅔·T. The overlap lasted longer than these two times and the time for
 *       a doubt together.
 * </ul>
 */
final class UnknownSession {
    private static final long MILLI = 1_000_000L;

    private final HoldAnalysis analysis;

    UnknownSession(HoldAnalysis analysis) {
        this.analysis = analysis;
    }

    /**
     * Why nothing could have ended the session of the older holder before the younger grant; null if something could.
     */
    @Nullable
    String nothingEndedIt(Overlap overlap) {
        EnsembleSettings settings = analysis.settings();
        if (settings == null) {
            return null;
        }
        long from = overlap.older().grantedNanos();
        long to = overlap.from();
        Disturbances disturbances = analysis.shared().disturbances();
        long recovery = analysis.shared().bounds().recoveryNanos();
        boolean faultless = disturbances.withoutFaults(recovery).amount(from, to) == to - from;
        boolean roles = analysis.history()
                .events(Event.RoleChanged.class)
                .anyMatch(e -> from <= e.atNanos() && e.atNanos() <= to);
        if (!faultless || roles || stalled(overlap.older().client(), from, to, settings)) {
            return null;
        }
        return "from the grant of " + analysis.name(overlap.older()) + " at " + seconds(from)
                + " to that of the other, no fault acted, none was healed within " + seconds(recovery)
                + " before, and no JVM stalled: nothing could end its session";
    }

    private boolean stalled(int client, long from, long to, EnsembleSettings settings) {
        int known = analysis.timeline().timeoutMillis(client, to);
        long pingNanos = (known == 0 ? settings.minSessionTimeoutMillis() : known) * MILLI / 3;
        for (String jvm : List.of(analysis.timeline().jvm(client), Disturbances.HARNESS)) {
            Interval stall = analysis.shared().disturbances().longestStall(jvm, from, to);
            if (stall != null && stall.toNanos() - stall.fromNanos() > pingNanos) {
                return true;
            }
        }
        return false;
    }

    /**
     * Why the older holder must have heard of the end of its session long before the end of the overlap; null if it may
     * not have. Delays by paused members, stopped JVMs and one-way cuts are not considered.
     */
    @Nullable
    String newsWasOverdue(Overlap overlap) {
        EnsembleSettings settings = analysis.settings();
        if (settings == null) {
            return null;
        }
        long lag = (settings.syncLimit() + 1L) * settings.tickTimeMillis();
        long silence = 2L * timeoutMillis(overlap) / 3;
        long bound = (lag + silence + analysis.graceMillis()) * MILLI;
        long due = analysis.shared()
                .disturbances()
                .requestTime(overlap.older().client())
                .after(overlap.from(), bound);
        return overlap.to() <= due
                ? null
                : "the session of " + analysis.name(overlap.older())
                        + " may have ended, but the overlap lasted longer than "
                        + seconds(bound) + " ((syncLimit + 1)·tickTime = " + lag + " ms for its member, ⅔ of the"
                        + " session timeout = " + silence + " ms for the client, " + analysis.graceMillis()
                        + " ms): by " + seconds(due)
                        + " it had to doubt";
    }

    /** The longest session timeout that the older holder can have. */
    int timeoutMillis(Overlap overlap) {
        return analysis.timeoutMillis(overlap.older().client(), overlap.from());
    }
}
