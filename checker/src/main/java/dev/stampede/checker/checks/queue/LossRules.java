package dev.stampede.checker.checks.queue;

import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.ClientTimeline;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.checks.queue.QueueRequests.Removal;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Operation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds items whose enqueue was acknowledged, and that no consumer received (at most once) or processed (at least
 * once), although they are no longer in the queue.
 *
 * <p>The request that removed the item's znode shows which consumer had taken it. If that consumer died with the item,
 * the loss is a caveat of at-most-once delivery. If several requests may have removed it and their answers were lost,
 * the loss is a violation only if none of their clients died with it.
 */
final class LossRules {
    private final History history;
    private final QueueLog log;
    private final QueueRequests requests;
    private final RemainingZnodes remaining;
    private final boolean atLeastOnce;
    private final AnomalyCollector findings;
    private final Coverage.Tally tally;
    private final ConsumerEnds ends;
    private final ClientTimeline clients;

    LossRules(
            History history,
            QueueLog log,
            QueueRequests requests,
            RemainingZnodes remaining,
            boolean atLeastOnce,
            AnomalyCollector findings,
            Coverage.Tally tally) {
        this.history = history;
        this.log = log;
        this.requests = requests;
        this.remaining = remaining;
        this.atLeastOnce = atLeastOnce;
        this.findings = findings;
        this.tally = tally;
        this.ends = new ConsumerEnds(history, log, requests);
        this.clients = Analysis.of(history).clients();
    }

    /** Judges an item whose enqueue was acknowledged. */
    void judge(QueueItem item) {
        boolean accounted = atLeastOnce ? item.processed() : !item.deliveries().isEmpty();
        if (accounted || item.reportedRemoved()) {
            tally.judged();
        } else if (item.maybeRemoved()) {
            tally.notJudged("it is unknown whether a remove-item took effect");
        } else {
            missing(item);
        }
    }

    private void missing(QueueItem item) {
        Attempt znode = item.znode();
        boolean putAgain = znode != null
                && requests.removals(Objects.requireNonNull(znode.path())).stream()
                        .anyMatch(Removal::puts);
        if (znode == null || putAgain) {
            unknownZnode(item);
            return;
        }
        switch (remaining.place(znode)) {
            case IN_THE_QUEUE -> tally.notJudged("it was in the queue when the clients stopped");
            case UNKNOWN -> tally.notJudged("nothing shows whether it is still in the queue");
            case GONE -> removed(item, znode);
        }
    }

    /**
     * Judges an item of which no znode is known, or that was put into the queue again: it is lost if the queue is
     * empty. Only known znodes of other items show that the znodes of this queue are below its key.
     */
    private void unknownZnode(QueueItem item) {
        Set<String> known = knownZnodes();
        if (known.isEmpty() || !remaining.emptyExcept(log.key(), known)) {
            tally.notJudged("its znode is unknown");
            return;
        }
        tally.judged();
        String why = item.creates().isEmpty()
                ? "no create of a znode for it succeeded"
                : "the queue is empty at the end of the run";
        report("lost", item, why, Blame.RECIPE, List.of(), false);
    }

    private Set<String> knownZnodes() {
        Set<String> known = new HashSet<>();
        for (QueueItem other : log.items()) {
            Attempt znode = other.znode();
            if (znode != null && znode.path() != null) {
                known.add(znode.path());
            }
        }
        return known;
    }

    private void removed(QueueItem item, Attempt znode) {
        List<Removal> by = requests.removals(Objects.requireNonNull(znode.path()));
        List<Removal> certain = by.stream().filter(Removal::acknowledged).toList();
        List<Removal> candidates = certain.isEmpty() ? by : certain;
        if (candidates.isEmpty()) {
            tally.judged();
            String why = "its znode " + znode.path() + " disappeared, and no client had sent a delete";
            report("lost", item, why, Blame.ZOOKEEPER, List.of(), false);
            return;
        }
        boolean died = candidates.stream().anyMatch(r -> ends.end(r) == ConsumerEnds.End.DIED);
        boolean alive = candidates.stream().anyMatch(r -> ends.end(r) == ConsumerEnds.End.UNDECIDED);
        boolean closed = candidates.stream().anyMatch(r -> ends.end(r) == ConsumerEnds.End.CLOSED);
        if (alive && !died) {
            tally.notJudged("its consumer may still receive it");
            return;
        }
        tally.judged();
        String kind = atLeastOnce ? "lost" : died ? "lost-with-consumer" : closed ? "lost-on-close" : "lost";
        report(kind, item, removalText(candidates), Blame.RECIPE, candidates, died && !atLeastOnce);
    }

    private String removalText(List<Removal> candidates) {
        Removal first = candidates.get(0);
        String who = clients.name(first.client());
        if (candidates.size() > 1 && candidates.stream().allMatch(r -> r.client() == first.client())) {
            return who + " sent " + candidates.size() + " deletes of its znode " + first.path() + ", the first one at "
                    + seconds(first.sentNanos()) + ", whose answers were lost";
        }
        if (candidates.size() > 1) {
            return "the answers to " + candidates.size() + " deletes of its znode " + first.path()
                    + " were lost, the first one from " + who + " at " + seconds(first.sentNanos());
        }
        String answer = first.acknowledged()
                ? ""
                : ", whose answer was lost, and whose retries found that the znode no longer existed";
        return who + " removed its znode " + first.path() + " with the delete that it sent at "
                + seconds(first.sentNanos()) + (first.acknowledged() ? "" : answerLost(first, answer));
    }

    private static String answerLost(Removal first, String retried) {
        return first.answeredNanos() == Operation.OPEN ? ", which was never answered" : retried;
    }

    private void report(String kind, QueueItem item, String why, Blame blame, List<Removal> removals, boolean allowed) {
        Operation enqueue = Objects.requireNonNull(item.enqueue());
        Set<Integer> involved = new TreeSet<>(Set.of(enqueue.client()));
        List<Integer> operations = new ArrayList<>(List.of(enqueue.number()));
        long to = enqueue.completedNanos();
        for (Removal r : removals) {
            involved.add(r.client());
            operations.add(r.operation());
            to = Math.max(to, r.answeredNanos() == Operation.OPEN ? r.sentNanos() : r.answeredNanos());
        }
        item.deliveries().forEach(d -> operations.add(d.operation().number()));
        Citation promise = atLeastOnce
                ? QueueCitations.SENT_AGAIN
                : kind.equals("lost-on-close") ? QueueCitations.DIED : QueueCitations.RECEIVED;
        String what = atLeastOnce ? " was processed by no consumer: " : " reached no consumer: ";
        findings.add(
                kind,
                "the item " + item.name() + " of " + log.key() + ", whose enqueue was acknowledged at "
                        + seconds(enqueue.completedNanos()) + "," + what + why,
                blame,
                new Extent(enqueue.invokedNanos(), Math.min(to, history.endNanos()), involved, operations),
                promise,
                allowed ? QueueCitations.DIED : null);
    }
}
