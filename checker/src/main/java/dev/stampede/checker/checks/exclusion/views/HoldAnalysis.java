package dev.stampede.checker.checks.exclusion.views;

import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.analysis.ClientTimeline;
import dev.stampede.checker.analysis.JvmStalls;
import dev.stampede.checker.analysis.ZnodeLifetime;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.EnsembleSettings;
import org.jspecify.annotations.Nullable;

/** Everything that the views look at. */
public record HoldAnalysis(
        History history,
        HoldCheckParameters rules,
        ClientTimeline timeline,
        JvmStalls stalls,
        HoldExtractor.Holds holds,
        HoldZnodes znodes,
        BudgetGuard pace) {

    public static HoldAnalysis of(History history, HoldCheckParameters rules, BudgetGuard pace) {
        ClientTimeline timeline = new ClientTimeline(history);
        HoldExtractor.Holds holds = HoldExtractor.extract(history, timeline, pace);
        return new HoldAnalysis(
                history, rules, timeline, new JvmStalls(history), holds, new HoldZnodes(history, holds, pace), pace);
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
        return timeline.name(hold.client());
    }

    /** A key for people. */
    public static String key(Hold hold) {
        return hold.key().isEmpty() ? "the lock" : hold.key();
    }
}
