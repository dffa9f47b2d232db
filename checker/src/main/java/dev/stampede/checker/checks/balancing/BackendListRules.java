package dev.stampede.checker.checks.balancing;

import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.UndisturbedTime;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.checks.registration.AdoptedList;
import dev.stampede.checker.history.data.BackendInput;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a balancer lists and routes to with what backends wrote. An <em>entry</em> of a list is an address at
 * the path of a backend. One instance per balancer; not thread-safe.
 */
final class BackendListRules {
    /** The end of an entry, its reason, and how long the entry may stay in a list afterwards. */
    private record End(long atNanos, String why, String kind, String bound) {}

    private static final End NO_END = new End(UndisturbedTime.NEVER, "", "", "");

    private final BackendRegistry registry;
    private final UndisturbedTime ensemble;
    private final BalancingBounds bounds;
    private final AnomalyCollector findings;
    private final ObservedBalancer balancer;
    private final Map<BackendAddress, End> ends = new HashMap<>();
    private final Set<String> reported = new HashSet<>();
    /** Since when successive lists have lacked a path. */
    private final Map<String, Long> lacking = new HashMap<>();

    private long longestNanos;
    private int failed;

    BackendListRules(
            BackendRegistry registry,
            UndisturbedTime ensemble,
            BalancingBounds bounds,
            AnomalyCollector findings,
            ObservedBalancer balancer) {
        this.registry = registry;
        this.ensemble = ensemble;
        this.bounds = bounds;
        this.findings = findings;
        this.balancer = balancer;
    }

    /** The longest judged time for which an ended entry stayed in a list. */
    long longestNanos() {
        return longestNanos;
    }

    /** The number of requests without a response. */
    int failed() {
        return failed;
    }

    void judge() {
        long until = 0;
        for (AdoptedList list : balancer.lists()) {
            if (until < list.fromNanos()) {
                lacking.clear(); // No list was in force in between.
            }
            until = list.toNanos();
            list.entries().forEach((path, address) -> judge(list, path, address));
            missing(list);
        }
        for (Operation dispatch : balancer.dispatches()) {
            judge(dispatch);
        }
    }

    private void judge(AdoptedList list, String path, String address) {
        List<BackendAddress> entries = registry.addressWrites(path, address, list.fromNanos(), list.toNanos());
        if (entries.isEmpty()) {
            report(
                    "never-existed",
                    path + address,
                    "client " + balancer.client() + " listed " + address + " for " + path + " at "
                            + seconds(list.fromNanos()) + ", which no backend had written there",
                    new Extent(
                            list.operation().invokedNanos(),
                            list.fromNanos(),
                            Set.of(balancer.client()),
                            List.of(list.operation().number())),
                    BalancingCitations.ATOMICITY);
        }
        for (int i = 0; i < entries.size(); i++) {
            // Once the address is written again, the list may show the new entry.
            long until = i + 1 == entries.size()
                    ? list.toNanos()
                    : Math.min(list.toNanos(), entries.get(i + 1).write().invokedNanos());
            stale(list, entries.get(i), until);
        }
    }

    /** Judges whether a list that shows an entry until a moment should have dropped the entry before. */
    private void stale(AdoptedList list, BackendAddress entry, long untilNanos) {
        End end = end(entry);
        if (end.atNanos() == UndisturbedTime.NEVER || untilNanos <= end.atNanos()) {
            return;
        }
        String path = entry.path();
        String address = entry.address();
        longestNanos = Math.max(longestNanos, untilNanos - Math.max(end.atNanos(), list.fromNanos()));
        long deadline =
                balancer.undisturbed().doneBy(end.atNanos(), bounds.delivery().nanos());
        if (deadline < untilNanos) {
            report(
                    end.kind(),
                    path + address,
                    "client " + balancer.client() + " still listed " + address + " for " + path + " at "
                            + seconds(untilNanos) + ", although " + end.why() + "; it was undisturbed for "
                            + end.bound() + " until " + seconds(deadline),
                    new Extent(
                            entry.write().invokedNanos(),
                            untilNanos,
                            Set.of(balancer.client(), entry.write().client()),
                            List.of(entry.write().number(), list.operation().number())),
                    end.kind().equals("outlived") ? BalancingCitations.EPHEMERALS : BalancingCitations.TIMELINESS);
        }
    }

    private End end(BackendAddress entry) {
        return ends.computeIfAbsent(entry, this::findEnd);
    }

    private End findEnd(BackendAddress entry) {
        if (entry.write().outcome() != Outcome.OK) {
            return NO_END; // It is unknown when the write took effect.
        }
        End end = entry.replacedNanos() == Operation.OPEN
                ? NO_END
                : new End(
                        entry.replacedNanos(),
                        "another address had replaced it by " + seconds(entry.replacedNanos()),
                        "stale-address",
                        bounds.delivery().equation());
        @Nullable BackendRegistration registration = registrationOf(entry);
        if (registration == null) {
            return end;
        }
        if (registration.goneNanos() < end.atNanos()) {
            end = new End(
                    registration.goneNanos(),
                    "its znode was observed to be gone at " + seconds(registration.goneNanos()),
                    "stale-list",
                    bounds.delivery().equation());
        }
        if (registration.deadNanos() != Operation.OPEN) {
            long expired =
                    ensemble.doneBy(registration.deadNanos(), bounds.expiry().nanos());
            if (expired < end.atNanos()) {
                end = new End(
                        expired,
                        "the backend, client " + registration.client() + ", had died by "
                                + seconds(registration.deadNanos()) + " and its session had to end by "
                                + seconds(expired) + " (" + bounds.expiry().equation() + ")",
                        "outlived",
                        bounds.delivery().equation());
            }
        }
        return end;
    }

