package dev.stampede.checker.checks.exclusion.locks;

import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.checks.exclusion.locks.EphemeralLifetimes.DeleteSent;
import dev.stampede.checker.checks.exclusion.locks.EphemeralLifetimes.EphemeralLifetime;
import dev.stampede.checker.checks.exclusion.views.Hold;
import dev.stampede.checker.checks.exclusion.views.HoldAnalysis;
import dev.stampede.checker.history.data.LockInput;
import dev.stampede.checker.history.data.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When a client may have needed its own znode, or was about to delete it. Every uncertain case counts as need.
 *
 * <ul>
 *   <li>While the acquire that created it runs, until that acquire has queued again with another znode in the same
 *       folder.
 *   <li>While the client has a hold with it, from the call of the acquire to the return of the last release; without a
 *       release, until the end of the history. The client also needs the znode while it has a hold of the same key with
 *       an unknown znode.
 *   <li>While another acquire of the same key runs that may have taken it over, until that acquire has created its own
 *       znode. An acquire that was granted with another znode has not taken it over.
 *   <li>While a delete of it that the client sent is not answered.
 * </ul>
 */
final class ZnodeUse {
    /** A closed interval of need, and the reason for its end. */
    record Need(long fromNanos, long toNanos, int operation, String ended) {}

    private record Place(int client, String key) {}

    private final HoldAnalysis analysis;
    private final EphemeralLifetimes lifetimes;
    private final Map<Place, List<Operation>> acquires = new HashMap<>();
    private final Map<Integer, List<EphemeralLifetime>> createdBy = new HashMap<>();
    private final Map<Long, List<Hold>> holds = new HashMap<>();
    private final Map<Place, List<Hold>> unknown = new HashMap<>();

    ZnodeUse(HoldAnalysis analysis, EphemeralLifetimes lifetimes) {
        this.analysis = analysis;
        this.lifetimes = lifetimes;
        for (Operation o : analysis.guard().each(analysis.history().operations(LockInput.Acquire.class))) {
            acquires.computeIfAbsent(place(o), p -> new ArrayList<>()).add(o);
        }
        lifetimes.all().forEach(r -> createdBy
                .computeIfAbsent(r.operation(), o -> new ArrayList<>())
                .add(r));
        for (Hold hold : analysis.holds().all()) {
            if (hold.token() != 0) {
                holds.computeIfAbsent(hold.token(), t -> new ArrayList<>()).add(hold);
            } else {
                unknown.computeIfAbsent(new Place(hold.client(), hold.key()), p -> new ArrayList<>())
                        .add(hold);
            }
        }
    }

    private static Place place(Operation o) {
        String key = o.key();
        return new Place(o.client(), key == null ? "" : key);
    }

    private Operation operation(int number) {
        return analysis.history().operations().get(number);
    }

    /** The needs of a znode that was created within an acquire, in the order of their starts. */
    List<Need> of(EphemeralLifetime znode) {
        List<Need> needs = new ArrayList<>();
        Operation creator = operation(znode.operation());
        needs.add(needOfCreator(znode, creator));
        holds.getOrDefault(znode.czxid(), List.of()).forEach(hold -> needs.add(needOfHold(hold)));
        unknown.getOrDefault(place(creator), List.of()).forEach(hold -> needs.add(needOfHold(hold)));
        List<Operation> others = acquires.getOrDefault(place(creator), List.of());
        for (int i = lastInvokedUpTo(others, znode.fromNanos()); i < others.size(); i++) {
            Operation other = others.get(i);
            if (other.invokedNanos() > znode.toNanos()) {
                break;
            }
            boolean usesAnotherZnode = other.token() != 0 && other.token() != znode.czxid();
            if (other.number() != creator.number() && !usesAnotherZnode) {
                needs.add(needOfAnotherAcquire(other));
            }
        }
        for (DeleteSent r : lifetimes.requests(znode.path())) {
            if (r.client() == znode.client()) {
                needs.add(new Need(
                        r.sentNanos(), r.answeredNanos(), creator.number(), "a delete of it was not acknowledged"));
            }
        }
        needs.sort(Comparator.comparingLong(Need::fromNanos));
        return needs;
    }

    /**
     * The index of the last acquire that was invoked up to a moment, otherwise 0. A client's acquires of one key do not
     * overlap.
     */
    private static int lastInvokedUpTo(List<Operation> acquires, long nanos) {
        int invoked = SortedSearch.upTo(acquires.size(), i -> acquires.get(i).invokedNanos(), nanos);
        return Math.max(0, invoked - 1);
    }

    private Need needOfCreator(EphemeralLifetime znode, Operation creator) {
        for (EphemeralLifetime other : createdBy.getOrDefault(creator.number(), List.of())) {
            boolean again = other.czxid() > znode.czxid() && other.folder().equals(znode.folder());
            if (again && other.fromNanos() < creator.completedNanos()) {
                String ended = "the acquire that had created it queued again with " + other.path();
                return new Need(creator.invokedNanos(), other.fromNanos(), creator.number(), ended);
            }
        }
        String ended = "the acquire that had created it returned " + creator.outcome() + " and granted nothing with it";
        return new Need(creator.invokedNanos(), creator.completedNanos(), creator.number(), ended);
    }

    private Need needOfHold(Hold hold) {
        Operation grant = operation(hold.grant());
        if (hold.last() < 0 || hold.sampled()) {
            return new Need(grant.invokedNanos(), Operation.OPEN, grant.number(), "");
        }
        Operation release = operation(hold.last());
        return new Need(
                grant.invokedNanos(), release.completedNanos(), release.number(), "the hold with it was released");
    }

    private Need needOfAnotherAcquire(Operation other) {
        long queued = Operation.OPEN;
        for (EphemeralLifetime own : createdBy.getOrDefault(other.number(), List.of())) {
            queued = Math.min(queued, own.fromNanos());
        }
        String ended = queued < other.completedNanos()
                ? "the next acquire queued with its own znode"
                : "the next acquire returned " + other.outcome() + " and granted nothing with it";
        return new Need(other.invokedNanos(), Math.min(queued, other.completedNanos()), other.number(), ended);
    }
}
