package dev.stampede.checker.checks.balancing;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.testing.FaultScope;
import dev.stampede.checker.testing.Reply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A small random world of backends and balancers, written as a history and stored as states. Everything happens at
 * multiples of 100 ms, so that all moments between two multiples are equal. Without defects it is correct by
 * construction: every necessary action is done within a few steps.
 */
final class BalancingWorld {
    static final int STEPS = 240;
    /** Nothing is judged after this step. */
    static final int END = 225;

    static final int FOREVER = Integer.MAX_VALUE;

    /** The possible defects of the balancers and backends of a world. */
    enum Defect {
        NONE,
        REFRESHES_RARELY,
        DROPS,
        KEEPS,
        MIXES,
        ASKS_ANOTHER,
        FORGETS_TO_REGISTER,
        LOSES_ZNODES,
        LEAVES_ZNODES
    }

    /** One znode of a backend: its actual and its observable lifetime; times are steps. */
    static final class Znode {
        String path = "";
        int client;
        long czxid;
        long session;
        String address = "";
        int known = FOREVER; // when a response first showed it
        int gone = FOREVER; // when it was deleted
        int seenGone = FOREVER;
    }

    /** A write of an address; {@code znode} is the written znode, if known. */
    static final class Write {
        int operation;
        int client;
        String function = "";
        String path = "";
        String address = "";
        int invoked;
        int completed = FOREVER;
        Outcome outcome = Outcome.INDETERMINATE;
        Znode znode;
    }

    /** A refresh of a balancer, and its list if it succeeded. */
    static final class Refresh {
        int operation;
        int client;
        int invoked;
        int completed = FOREVER;
        boolean adopted;
        Map<String, String> backends = Map.of();
    }

    /** A moment in the life of a client: a state of its session, or what it did. */
    record Moment(int client, String what, int step) {}

    record Dispatch(int client, String path, String address, String answer, int invoked) {}

    final SplittableRandom random;
    final Defect defect;
    final BalancingHistoryBuilder history = new BalancingHistoryBuilder();
    final List<String> paths = new ArrayList<>();
    final List<Znode> znodes = new ArrayList<>();
    final List<Write> writes = new ArrayList<>();
    final List<Refresh> refreshes = new ArrayList<>();
    final List<Dispatch> dispatches = new ArrayList<>();
    final List<Moment> moments = new ArrayList<>();
    final Map<Long, Integer> proven = new HashMap<>();
    final boolean[] memberFaults = new boolean[STEPS + 1]; // a fault of a member acted in the step that begins here
    final boolean[] roleChanged = new boolean[STEPS + 1]; // a role changed at this moment
    final boolean[] stalled = new boolean[STEPS + 1];
    final Map<Integer, boolean[]> clientFaults = new HashMap<>(); // the same for the faults of each client
    int longestWrite;
    private final List<WorldBackend> backends = new ArrayList<>();
    private final List<WorldBalancer> balancers = new ArrayList<>();
    private final List<Map.Entry<Integer, Event>> later = new ArrayList<>();
    private long sessions = 0xc0;
    private long zxid = 0x10;
    int step;

    BalancingWorld(SplittableRandom random, Defect defect) {
        this.random = random;
        this.defect = defect;
        int count = random.nextInt(1, 3);
        for (int i = 0; i < count; i++) {
            paths.add("/lb/backend-" + i);
            backends.add(new WorldBackend(this, i, paths.get(i)));
        }
        int more = random.nextInt(1, 3);
        for (int i = 0; i < more; i++) {
            balancers.add(new WorldBalancer(this, count + i));
        }
    }

