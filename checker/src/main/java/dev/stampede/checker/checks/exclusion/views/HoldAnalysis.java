package dev.stampede.checker.checks.exclusion.views;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.analysis.ClientTimeline;
import dev.stampede.checker.analysis.UndisturbedTime;
import dev.stampede.checker.analysis.ZnodeLifetime;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.EnsembleSettings;
import org.jspecify.annotations.Nullable;

/**
 * What the checks of locks and elections look at: the holds of a history, their znodes, and what all checks share.
 *
 * @param guard stops loops when the time of the check is over
 */
public record HoldAnalysis(
        History history,
        HoldCheckParameters rules,
        Analysis shared,
        HoldExtractor.Holds holds,
        HoldZnodes znodes,
        BudgetGuard guard) {
    /** How long a client may take to doubt in which its JVM runs. */
    static final long GRACE_NANOS = 100_000_000L;

    public static HoldAnalysis of(History history, HoldCheckParameters rules, BudgetGuard guard) {
        Analysis shared = Analysis.of(history);
        HoldExtractor.Holds holds = HoldExtractor.extract(history, shared.clients(), guard);
        return new HoldAnalysis(
                history, rules, shared, holds, new HoldZnodes(history, shared.znodes(), holds, guard), guard);
    }

    /** Sessions, connections, beliefs and ends of the clients. */
    public ClientTimeline timeline() {
        return shared.clients();
    }

    /** By when a client must have doubted that was told at a moment: 100 ms later in which its JVM ran. */
    public long doubtDeadline(int client, long toldNanos) {
        return shared.disturbances().runningTime(client).after(toldNanos, GRACE_NANOS);
    }

    /** When a client could work undisturbed. */
    public UndisturbedTime working(int client) {
        return shared.disturbances().working(client);
    }

    /** The session timeout of a client by a moment in milliseconds, else what the settings give. */
    public int timeoutMillis(int client, long atNanos) {
        return shared.bounds().timeoutMillisOr(timeline().timeoutMillis(client, atNanos));
    }

    @Nullable
    public EnsembleSettings settings() {
        return history.header().settings();
    }

    /** The session that a hold depends on: the owner of its znode, else the one that it was granted in. */
    long session(Hold hold) {
        ZnodeLifetime life = znodes.life(hold);
        return life.ephemeral() ? life.owner() : hold.session();
    }

    /** Where a hold stands in the order of zxids, 0 if not known. */
    public long grantZxid(Hold hold) {
        long zxid = znodes.basis(hold).zxid();
        return zxid == 0 ? 0 : Math.max(zxid, hold.token());
    }

    /** What two holds that overlap break. */
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
