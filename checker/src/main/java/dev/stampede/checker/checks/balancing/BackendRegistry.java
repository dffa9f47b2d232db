package dev.stampede.checker.checks.balancing;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.checks.registration.RegisteredZnode;
import dev.stampede.checker.checks.registration.RegisteredZnodes;
import dev.stampede.checker.checks.registration.SupposedRegistrations;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.BackendInput;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.FaultEffect;
import dev.stampede.checker.history.data.NameInput;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The registrations of backends over time. Immutable once built; O(n log n) in events. */
final class BackendRegistry {
    private final Map<String, List<BackendRegistration>> registrations = new HashMap<>();
    private final Map<String, List<BackendAddress>> addressWrites = new HashMap<>();
    private final Map<String, List<BackendAddress>> byAddress = new HashMap<>();
    private final Set<Integer> backends = new TreeSet<>();
    private final RegisteredZnodes znodes;

    BackendRegistry(History history, BudgetGuard guard) {
        readAddressWrites(history, guard);
        znodes = RegisteredZnodes.of(history, addressWrites.keySet());
        readRegistrations(history);
    }

    /** The numbers of the backends. */
    Set<Integer> backends() {
        return backends;
    }

    /** The paths of the znodes of the backends. */
    Iterable<String> paths() {
        return addressWrites.keySet();
    }

    /** The znodes at a path, in the order of the acknowledgements of their creation. */
    List<BackendRegistration> registrations(String path) {
        return registrations.getOrDefault(path, List.of());
    }

    /** The last write of this address that was invoked up to {@code byNanos}, null if there is none. */
    @Nullable
    BackendAddress addressWrite(String path, String address, long byNanos) {
        List<BackendAddress> all = byAddress.getOrDefault(path + ' ' + address, List.of());
        int place = SortedSearch.upTo(all.size(), i -> all.get(i).write().invokedNanos(), byNanos);
        return place == 0 ? null : all.get(place - 1);
    }

    /**
     * The writes of this address that a client may still see in the interval: the last write that was invoked up to
     * {@code fromNanos}, and those that were invoked before {@code toNanos}. Empty if none was invoked up to
     * {@code fromNanos}.
     */
    List<BackendAddress> addressWrites(String path, String address, long fromNanos, long toNanos) {
        List<BackendAddress> all = byAddress.getOrDefault(path + ' ' + address, List.of());
        int first = SortedSearch.upTo(all.size(), i -> all.get(i).write().invokedNanos(), fromNanos) - 1;
        int end =
                SortedSearch.firstAtOrAfter(all.size(), i -> all.get(i).write().invokedNanos(), toNanos);
        return first < 0 ? List.of() : all.subList(first, Math.max(first + 1, end));
    }

    /** The number of znodes at a path that had been created up to a moment. */
    int createdBy(String path, long nanos) {
        List<BackendRegistration> all = registrations(path);
        return SortedSearch.upTo(all.size(), i -> all.get(i).fromNanos(), nanos);
    }

    /** The duration of the slowest acknowledged write of a backend. */
    long longestWriteNanos() {
        return znodes.longestWriteNanos();
    }

    /** The address that a backend writes into its registration, null for other operations. */
    private static @Nullable String address(Operation o) {
        OperationInput input = o.input();
        if (input instanceof NameInput.Register register) {
            return register.address();
        }
        return input instanceof BackendInput.Update update ? update.address() : null;
    }

    private void readAddressWrites(History history, BudgetGuard guard) {
        Map<String, List<Operation>> writes = new HashMap<>();
        for (Operation o : guard.each(history.operations(NameInput.Register.class, BackendInput.Update.class))) {
            if (address(o) == null) {
                continue;
            }
            backends.add(o.client());
            if (o.key() != null && o.outcome() != Outcome.FAILED) {
                writes.computeIfAbsent(o.key(), k -> new ArrayList<>()).add(o);
            }
        }
        writes.forEach((path, list) -> addressWrites.put(path, addressWrites(path, list)));
        addressWrites
                .values()
                .forEach(all -> all.forEach(e -> byAddress
                        .computeIfAbsent(e.path() + ' ' + e.address(), k -> new ArrayList<>())
                        .add(e)));
    }

