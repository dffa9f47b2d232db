package dev.stampede.checker.checks.queue;

import static dev.stampede.checker.check.AnomalyText.count;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.Disturbances;
import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.analysis.ZnodeLifetime;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.checks.queue.QueueRequests.Removal;
import dev.stampede.checker.checks.queue.QueueRequests.Touch;
import dev.stampede.checker.checks.queue.QueueZnodes.Claim;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds items that a consumer left waiting while it took too many items with a lower priority.
 *
 * <p>A consumer knows an item as soon as it has received a list of children whose pzxid is at least the czxid of the
 * item's znode. A second later (without stalls of the JVMs) the recipe has noticed the list, and may take at most
 * {@code minItemsBeforeRefresh} further items of its old list. Each item is judged for each consumer separately, from
 * that moment until the last zxid at which the item's znode was free. Of the items that the consumer takes, those count
 * that it first requests after that moment.
 *
 * <p>The takes of a consumer are sorted by zxid. For each waiting item the takes that count are a range in this order,
 * and the rule needs the number of takes in the range with a lower priority. This number is computed for all items at
 * once with a Fenwick tree over the positions, into which the takes are inserted from the lowest priority up. O(n log
 * n).
 */
final class PriorityRule {
    private static final long GRACE_NANOS = Duration.ofSeconds(1).toNanos();

    private final QueueLog log;
    private final QueueRequests requests;
    private final int minItems;
    private final AnomalyCollector findings;
    private final Coverage.Tally tally;
    private final Disturbances disturbances;

    PriorityRule(
            History history,
            QueueLog log,
            QueueRequests requests,
            int minItems,
            AnomalyCollector findings,
            Coverage.Tally tally) {
        this.log = log;
        this.requests = requests;
        this.minItems = minItems;
        this.findings = findings;
        this.tally = tally;
        this.disturbances = Analysis.of(history).disturbances();
    }

    /** An item that a client took; {@code sinceNanos} is its first request for the item. */
    private record Take(Claim claim, QueueItem item, long sinceNanos) {}

    /** A waiting item, with the range of the takes that count for it. */
    private record Waiting(Claim claim, QueueItem item, int from, int to) {}

    /** Judges the items of the znodes. */
    void judge(List<Claim> claims) {
        Map<Integer, List<Take>> takes = takes(claims);
        for (Claim claim : claims) {
            if (claim.item() == null) {
                tally.notJudged("its znode is unknown");
            }
        }
        long judged = claims.stream().filter(c -> c.item() != null).count();
        for (long i = 0; i < judged; i++) {
            tally.judged();
        }
        takes.forEach((client, own) -> judge(client, own, claims));
    }

    private Map<Integer, List<Take>> takes(List<Claim> claims) {
        Map<Integer, List<Take>> takes = new TreeMap<>();
        Map<Integer, Map<String, Long>> firstTouch = new HashMap<>();
        for (Claim claim : claims) {
            QueueItem item = claim.item();
            for (Removal r : requests.removals(claim.path())) {
                if (item != null
                        && r.acknowledged()
                        && !claim.withdrawn()
                        && claim.claimedBy() != ZnodeLifetime.NEVER) {
                    Map<String, Long> touches = firstTouch.computeIfAbsent(r.client(), this::firstTouches);
                    long since = touches.getOrDefault(claim.path(), r.sentNanos());
                    takes.computeIfAbsent(r.client(), c -> new ArrayList<>()).add(new Take(claim, item, since));
                }
            }
        }
        takes.values()
                .forEach(list ->
                        list.sort(Comparator.comparingLong(t -> t.claim().claimedBy())));
        return takes;
    }

    private Map<String, Long> firstTouches(int client) {
        Map<String, Long> first = new HashMap<>();
        for (Touch touch : requests.touches(client, log.key())) {
            first.putIfAbsent(touch.path(), touch.sentNanos());
        }
        return first;
    }

