package dev.stampede.checker.analysis;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event.RoleChanged;
import dev.stampede.checker.history.data.Event.Stalled;
import dev.stampede.checker.history.data.FaultWindow;
import dev.stampede.checker.history.data.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The disturbances of members and clients: faults, changes of roles, and stalls of JVMs.
 *
 * <p>Checks apply a time limit only where no disturbance affected the parties involved, so a limit also holds on a
 * loaded machine. The harness is one of these parties, because the proxies between clients and members run in it.
 * Immutable and safe to share between threads.
 */
public final class Disturbances {
    /** The JVM of the harness, in which the proxies run. */
    public static final String HARNESS = "harness";

    private final History history;
    private final ClientTimeline clients;
    private final List<Interval> roles;
    private final Map<String, List<Interval>> stalls = new HashMap<>();
    private final Map<Integer, UndisturbedTime> working = new ConcurrentHashMap<>();
    private final Map<Integer, RunningTime> running = new ConcurrentHashMap<>();
    private final Map<Integer, RunningTime> requests = new ConcurrentHashMap<>();

    Disturbances(History history, ClientTimeline clients) {
        this.history = history;
        this.clients = clients;
        this.roles = history.events(RoleChanged.class)
                .map(e -> new Interval(e.atNanos(), e.atNanos()))
                .toList();
        history.events(Stalled.class).forEach(e -> stalls.computeIfAbsent(e.jvm(), j -> new ArrayList<>())
                .add(new Interval(e.fromNanos(), e.atNanos())));
    }

    /** The stalls of one JVM only; {@link #stallsAround} adds those of the harness. */
    public List<Interval> stalls(String jvm) {
        return stalls.getOrDefault(jvm, List.of());
    }

    /** The times in which requests of a client may have been delayed: the stalls of its JVM and of the harness. */
    public List<Interval> stallsAround(int client) {
        String jvm = clients.jvm(client);
        List<Interval> all = new ArrayList<>(stalls(jvm));
        if (!jvm.equals(HARNESS)) {
            all.addAll(stalls(HARNESS));
        }
        return all;
    }

    /** The longest stall of a JVM that overlaps the closed interval, null if there is none. */
    public @Nullable Interval longestStall(String jvm, long fromNanos, long toNanos) {
        Interval longest = null;
        for (Interval s : stalls(jvm)) {
            boolean longer = longest == null || s.toNanos() - s.fromNanos() > longest.toNanos() - longest.fromNanos();
            longest = s.overlaps(fromNanos, toNanos) && longer ? s : longest;
        }
        return longest;
    }

    /** The time during which the JVM of a client runs. */
    public RunningTime runningTime(int client) {
        return running.computeIfAbsent(client, c -> new RunningTime(stalls(clients.jvm(c))));
    }

    /** The time during which the JVM of a client and the harness run. */
    public RunningTime requestTime(int client) {
        return requests.computeIfAbsent(client, c -> new RunningTime(stallsAround(c)));
    }

    /** The windows of the faults that a predicate selects, from the start of the injection until the heal is proven. */
    public List<Interval> faults(Predicate<FaultWindow> which) {
        return history.faults().stream()
                .filter(which)
                .map(w -> new Interval(w.injectingNanos(), w.healedNanos()))
                .toList();
    }

    /**
     * The disturbances of the ensemble: faults of members, and changes of roles, because a new leader restarts the
     * expiry clock of every session.
     */
    public List<Interval> ofMembers() {
        List<Interval> all = new ArrayList<>(faults(w -> !w.members().isEmpty()));
        all.addAll(roles);
        return all;
    }

    /**
     * The times in which a client could work: no fault affected the ensemble or this client, and neither its JVM nor
     * the harness stalled.
     */
    public UndisturbedTime working(int client) {
        return working.computeIfAbsent(client, c -> {
            List<Interval> disturbed = new ArrayList<>(
                    faults(w -> w.clients().isEmpty() || w.clients().contains(c)));
            disturbed.addAll(stallsAround(c));
            return new UndisturbedTime(List.of(new Interval(0, Operation.OPEN)), disturbed, List.of());
        });
    }

    /**
     * The times in which the ensemble was undisturbed, regardless of faults of clients; stalls of the harness are
     * pauses.
     */
    public UndisturbedTime ensemble(long endNanos) {
        return new UndisturbedTime(List.of(new Interval(0, endNanos)), ofMembers(), stalls(HARNESS));
    }

    /**
     * The times in which a client was connected and undisturbed; stalls are pauses.
     *
     * @param waits further pauses: the times in which it waited for responses
     */
    public UndisturbedTime connected(int client, List<Interval> waits, long endNanos) {
        List<Interval> connections = clients.connections(client).stream()
                .map(c -> new Interval(c.fromNanos(), c.toNanos()))
                .toList();
        return connected(client, connections, waits, endNanos);
    }

    /** The undisturbed parts of the intervals in which a client was connected; stalls and {@code waits} are pauses. */
    UndisturbedTime connected(int client, List<Interval> connections, List<Interval> waits, long endNanos) {
        List<Interval> within = connections.stream()
                .map(c -> new Interval(c.fromNanos(), Math.min(c.toNanos(), endNanos)))
                .filter(c -> c.fromNanos() < c.toNanos())
                .toList();
        List<Interval> disturbed = new ArrayList<>(ofMembers());
        disturbed.addAll(faults(w -> w.clients().contains(client)));
        List<Interval> pauses = new ArrayList<>(stallsAround(client));
        pauses.addAll(waits);
        return new UndisturbedTime(within, disturbed, pauses);
    }

    /**
     * The times in which a client was connected, no fault acted on any member or client, and no role changed; stalls of
     * any JVM are pauses.
     */
    public UndisturbedTime connectedWithoutFaults(int client) {
        List<Interval> connections = clients.connections(client).stream()
                .map(c -> new Interval(c.fromNanos(), c.toNanos()))
                .toList();
        List<Interval> disturbed = new ArrayList<>(faults(w -> true));
        disturbed.addAll(roles);
        List<Interval> pauses = new ArrayList<>();
        stalls.values().forEach(pauses::addAll);
        return new UndisturbedTime(connections, disturbed, pauses);
    }

    /** The times in which no fault acted, and none was healed within the preceding {@code afterNanos}. */
    public UndisturbedTime withoutFaults(long afterNanos) {
        List<Interval> disturbed = faults(w -> true).stream()
                .map(w -> new Interval(
                        w.fromNanos(), w.toNanos() == Operation.OPEN ? w.toNanos() : w.toNanos() + afterNanos))
                .toList();
        return new UndisturbedTime(List.of(new Interval(0, history.endNanos())), disturbed, List.of());
    }
}
