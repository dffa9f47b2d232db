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
 * What kept members and clients from working: faults, changes of roles, and the times in which JVMs did not run.
 *
 * <p>A bound on time is judged only where nothing of this touched those whom it needs, so that it holds on a loaded machine
 * as well. The harness is among them: the proxies between clients and members run in it. Immutable and safe to share
 * between threads.
 */
public final class Disturbances {
    /** The JVM of the harness, in which the proxies run. */
    public static final String HARNESS = "harness";

    private final History history;
    private final ClientTimeline clients;
    private final List<Interval> roles;
    private final Map<String, List<Interval>> stalls = new HashMap<>();
    private final Map<Integer, UndisturbedTime> working = new ConcurrentHashMap<>();

    Disturbances(History history, ClientTimeline clients) {
        this.history = history;
        this.clients = clients;
        this.roles = history.events(RoleChanged.class)
                .map(e -> new Interval(e.atNanos(), e.atNanos()))
                .toList();
        history.events(Stalled.class).forEach(e -> stalls.computeIfAbsent(e.jvm(), j -> new ArrayList<>())
                .add(new Interval(e.fromNanos(), e.atNanos())));
    }

    /** When a JVM did not run; not of the harness as well. */
    public List<Interval> stalls(String jvm) {
        return stalls.getOrDefault(jvm, List.of());
    }

    /** When requests of a client may not have run: the stalls of its JVM and of the harness. */
    public List<Interval> stallsAround(int client) {
        String jvm = clients.jvm(client);
        List<Interval> all = new ArrayList<>(stalls(jvm));
        if (!jvm.equals(HARNESS)) {
            all.addAll(stalls(HARNESS));
        }
        return all;
    }

    /** The longest stall of a JVM that touches the closed interval, null if there is none. */
    public @Nullable Interval longestStall(String jvm, long fromNanos, long toNanos) {
        Interval longest = null;
        for (Interval s : stalls(jvm)) {
            boolean longer = longest == null || s.toNanos() - s.fromNanos() > longest.toNanos() - longest.fromNanos();
            longest = s.overlaps(fromNanos, toNanos) && longer ? s : longest;
        }
        return longest;
    }

    /** The time in which the JVM of a client runs. */
    public RunningTime runningTime(int client) {
        return new RunningTime(stalls(clients.jvm(client)));
    }

    /** The time in which the JVM of a client and the harness run. */
    public RunningTime requestTime(int client) {
        return new RunningTime(stallsAround(client));
    }

    /** The windows of the faults that a predicate selects. */
    public List<Interval> faults(Predicate<FaultWindow> which) {
        return history.faults().stream()
                .filter(which)
                .map(w -> new Interval(w.injectingNanos(), w.healedNanos()))
                .toList();
    }

    /** What disturbs the ensemble: faults of members, and each change of a role, because a new leader starts the clock of every session anew. */
    public List<Interval> ofMembers() {
        List<Interval> all = new ArrayList<>(faults(w -> !w.members().isEmpty()));
        all.addAll(roles);
        return all;
    }

    /** When a client could work: no fault touched the ensemble or this client, and neither its JVM nor the harness stalled. */
    public UndisturbedTime working(int client) {
        return working.computeIfAbsent(client, c -> {
            List<Interval> disturbed = new ArrayList<>(
                    faults(w -> w.clients().isEmpty() || w.clients().contains(c)));
            disturbed.addAll(stallsAround(c));
            return new UndisturbedTime(List.of(new Interval(0, Operation.OPEN)), disturbed, List.of());
        });
    }

    /** When the ensemble was undisturbed, whatever clients suffered; stalls of the harness are pauses. */
    public UndisturbedTime ensemble(long endNanos) {
        return new UndisturbedTime(List.of(new Interval(0, endNanos)), ofMembers(), stalls(HARNESS));
    }

    /**
     * When a client was connected and undisturbed; stalls are pauses.
     *
     * @param waits further pauses: when it waited for answers
     */
    public UndisturbedTime connected(int client, List<Interval> waits, long endNanos) {
        List<Interval> connections = clients.connections(client).stream()
                .map(c -> new Interval(c.fromNanos(), c.toNanos()))
                .toList();
        return connected(client, connections, waits, endNanos);
    }

    /** The same for a client that was connected in these intervals. */
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

    /** When no fault acted on anybody, and none had been healed within the last {@code afterNanos}. */
    public UndisturbedTime withoutFaults(long afterNanos) {
        List<Interval> disturbed = faults(w -> true).stream()
                .map(w -> new Interval(
                        w.fromNanos(), w.toNanos() == Operation.OPEN ? w.toNanos() : w.toNanos() + afterNanos))
                .toList();
        return new UndisturbedTime(List.of(new Interval(0, history.endNanos())), disturbed, List.of());
    }
}