    /**
     * The znode that contained an entry: the last one that existed when the write was acknowledged, null if unknown.
     */
    private @Nullable BackendRegistration registrationOf(BackendAddress entry) {
        int count = registry.createdBy(entry.path(), entry.write().completedNanos());
        if (count == 0) {
            return null;
        }
        BackendRegistration last = registry.registrations(entry.path()).get(count - 1);
        boolean ended =
                Math.min(last.goneNanos(), last.deadNanos()) <= entry.write().invokedNanos();
        return ended ? null : last; // A later znode contained the entry, and no response shows which.
    }

    /** Judges whether a list lacks a live, registered backend for longer than allowed. */
    private void missing(AdoptedList list) {
        for (String path : registry.paths()) {
            if (list.entries().containsKey(path)) {
                lacking.remove(path);
                continue;
            }
            long lacked = lacking.computeIfAbsent(path, p -> list.fromNanos());
            // Znodes of a path follow each other: all but the last one are gone.
            List<BackendRegistration> all = registry.registrations(path);
            int first = Math.max(0, registry.createdBy(path, list.fromNanos()) - 1);
            for (BackendRegistration r : all.subList(first, registry.createdBy(path, list.toNanos()))) {
                long until = Math.min(list.toNanos(), r.presentUntil());
                long since = Math.max(lacked, r.fromNanos());
                if (since >= until || r.vanished()) {
                    continue; // It is unknown how long a vanished znode was gone before this was observed.
                }
                long deadline =
                        balancer.undisturbed().doneBy(since, bounds.delivery().nanos());
                if (deadline < until) {
                    report(
                            "missing",
                            path + r.czxid(),
                            "client " + balancer.client() + " did not list " + path + " from " + seconds(since) + " to "
                                    + seconds(until) + ", although its backend, client " + r.client()
                                    + ", was alive and registered since " + seconds(r.fromNanos())
                                    + "; it was undisturbed for "
                                    + bounds.delivery().equation() + " until "
                                    + seconds(deadline),
                            new Extent(
                                    since,
                                    until,
                                    Set.of(balancer.client(), r.client()),
                                    List.of(list.operation().number())),
                            BalancingCitations.TIMELINESS);
                }
            }
        }
    }

    private void judge(Operation dispatch) {
        String path = String.valueOf(dispatch.key());
        String address = dispatch.input() instanceof BackendInput.Dispatch input ? input.address() : "";
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (dispatch.outcome() == Outcome.OK && !name.equals(dispatch.result())) {
            report(
                    "wrong-backend",
                    path + address,
                    "client " + balancer.client() + " sent a request to " + name + " at " + address + ", and "
                            + dispatch.result() + " answered",
                    extent(dispatch, new TreeSet<>(Set.of(balancer.client()))),
                    BalancingCitations.ATOMICITY);
        } else if (dispatch.outcome() != Outcome.OK && dispatch.completed()) {
            failed++;
            unanswered(dispatch, path, address);
        }
    }

    private void unanswered(Operation dispatch, String path, String address) {
        @Nullable BackendAddress entry = registry.addressWrite(path, address, dispatch.invokedNanos());
        if (entry == null) {
            return;
        }
        End end = end(entry);
        long deadline = end.atNanos() == UndisturbedTime.NEVER
                ? UndisturbedTime.NEVER
                : balancer.undisturbed().doneBy(end.atNanos(), bounds.delivery().nanos());
        if (deadline < dispatch.invokedNanos()) {
            report(
                    "routed-to-dead",
                    path + address,
                    "client " + balancer.client() + " sent a request to " + address + " of " + path + " at "
                            + seconds(dispatch.invokedNanos()) + " and got no response (" + dispatch.error()
                            + "), although " + end.why() + "; it was undisturbed for " + end.bound() + " until "
                            + seconds(deadline),
                    extent(
                            dispatch,
                            new TreeSet<>(
                                    Set.of(balancer.client(), entry.write().client()))),
                    BalancingCitations.TIMELINESS);
        }
    }

    private static Extent extent(Operation dispatch, Set<Integer> clients) {
        return new Extent(
                dispatch.invokedNanos(),
                Math.max(
                        dispatch.invokedNanos(),
                        dispatch.completed() ? dispatch.completedNanos() : dispatch.invokedNanos()),
                clients,
                List.of(dispatch.number()));
    }

    /** Reports each anomaly once per balancer. */
    private void report(String kind, String what, String headline, Extent extent, Citation promise) {
        if (reported.add(kind + what)) {
            findings.add(kind, headline, Blame.RECIPE, extent, promise);
        }
    }
}