    private void judge(int client, List<Take> takes, List<Claim> claims) {
        List<Waiting> waiting = waiting(client, takes, claims);
        waiting.sort(Comparator.comparingInt((Waiting w) -> w.item().priority()).reversed());
        Integer[] byPriority = new Integer[takes.size()];
        Arrays.setAll(byPriority, i -> i);
        Arrays.sort(
                byPriority,
                Comparator.comparingInt((Integer i) -> takes.get(i).item().priority())
                        .reversed());
        PrefixCounts lower = new PrefixCounts(takes.size());
        int inserted = 0;
        for (Waiting w : waiting) {
            while (inserted < byPriority.length
                    && takes.get(byPriority[inserted]).item().priority()
                            > w.item().priority()) {
                lower.add(byPriority[inserted++]);
            }
            int overtakers = lower.before(w.to()) - lower.before(w.from());
            if (overtakers > minItems) {
                report(client, w, takes, overtakers);
            }
        }
    }

    /** The items that the client knew for a time in which it took others. */
    private List<Waiting> waiting(int client, List<Take> takes, List<Claim> claims) {
        List<Attempt> lists = requests.listings(client, log.key());
        long[] newest = new long[lists.size()];
        for (int i = 0; i < newest.length; i++) {
            long pzxid = Objects.requireNonNull(lists.get(i).stat()).pzxid();
            newest[i] = i == 0 ? pzxid : Math.max(newest[i - 1], pzxid);
        }
        long[] earliest = new long[takes.size() + 1];
        earliest[takes.size()] = Operation.OPEN;
        for (int i = takes.size() - 1; i >= 0; i--) {
            earliest[i] = Math.min(earliest[i + 1], takes.get(i).sinceNanos());
        }
        List<Waiting> waiting = new ArrayList<>();
        for (Claim claim : claims) {
            QueueItem item = claim.item();
            int list = SortedSearch.firstAtOrAfter(newest.length, i -> newest[i], claim.czxid());
            if (item == null || list == newest.length) {
                continue;
            }
            long known = disturbances.requestTime(client).after(lists.get(list).answeredNanos(), GRACE_NANOS);
            int from = SortedSearch.firstAtOrAfter(takes.size(), i -> earliest[i], known);
            int to = SortedSearch.upTo(takes.size(), i -> takes.get(i).claim().claimedBy(), claim.freeUntil());
            if (from < to) {
                waiting.add(new Waiting(claim, item, from, to));
            }
        }
        return waiting;
    }

    private void report(int client, Waiting w, List<Take> takes, int overtakers) {
        List<Integer> operations = new ArrayList<>();
        Operation enqueue = Objects.requireNonNull(w.item().enqueue());
        operations.add(enqueue.number());
        long to = enqueue.completedNanos();
        for (Take take : takes.subList(w.from(), w.to())) {
            if (take.item().priority() > w.item().priority() && operations.size() <= minItems + 1) {
                for (Delivery d : take.item().deliveries()) {
                    operations.add(d.operation().number());
                    to = Math.max(to, d.atNanos());
                }
            }
        }
        findings.add(
                "priority-inverted",
                "client " + client + " took " + count(overtakers, "item") + " with a lower priority from " + log.key()
                        + " while it knew the item " + w.item().name() + " of priority "
                        + w.item().priority()
                        + ", which was enqueued at " + seconds(enqueue.completedNanos())
                        + "; minItemsBeforeRefresh is " + minItems,
                Blame.RECIPE,
                new Extent(enqueue.invokedNanos(), to, new TreeSet<>(List.of(client, enqueue.client())), operations),
                QueueCitations.REFRESHED);
    }

    /** Counts the added positions before a position: a Fenwick tree. */
    private static final class PrefixCounts {
        private final int[] sums;

        PrefixCounts(int size) {
            this.sums = new int[size + 1];
        }

        void add(int position) {
            for (int i = position + 1; i < sums.length; i += i & -i) {
                sums[i]++;
            }
        }

        int before(int position) {
            int sum = 0;
            for (int i = position; i > 0; i -= i & -i) {
                sum += sums[i];
            }
            return sum;
        }
    }
}
