package dev.stampede.checker.checks.exclusion.views;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.analysis.ClientTimeline;
import dev.stampede.checker.analysis.UndisturbedTime;
import dev.stampede.checker.analysis.ZnodeLifetime;
import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.EnsembleSettings;
import org.jspecify.annotations.Nullable;

/**
 * The data of the checks of locks and elections: the holds of a history, their znodes, and the shared analysis.
 *
 * @param guard ends loops when the time of the check is exhausted
 */
public record HoldAnalysis(
        History history,
        HoldCheckParameters rules,
        Analysis shared,
        HoldExtractor.Holds holds,
        HoldZnodes znodes,
        BudgetGuard guard) {
    private static final long MILLI = 1_000_000L;
    private static final long GRACE_MILLIS = 100;
    /** As {@link #GRACE_MILLIS}, after the end of a connection that the client's library has yet to notice and report. */
    private static final long UNREPORTED_GRACE_MILLIS = 1_000;

    /** The holds and their znodes are computed once per history. */
    public static HoldAnalysis of(History history, HoldCheckParameters rules, BudgetGuard guard) {
        Analysis shared = Analysis.of(history);
        ZnodeTimeline timeline = shared.znodes();
        HoldExtractor.Holds holds =
                history.derived(HoldExtractor.Holds.class, h -> HoldExtractor.extract(h, shared.clients(), guard));
        HoldZnodes znodes = history.derived(HoldZnodes.class, h -> new HoldZnodes(h, timeline, holds, guard));
        return new HoldAnalysis(history, rules, shared, holds, znodes, guard);
    }

    /** The sessions, connections, beliefs and ends of the clients. */
    public ClientTimeline timeline() {
        return shared.clients();
    }

    /** The running time of its JVM within which a client must doubt, in milliseconds. */
    public long graceMillis() {
        return rules.ownHandles() ? UNREPORTED_GRACE_MILLIS : GRACE_MILLIS;
    }

    /** The deadline for the doubt of a client that was notified at a moment. */
    public long doubtDeadline(int client, long noticeNanos) {
        return shared.disturbances().runningTime(client).after(noticeNanos, graceMillis() * MILLI);
    }

    /** The times in which a client could work undisturbed. */
    public UndisturbedTime working(int client) {
        return shared.disturbances().working(client);
    }

    /**
     * The negotiated session timeout of a client at a moment in milliseconds, otherwise that of the settings; for a client
     * whose sessions are not recorded the longest one that the ensemble grants.
     */
    public int timeoutMillis(int client, long atNanos) {
        EnsembleSettings known = settings();
        if (known != null && timeline().sessions(client).isEmpty()) {
            return known.maxSessionTimeoutMillis();
        }
        return shared.bounds().timeoutMillisOr(timeline().timeoutMillis(client, atNanos));
    }

    @Nullable
    public EnsembleSettings settings() {
        return history.header().settings();
    }

    /** The session that a hold depends on: the owner of its znode, otherwise the session in which it was granted. */
    long session(Hold hold) {
        ZnodeLifetime life = znodes.life(hold);
        return life.ephemeral() ? life.owner() : hold.session();
    }

    /** The position of a hold in the order of zxids, 0 if unknown. */
    public long grantZxid(Hold hold) {
        long zxid = znodes.basis(hold).zxid();
        return zxid == 0 ? 0 : Math.max(zxid, hold.token());
    }

    /** The promise that two overlapping holds violate. */
    Citation promise(Hold older, Hold younger) {
        return older.shared() || younger.shared()
                ? ExclusionCitations.READ_WRITE
                : rules.terms().promise();
    }

    public String name(Hold hold) {
        return timeline().name(hold.client());
    }

    /** A key for people. */
    public static String key(Hold hold) {
        return hold.key().isEmpty() ? "the lock" : hold.key();
    }
}
