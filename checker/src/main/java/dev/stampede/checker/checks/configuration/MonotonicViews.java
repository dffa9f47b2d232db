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
 * No client goes back to an older state of a key: neither to a smaller mzxid, nor to a state that it has seen deleted.
 *
 * <p>Across sessions it may: the guarantee is a session's. Which session showed the client what it acts on is taken from
 * its attempts, because a late answer of an old session may arrive when there is a new one. O(n). Stateless.
 */
final class MonotonicViews {
    static final String WENT_BACK = "went-back";

    private MonotonicViews() {}

    static void judge(PropagationEvidence records, AnomalyCollector findings) {
        for (WatchedKey follower : records.followers()) {
            one(follower, records.looks(follower), findings);
        }
    }

    private static void one(WatchedKey follower, List<ViewObservation> looks, AnomalyCollector findings) {
        @Nullable ViewObservation newest = null;
        boolean absentSince = false;
        for (ViewObservation look : looks) {
            if (!look.state().present()) {
                absentSince = true;
                continue;
            }
            long had = newest == null ? 0 : newest.state().mzxid();
            long has = look.state().mzxid();
            if (newest != null && (has < had || (has == had && absentSince))) {
                tell(follower, newest, look, findings);
            }
            newest = look; // each step back is told once
            absentSince = false;
        }
    }

    private static void tell(WatchedKey follower, ViewObservation had, ViewObservation has, AnomalyCollector findings) {
        boolean same = had.session() == has.session() && had.session() != 0;
        findings.add(
                WENT_BACK,
                "client " + follower.client() + " went back to " + has.state() + " (mzxid "
                        + hex(has.state().mzxid()) + ") of " + follower.key() + " at " + seconds(has.atNanos())
                        + ", having had " + had.state() + " (mzxid "
                        + hex(had.state().mzxid()) + ") since " + seconds(had.atNanos())
                        + (same
                                ? ", both in session " + hex(has.session())
                                : ", in session " + hex(has.session()) + " after session " + hex(had.session())),
                Blame.RECIPE,
                new Extent(
                        had.atNanos(),
                        has.atNanos(),
                        Set.of(follower.client()),
                        List.of(had.operation(), has.operation())),
                PropagationCitations.SINGLE_SYSTEM_IMAGE,
                same ? null : PropagationCitations.OTHER_SESSION);
    }
}
