package dev.stampede.checker.checks.ensemble;

import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.ZnodeAudited;
import dev.stampede.checker.history.data.Event.ZnodeObserved;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Stat that the history shows: in the response to a client, in an observation of a watcher session, or in the audit.
 *
 * @param path absolute
 */
record StatSighting(String path, ZnodeStat stat, Source source) {

    /**
     * Where the history shows a Stat. An attempt is given by its number, because attempts are stored packed.
     *
     * @param attempt the attempt that was answered with it, -1 if another event showed it
     * @param event the observation or the audited znode, null for an attempt
     */
    record Source(int attempt, @Nullable Event event, long atNanos) {
        String text() {
            if (event instanceof ZnodeObserved observed) {
                return "the watcher session at member " + observed.member();
            }
            return event instanceof ZnodeAudited audited
                    ? "the audit of member " + audited.member()
                    : "attempt " + attempt;
        }

        Extent extent(String path, History history) {
            if (attempt < 0) {
                return Extent.at(atNanos).about(Set.of(path), Set.of());
            }
            Attempt a = history.attempts().get(attempt);
            return new Extent(a.sentNanos(), a.answeredNanos(), Set.of(a.client()), List.of(a.operation()))
                    .about(Set.of(path), Set.of());
        }
    }

    static StatSighting of(Attempt attempt, String absolutePath, ZnodeStat stat) {
        return new StatSighting(absolutePath, stat, new Source(attempt.number(), null, attempt.answeredNanos()));
    }

    static StatSighting of(ZnodeObserved observed, ZnodeStat stat) {
        return new StatSighting(observed.path(), stat, new Source(-1, observed, observed.atNanos()));
    }

    static StatSighting of(ZnodeAudited audited) {
        return new StatSighting(audited.path(), audited.stat(), new Source(-1, audited, audited.atNanos()));
    }
}
