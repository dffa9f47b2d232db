package dev.stampede.checker.checks.configuration;

import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.check.Blame;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * No client goes back to an older state of a key: neither to a smaller mzxid, nor to a state whose delete it has seen.
 *
 * <p>A step back is allowed across sessions, because the guarantee applies to a session. The attempts show which
 * session returned the state that the client acts on, because a late response of an old session may arrive after the
 * start of a new one. O(n). Stateless.
 */
final class MonotonicViews {
    static final String WENT_BACK = "went-back";

    private MonotonicViews() {}

    static void judge(PropagationEvidence evidence, AnomalyCollector findings) {
        for (WatchedKey watched : evidence.watchedKeys()) {
            one(watched, evidence.views(watched), findings);
        }
    }

    private static void one(WatchedKey watched, List<ViewObservation> views, AnomalyCollector findings) {
        @Nullable ViewObservation newest = null;
        boolean absentAfterNewest = false;
        for (ViewObservation view : views) {
            if (!view.state().present()) {
                absentAfterNewest = true;
                continue;
            }
            long had = newest == null ? 0 : newest.state().mzxid();
            long has = view.state().mzxid();
            if (newest != null && (has < had || (has == had && absentAfterNewest))) {
                report(watched, newest, view, findings);
            }
            newest = view; // each step back is reported once
            absentAfterNewest = false;
        }
    }

    private static void report(
            WatchedKey watched, ViewObservation had, ViewObservation has, AnomalyCollector findings) {
        boolean same = had.session() == has.session() && had.session() != 0;
        findings.add(
                WENT_BACK,
                "client " + watched.client() + " went back to " + has.state() + " (mzxid "
                        + hex(has.state().mzxid()) + ") of " + watched.key() + " at " + seconds(has.atNanos())
                        + ", after it had " + had.state() + " (mzxid "
                        + hex(had.state().mzxid()) + ") since " + seconds(had.atNanos())
                        + (same
                                ? ", both in session " + hex(has.session())
                                : ", in session " + hex(has.session()) + " after session " + hex(had.session())),
                Blame.RECIPE,
                new Extent(
                        had.atNanos(),
                        has.atNanos(),
                        Set.of(watched.client()),
                        List.of(had.operation(), has.operation())),
                PropagationCitations.SINGLE_SYSTEM_IMAGE,
                same ? null : PropagationCitations.OTHER_SESSION);
    }
}