    private static List<BackendAddress> addressWrites(String path, List<Operation> writes) {
        List<BackendAddress> addressWrites = new ArrayList<>();
        for (int i = 0; i < writes.size(); i++) {
            Operation write = writes.get(i);
            String address = String.valueOf(address(write));
            long replaced = Operation.OPEN;
            for (int j = i + 1; j < writes.size(); j++) {
                Operation next = writes.get(j);
                if (address.equals(address(next))) {
                    break; // The later write of the same address takes over.
                }
                if (next.outcome() == Outcome.OK) {
                    replaced = next.completedNanos();
                    break;
                }
            }
            addressWrites.add(new BackendAddress(write, path, address, replaced));
        }
        return addressWrites;
    }

    private void readRegistrations(History history) {
        Map<Integer, NavigableSet<Long>> stops = new HashMap<>();
        Map<Integer, NavigableSet<Long>> deaths = new HashMap<>();
        readEnds(history, stops, deaths);
        SupposedRegistrations supposed = new SupposedRegistrations(
                history, Analysis.of(history).clients().workEndNanos());
        boolean users = history.header().userClass() != null;
        for (String path : addressWrites.keySet()) {
            List<BackendRegistration> found = new ArrayList<>();
            boolean unknown = users && znodes.at(path).isEmpty();
            for (RegisteredZnode znode :
                    unknown ? supposed.of(path, writesAt(path), stopsOf(path, stops)) : znodes.at(path)) {
                found.add(new BackendRegistration(
                        znode,
                        after(stops.get(znode.client()), znode.fromNanos()),
                        after(deaths.get(znode.client()), znode.fromNanos())));
            }
            registrations.put(path, found);
        }
    }

    private List<BackendAddress> addressWritesAt(String path) {
        return addressWrites.getOrDefault(path, List.of());
    }

    private List<Operation> writesAt(String path) {
        return addressWritesAt(path).stream().map(BackendAddress::write).toList();
    }

    private NavigableSet<Long> stopsOf(String path, Map<Integer, NavigableSet<Long>> stops) {
        NavigableSet<Long> all = new TreeSet<>();
        addressWritesAt(path)
                .forEach(entry -> all.addAll(stops.getOrDefault(entry.write().client(), new TreeSet<>())));
        return all;
    }

    /** Whether the znodes of the backends are known; a user's class may create them at any path. */
    boolean znodesAreKnown() {
        return addressWrites.keySet().stream().anyMatch(path -> !znodes.at(path).isEmpty());
    }

    private static long after(@Nullable NavigableSet<Long> moments, long nanos) {
        Long next = moments == null ? null : moments.ceiling(nanos);
        return next == null ? Operation.OPEN : next;
    }

    private void readEnds(
            History history, Map<Integer, NavigableSet<Long>> stops, Map<Integer, NavigableSet<Long>> deaths) {
        for (Operation o : history.operations(BackendInput.Stop.class)) {
            stops.computeIfAbsent(o.client(), c -> new TreeSet<>()).add(o.invokedNanos());
            if (o.outcome() == Outcome.OK) {
                deaths.computeIfAbsent(o.client(), c -> new TreeSet<>()).add(o.completedNanos());
            }
        }
        for (int backend : backends) {
            stops.computeIfAbsent(backend, c -> new TreeSet<>())
                    .addAll(Analysis.of(history).clients().processEnds(backend));
        }
        history.faults().stream()
                .filter(w -> w.has(FaultEffect.KILLS_CLIENT_JVM) && w.injectedNanos() != Operation.OPEN)
                .forEach(w -> w.clients().forEach(c -> deaths.computeIfAbsent(c, n -> new TreeSet<>())
                        .add(w.injectedNanos())));
        history.events(Event.SessionChanged.class)
                .filter(e -> e.state() == Event.SessionState.CLOSED)
                .forEach(e ->
                        stops.computeIfAbsent(e.client(), c -> new TreeSet<>()).add(e.atNanos()));
    }
}
