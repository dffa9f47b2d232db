package dev.stampede.checker.checks.membership;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.testing.FaultScope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A small random world of one group, written as a history and stored as facts. Everything happens at multiples of 100 ms.
 * Client 1 (and perhaps 2) is a member, the others watch. Without defects it is correct by construction: whatever is
 * necessary is done within a few steps.
 */
final class MembershipWorld {
    static final int STEPS = 260;
    /** Nothing is judged after this step. */
    static final int END = 240;

    static final int FOREVER = Integer.MAX_VALUE;

    enum Defect {
        NONE,
        VIEWS_ARE_LATE,
        VIEWS_ARE_WRONG,
        ZNODES_STAY,
        ZNODES_ARE_NOT_CREATED_AGAIN,
        WRITES_ARE_LOST
    }

    /** One membership; times are steps. */
    static final class Life {
        int client;
        int join;
        int leaving = FOREVER;
        int left = FOREVER;
        int dead = FOREVER;
    }

    static final class Znode {
        int client;
        long czxid;
        long session;
        String data = "";
        int from;
        boolean gone;
        int seenGone = FOREVER;
    }

    record Write(int client, int step, boolean ok, boolean acknowledged, String data, Life life, long session) {}

    record Create(int client, int step, long czxid) {}

    record Read(int client, int step, String data, long session) {}

    record Listing(int client, int from, Map<String, String> members) {}

    final SplittableRandom random;
    final Defect defect;
    final MembershipHistoryBuilder history = new MembershipHistoryBuilder();
    final List<Life> lives = new ArrayList<>();
    final List<Znode> znodes = new ArrayList<>();
    final List<Write> writes = new ArrayList<>();
    final List<Create> creates = new ArrayList<>();
    final List<Read> reads = new ArrayList<>();
    final List<Listing> listings = new ArrayList<>();
    final Map<Integer, List<Integer>> closed = new HashMap<>();
    final Map<Long, Integer> proven = new HashMap<>();
    final Map<Integer, boolean[]> away = new HashMap<>();
    final Map<Integer, boolean[]> waiting = new HashMap<>();
    final boolean[] faulted = new boolean[STEPS + 1];
    final boolean[] turned = new boolean[STEPS + 1];
    int longestRead;
    final int members;
    final int clients;
    int step;
    private final List<WorldMember> actors = new ArrayList<>();
    private final List<WorldWatcher> watchers = new ArrayList<>();
    private final Map<Integer, List<Runnable>> later = new TreeMap<>();
    private long sessions = 0xd0;
    private long zxid = 0x10;

    MembershipWorld(SplittableRandom random, Defect defect) {
        this.random = random;
        this.defect = defect;
        members = random.nextInt(1, 3);
        clients = members + random.nextInt(1, 3);
        for (int client = 1; client <= clients; client++) {
            history.client(client, MembershipHistoryBuilder.HARNESS);
            away.put(client, new boolean[STEPS + 1]);
            waiting.put(client, new boolean[STEPS + 1]);
            closed.put(client, new ArrayList<>());
            if (client <= members) {
                actors.add(new WorldMember(this, client));
            } else {
                watchers.add(new WorldWatcher(this, client));
            }
        }
    }

    MembershipWorld live() {
        for (step = 1; step < STEPS; step++) {
            List<Runnable> now = later.remove(step);
            if (now != null) {
                now.forEach(Runnable::run);
            }
            if (step == END) {
                history.until(millis());
            }
            if (oneIn(200)) {
                disturb();
            }
            actors.forEach(WorldMember::act);
            watchers.forEach(WorldWatcher::act);
        }
        history.add(new Event.Note(Event.Severity.QUIET, "the end", MembershipHistoryBuilder.nanos(millis())));
        return this;
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    long millis() {
        return 100L * step;
    }

    void in(int steps, Runnable what) {
        if (steps <= 0) {
            what.run();
        } else {
            later.computeIfAbsent(step + steps, s -> new ArrayList<>()).add(what);
        }
    }

    long nextSession() {
        return ++sessions;
    }

    long nextZxid() {
        return ++zxid;
    }

    private void disturb() {
        turned[step] = true;
        if (oneIn(2)) {
            history.leads(1, millis());
            return;
        }
        int until = Math.min(STEPS - 1, step + random.nextInt(1, 12));
        history.fault(FaultScope.of("pause", "random").members(2), millis(), 100L * until);
        for (int i = step; i < until; i++) {
            faulted[i] = true;
        }
        turned[until] = true;
    }

    void suspend(int client, int steps) {
        history.state(client, SessionState.SUSPENDED, millis());
        mark(away.get(client), steps);
    }

    void mark(boolean[] what, int steps) {
        for (int i = step; i < Math.min(what.length, step + steps); i++) {
            what[i] = true;
        }
    }

    /** What the znodes show now. */
    Map<String, String> truth() {
        Map<String, String> truth = new TreeMap<>();
        znodes.stream().filter(z -> !z.gone).forEach(z -> truth.put("c" + z.client, z.data));
        return truth;
    }

    Znode create(int client, long session, String data) {
        Znode made = new Znode();
        made.client = client;
        made.czxid = nextZxid();
        made.session = session;
        made.data = data;
        made.from = step;
        znodes.add(made);
        watchers.forEach(WorldWatcher::notice);
        return made;
    }

    void set(Znode znode, String data) {
        znode.data = data;
        watchers.forEach(WorldWatcher::notice);
    }

    /** A znode is gone, which is observed soon or never. */
    void remove(Znode znode) {
        znode.gone = true;
        long at = nextZxid();
        if (!oneIn(6)) {
            in(random.nextInt(3), () -> {
                znode.seenGone = step;
                history.gone(znode.client, at, millis());
            });
        }
        watchers.forEach(WorldWatcher::notice);
    }
}
