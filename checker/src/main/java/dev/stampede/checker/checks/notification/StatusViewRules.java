package dev.stampede.checker.checks.notification;

import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeState;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a coordinator saw only statuses that were written, and whether none of its incarnations went back to
 * an older status. Going back is a caveat if the two statuses were read in different sessions; the responses show the
 * sessions. Not thread-safe.
 */
final class StatusViewRules {
    private final NotificationLog log;
    private final AnomalyCollector findings;

    StatusViewRules(NotificationLog log, AnomalyCollector findings) {
        this.log = log;
        this.findings = findings;
    }

    /** Judges the views that one client had of one status. */
    void judge(List<StatusView> views) {
        String path = String.valueOf(views.get(0).operation().key());
        StatusView before = null;
        for (StatusView view : views) {
            ZnodeState state = view.state();
            if (state == null) {
                continue; // An absent status has no zxid.
            }
            unknown(path, view, state);
            if (before != null && state.mzxid() < before.mzxid() && sameIncarnation(path, before, view)) {
                wentBack(path, before, view);
            }
            before = view;
        }
    }

    private boolean sameIncarnation(String path, StatusView one, StatusView other) {
        String job = ZnodeTimeline.parent(ZnodeTimeline.parent(ZnodeTimeline.parent(path)));
        return log.coordinators(job).stream().anyMatch(c -> c.invoked(one.operation()) && c.invoked(other.operation()));
    }

    private void unknown(String path, StatusView view, ZnodeState state) {
        int client = view.operation().client();
        boolean known =
                log.statuses(path).stream().anyMatch(s -> s.explains(state.data(), state.mzxid(), view.atNanos()));
        if (known) {
            return;
        }
        boolean returned = returned(path, view, state);
        findings.add(
                "unknown-status",
                "client " + client + " saw \"" + state.data() + "\" (mzxid " + hex(state.mzxid()) + ") as the status "
                        + path + " at " + seconds(view.atNanos())
                        + ", which no worker had written there with this mzxid"
                        + (returned ? "; a member returned it" : ""),
                returned ? Blame.ZOOKEEPER : Blame.RECIPE,
                new Extent(
                        view.atNanos(),
                        view.atNanos(),
                        Set.of(client),
                        List.of(view.operation().number())),
                NotificationCitations.ATOMICITY);
    }

    /** Whether a read of the client's own code returned exactly this state. */
    private boolean returned(String path, StatusView view, ZnodeState state) {
        return log.readOperations(view.operation().client(), path).stream()
                .filter(o -> o.completedNanos() <= view.atNanos())
                .anyMatch(o -> o.output() instanceof OperationOutput.Shown shown && state.equals(shown.state()));
    }

    private void wentBack(String path, StatusView had, StatusView has) {
        int client = has.operation().client();
        Attempt first = source(path, had);
        Attempt second = source(path, has);
        long one = first == null ? had.operation().session() : first.session();
        long other = second == null ? has.operation().session() : second.session();
        boolean same = one == other && one != 0;
        boolean memberWentBack = same && first != null && second != null && first.answeredNanos() < second.sentNanos();
        findings.add(
                "status-went-back",
                "client " + client + " went back to \"" + has.data() + "\" (mzxid " + hex(has.mzxid())
                        + ") as the status " + path + " at " + seconds(has.atNanos()) + ", after it had \"" + had.data()
                        + "\" (mzxid "
                        + hex(had.mzxid()) + ") since " + seconds(had.atNanos())
                        + (same
                                ? ", both in session " + hex(one)
                                : ", in session " + hex(other) + " after session " + hex(one)),
                memberWentBack ? Blame.ZOOKEEPER : Blame.RECIPE,
                new Extent(
                        had.atNanos(),
                        has.atNanos(),
                        Set.of(client),
                        List.of(had.operation().number(), has.operation().number())),
                NotificationCitations.SINGLE_SYSTEM_IMAGE,
                same ? null : NotificationCitations.OTHER_SESSION);
    }

    /** The last response before a view that showed the state of the view, null if none is known. */
    private @Nullable Attempt source(String path, StatusView view) {
        Attempt last = null;
        for (Attempt a : log.reads(view.operation().client(), path)) {
            boolean shows = a.code() == ResultCode.OK
                    && a.stat() != null
                    && a.stat().mzxid() == view.mzxid()
                    && a.answeredNanos() <= view.atNanos();
            last = shows ? a : last;
        }
        return last;
    }
}
