package dev.stampede.checker.check.exclusion;

import dev.stampede.checker.check.Citation;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.EnsembleSettings;
import org.jspecify.annotations.Nullable;

/** Everything that the views look at. */
record Scene(
        History history,
        Rules rules,
        Timeline timeline,
        Stalls stalls,
        HoldExtractor.Holds holds,
        Znodes znodes,
        Pace pace) {

    static Scene of(History history, Rules rules, Pace pace) {
        Timeline timeline = new Timeline(history);
        HoldExtractor.Holds holds = HoldExtractor.extract(history, timeline, pace);
        return new Scene(history, rules, timeline, new Stalls(history), holds, new Znodes(history, holds, pace), pace);
    }

    @Nullable
    EnsembleSettings settings() {
        return history.header().settings();
    }

    /** The session that a hold depends on: the owner of its znode, else the one that it was granted in. */
    long session(Hold hold) {
        Life life = znodes.life(hold);
        return life.ephemeral() ? life.owner() : hold.session();
    }

    /** Where a hold stands in the order of zxids, 0 if not known. */
    long grantZxid(Hold hold) {
        long zxid = znodes.basis(hold).zxid();
        return zxid == 0 ? 0 : Math.max(zxid, hold.token());
    }

    /** What two holds that overlap break. */
    Citation promise(Hold older, Hold younger) {
        return older.shared() || younger.shared()
                ? Citations.READ_WRITE
                : rules.terms().promise();
    }

    String name(Hold hold) {
        return timeline.name(hold.client());
    }

    /** A key for people. */
    static String key(Hold hold) {
        return hold.key().isEmpty() ? "the lock" : hold.key();
    }
}
