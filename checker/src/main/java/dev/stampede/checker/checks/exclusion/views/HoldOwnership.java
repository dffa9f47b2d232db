package dev.stampede.checker.checks.exclusion.views;

import static dev.stampede.checker.check.AnomalyText.duration;
import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.DeleteRequest;
import dev.stampede.checker.analysis.ZnodeLifetime;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.history.data.Event.SessionChanged;
import dev.stampede.checker.history.data.Event.SessionState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The server view's judgement of single holds: the owner of the znode, who deletes it, and whether it is deleted with
 * the session of the hold.
 *
 * <ul>
 *   <li>{@link ExclusionAnomalies#FOREIGN_GRANT}: the request that the grant follows from ran in another session than
 *       the one that owns the znode, so the znode can disappear with a session that the client no longer has.
 *   <li>{@link ExclusionAnomalies#FOREIGN_DELETE}: another client deleted the znode before its holder released it. The
 *       next hold then does not overlap in the order of zxids, so this is a separate anomaly.
 *   <li>{@link ExclusionAnomalies#OUTLIVES_SESSION}: the znode is not ephemeral, and no client had sent a delete of it
 *       when the session of its hold ended. A znode that is not ephemeral is no anomaly in itself, because it excludes
 *       other clients as long as that session lives.
 * </ul>
 */
public final class HoldOwnership {
    private final HoldAnalysis analysis;

    public HoldOwnership(HoldAnalysis analysis) {
        this.analysis = analysis;
    }

    public List<HoldFinding> findAnomalies() {
        List<HoldFinding> findings = new ArrayList<>();
        Map<Long, List<Hold>> byToken = new HashMap<>();
        for (Hold hold : analysis.holds().all()) {
            analysis.guard().step();
            foreignGrant(hold, findings);
            outlivesSession(hold, findings);
            if (hold.token() != 0) {
                byToken.computeIfAbsent(hold.token(), t -> new ArrayList<>()).add(hold);
            }
        }
        for (DeleteRequest deletion : analysis.shared().znodes().deletes()) {
            analysis.guard().step();
            if (deletion.acknowledged()) {
                long token = analysis.shared().znodes().removed(deletion);
                byToken.getOrDefault(token, List.of()).forEach(hold -> foreignDelete(deletion, hold, findings));
            }
        }
        return findings;
    }

    private void foreignGrant(Hold hold, List<HoldFinding> findings) {
        ZnodeLifetime life = analysis.znodes().life(hold);
        long session = analysis.znodes().basis(hold).session();
        if (!life.ephemeral() || session == 0 || session == life.owner()) {
            return;
        }
        findings.add(finding(
                ExclusionAnomalies.FOREIGN_GRANT,
                analysis.name(hold) + " was granted " + HoldAnalysis.key(hold) + " with a znode of another session, "
                        + hex(life.owner()) + ": ZooKeeper deletes it when that session ends",
                "the znode " + life.path() + " belongs to session " + hex(life.owner()) + ", but "
                        + analysis.name(hold) + " concluded from a read in session " + hex(session)
                        + " that it was granted: ZooKeeper deletes the znode when session " + hex(life.owner())
                        + " ends",
                hold,
                List.of(),
                hold.grantedNanos(),
                Math.max(hold.grantedNanos(), hold.endNanos()),
                analysis.rules().terms().promise()));
    }

    private void foreignDelete(DeleteRequest deletion, Hold hold, List<HoldFinding> findings) {
        boolean inForce = hold.grantedNanos() <= deletion.answeredNanos() && deletion.sentNanos() <= hold.endNanos();
        if (deletion.client() == hold.client() || !inForce) {
            return;
        }
        long from = Math.max(hold.grantedNanos(), deletion.sentNanos());
        findings.add(finding(
                ExclusionAnomalies.FOREIGN_DELETE,
                analysis.timeline().name(deletion.client()) + " deleted the znode with which " + analysis.name(hold)
                        + " " + analysis.rules().terms().held() + " " + HoldAnalysis.key(hold),
                analysis.timeline().name(deletion.client()) + " deleted " + deletion.path() + " in session "
                        + hex(deletion.session()) + " at " + seconds(deletion.sentNanos())
                        + "; it was the znode " + hex(hold.token()) + " of " + analysis.name(hold)
                        + ", which had not released the lock",
                hold,
                List.of(deletion.operation()),
                from,
                Math.max(from, hold.endNanos()),
                analysis.rules().terms().promise()));
    }

    private void outlivesSession(Hold hold, List<HoldFinding> findings) {
        ZnodeLifetime life = analysis.znodes().life(hold);
        if (life.owner() != 0 || hold.session() == 0) {
            return;
        }
        SessionChanged end = sessionEnd(hold);
        if (end == null
                || life.goneNanos() < end.atNanos()
                || analysis.znodes().askedBetween(hold, hold.grantedNanos(), end.atNanos()) != null) {
            return;
        }
        long to = Math.max(
                end.atNanos(), Math.min(life.goneNanos(), analysis.timeline().endNanos()));
        findings.add(finding(
                ExclusionAnomalies.OUTLIVES_SESSION,
                "the znode with which " + analysis.name(hold) + " "
                        + analysis.rules().terms().held() + " " + HoldAnalysis.key(hold)
                        + " outlived its session by " + duration(to - end.atNanos())
                        + (life.gone() == ZnodeLifetime.NEVER ? " and still exists" : ""),
                "the znode " + life.path() + " has no ephemeralOwner: it was not deleted when session "
                        + hex(hold.session()) + " ended (" + end.state() + " at " + seconds(end.atNanos())
                        + "), so no client can be granted " + HoldAnalysis.key(hold)
                        + " correctly until a client deletes it",
                hold,
                List.of(),
                end.atNanos(),
                to,
                ExclusionCitations.EPHEMERALS));
    }

    private @Nullable SessionChanged sessionEnd(Hold hold) {
        SessionChanged expired = analysis.timeline()
                .firstReport(hold.client(), SessionState.EXPIRED, hold.session(), hold.grantedNanos());
        return expired != null
                ? expired
                : analysis.timeline()
                        .firstReport(hold.client(), SessionState.CLOSED, hold.session(), hold.grantedNanos());
    }

    private static HoldFinding finding(
            String kind,
            String headline,
            String reason,
            Hold hold,
            List<Integer> operations,
            long from,
            long to,
            Citation promise) {
        return new HoldFinding(
                kind, headline, List.of(reason), Blame.RECIPE, List.of(hold), operations, from, to, promise, null);
    }
}