    BalancingWorld live() {
        for (step = 0; step < STEPS; step++) {
            later.stream()
                    .filter(e -> e.getKey() == step)
                    .sorted(Comparator.comparingLong(e -> e.getValue().atNanos()))
                    .forEach(e -> history.add(e.getValue()));
            if (step == END) {
                history.until(millis());
            }
            if (oneIn(150)) {
                disturb();
            }
            backends.forEach(WorldBackend::act);
            balancers.forEach(WorldBalancer::act);
        }
        history.add(new Event.Note(Event.Severity.QUIET, "the end", now()));
        return this;
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    long now() {
        return nanos(step);
    }

    long millis() {
        return millis(step);
    }

    private static long millis(int step) {
        return 100L * step;
    }

    static long nanos(int step) {
        return BalancingHistoryBuilder.nanos(millis(step));
    }

    long nextSession() {
        return ++sessions;
    }

    private void disturb() {
        int until = Math.min(STEPS - 1, step + random.nextInt(12));
        switch (random.nextInt(3)) {
            case 0 -> {
                history.leads(1, millis());
                roleChanged[step] = true;
            }
            case 1 -> {
                fault("pause", List.of(2), List.of(), until);
                mark(memberFaults, until);
                roleChanged[step] = true;
            }
            default -> {
                add(until, new Event.Stalled("harness", now(), nanos(until)));
                add(until, new Event.Stalled("another", 0, nanos(until)));
                mark(stalled, until);
            }
        }
    }

    private void mark(boolean[] steps, int until) {
        for (int i = step; i < until; i++) {
            steps[i] = true;
        }
    }

    /** A fault of one client: requests take at least as long as the fault. */
    void addClientFault(int client, String family, int until) {
        fault(family, List.of(), List.of(client), until);
        mark(clientFaults.computeIfAbsent(client, c -> new boolean[STEPS + 1]), until);
        moment(client, "fault");
    }

    private void fault(String family, List<Integer> members, List<Integer> clients, int until) {
        String id = history.injecting(
                FaultScope.of(family, "random").members(members).clients(clients), millis());
        history.add(new Event.FaultInjected(id, now()));
        if (until < STEPS) {
            add(until, new Event.FaultHealing(id, nanos(until)));
            add(until, new Event.FaultHealed(id, "it runs", nanos(until)));
        }
    }

    private void add(int when, Event event) {
        if (when <= step) {
            history.add(event);
        } else {
            later.add(Map.entry(when, event));
        }
    }

    void session(int client, SessionState state, long session) {
        history.state(client, state, session, 1, millis());
        moment(client, state.name());
    }

    void opened(int client) {
        history.opened(client, BalancingHistoryBuilder.HARNESS, millis());
    }

    void moment(int client, String what) {
        moments.add(new Moment(client, what, step));
    }

    /** A request that was sent at a step and is answered now. */
    void request(WorldBackend by, int operation, String opcode, String code, Znode znode, int sent) {
        int attempt = history.sent(by.client, operation, by.session, Opcode.named(opcode), by.path, millis(sent));
        boolean ok = code.equals("OK");
        ZnodeStat stat = ok && znode != null
                ? new ZnodeStat(znode.czxid, zxid, znode.czxid, 0, 0, 0, 0, znode.session, 0, 0)
                : null;
        history.answered(attempt, by.session, Reply.of(ResultCode.valueOf(code), zxid, stat), millis());
        if (ok) {
            proven.merge(by.session, sent, Math::max);
            if (znode != null) {
                znode.known = Math.min(znode.known, step);
                longestWrite = opcode.equals("exists") ? longestWrite : Math.max(longestWrite, step - sent);
            }
        }
    }

    Znode at(String path) {
        return znodes.stream()
                .filter(z -> z.path.equals(path) && z.gone == FOREVER)
                .findFirst()
                .orElse(null);
    }

    Znode create(WorldBackend by, String address) {
        Znode made = new Znode();
        made.path = by.path;
        made.client = by.client;
        made.czxid = ++zxid;
        made.session = by.session;
        made.address = address;
        znodes.add(made);
        changed();
        return made;
    }

    void set(Znode znode, String address) {
        zxid++;
        znode.address = address;
        changed();
    }

    /** The znode is gone, which is observed soon, late, or never. */
    void remove(Znode znode) {
        if (znode == null || znode.gone != FOREVER) {
            return;
        }
        znode.gone = step;
        zxid++;
        if (!oneIn(5)) {
            int seen = step + (oneIn(5) ? random.nextInt(40) : random.nextInt(3));
            saw(znode, seen, Event.ZnodeChange.DELETED, zxid, 0);
        }
        if (oneIn(4)) {
            saw(znode, step + random.nextInt(40), Event.ZnodeChange.ABSENT, zxid + 1, znode.czxid);
        }
        changed();
    }

    private void saw(Znode znode, int when, Event.ZnodeChange change, long at, long after) {
        if (when < STEPS) {
            znode.seenGone = Math.min(znode.seenGone, when);
            add(when, new Event.ZnodeObserved(1, change, znode.path, at, after, null, nanos(when)));
        }
    }

    void changed() {
        balancers.forEach(WorldBalancer::notice);
    }

    /** The name of the backend that answers at that address, null if none does. */
    String answers(String path, String address) {
        return backends.stream()
                .filter(b -> b.path.equals(path) && b.up && b.address.equals(address))
                .map(b -> path.substring(path.lastIndexOf('/') + 1))
                .findFirst()
                .orElse(null);
    }
}
