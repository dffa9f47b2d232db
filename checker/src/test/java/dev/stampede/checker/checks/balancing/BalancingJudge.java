package dev.stampede.checker.checks.balancing;

import static dev.stampede.checker.checks.balancing.BalancingWorld.END;
import static dev.stampede.checker.checks.balancing.BalancingWorld.FOREVER;
import static dev.stampede.checker.checks.balancing.BalancingWorld.STEPS;

import dev.stampede.checker.checks.balancing.BalancingWorld.Dispatch;
import dev.stampede.checker.checks.balancing.BalancingWorld.Moment;
import dev.stampede.checker.checks.balancing.BalancingWorld.Refresh;
import dev.stampede.checker.checks.balancing.BalancingWorld.Write;
import dev.stampede.checker.checks.balancing.BalancingWorld.Znode;
import dev.stampede.checker.history.data.Outcome;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Judges a world by the promises that {@link BalancingCheck} documents, moment by moment, each rule separately and
 * without code of the check. Slow on purpose.
 *
 * <p>Time limits in steps of 100 ms, with T = 3 s, tickTime 200 ms and syncLimit 5: a session ends within 33 steps and
 * the slowest write; a change is delivered within 33 steps and the slowest refresh; a backend tries to register within
 * 31 steps.
 */
final class BalancingJudge {
    private static final int EXPIRY = 33;
    private static final int DELIVERY = 33;
    private static final int COMEBACK = 31;
    private static final Set<String> SESSIONS =
            Set.of("CONNECTED", "RECONNECTED", "SUSPENDED", "LOST", "EXPIRED", "CLOSED");

    private final BalancingWorld world;
    private final Set<String> kinds = new TreeSet<>();
    private final int delivery;
    private final Map<Integer, ClientTime> clientTimes = new HashMap<>();

    private BalancingJudge(BalancingWorld world) {
        this.world = world;
        delivery = DELIVERY
                + world.refreshes.stream()
                        .filter(r -> r.adopted)
                        .mapToInt(r -> r.completed - r.invoked)
                        .max()
                        .orElse(0);
    }

    /** The kinds of the anomalies. */
    static Set<String> kinds(BalancingWorld world) {
        BalancingJudge judge = new BalancingJudge(world);
        world.znodes.forEach(judge::vanished);
        world.moments.forEach(judge::notRegisteredAgain);
        world.refreshes.stream().mapToInt(r -> r.client).distinct().forEach(judge::balancer);
        return judge.kinds;
    }

    private void balancer(int client) {
        Refresh[] inForce = inForce(client);
        for (String path : world.paths) {
            missing(client, path, inForce);
            Set<String> addresses = new TreeSet<>();
            world.refreshes.stream()
                    .filter(r -> r.client == client && r.backends.containsKey(path))
                    .forEach(r -> addresses.add(r.backends.get(path)));
            addresses.forEach(address -> listed(client, path, address, inForce));
        }
        world.dispatches.stream()
                .filter(d ->
                        d.client() == client && d.answer() != null && !d.path().endsWith("/" + d.answer()))
                .forEach(d -> kinds.add("wrong-backend"));
    }

    /** For each step, the list that is in force until the next step. */
    private Refresh[] inForce(int client) {
        Refresh[] inForce = new Refresh[STEPS + 1];
        for (Refresh r : world.refreshes) {
            if (r.client == client && r.adopted) {
                int end = first(client, r.completed, Set.of("kill", "end"));
                Arrays.fill(inForce, r.completed, Math.max(r.completed + 1, Math.min(STEPS, end)), r);
            }
        }
        return inForce;
    }

    /** An address must leave the list after its end and an undisturbed time limit of the balancer. */
    private void listed(int client, String path, String address, Refresh[] inForce) {
        Write last = null;
        String over = null;
        UndisturbedTimer timer = new UndisturbedTimer(client, delivery);
        boolean[] refused = new boolean[STEPS];
        world.dispatches.stream()
                .filter(d -> d.client() == client && d.answer() == null && of(d, path, address))
                .forEach(d -> refused[d.invoked()] = true);
        for (int t = 0; t < STEPS; t++) {
            Write write = lastWrite(path, address, t);
            if (write != last) {
                last = write;
                over = null;
            }
            over = over != null ? over : whyOver(last, t);
            boolean hadItsTime = timer.doneBefore(t); // before this moment
            boolean done = timer.done(t, over != null);
            boolean holds = inForce[t] != null && address.equals(inForce[t].backends.get(path));
            boolean judged = t < END || (hadItsTime && inForce[t] != null && inForce[t].completed == t);
            if (holds && last == null) {
                kinds.add("never-existed");
            } else if (holds && done && judged) {
                kinds.add(over);
            }
            if (refused[t] && done && hadItsTime) {
                kinds.add("routed-to-dead");
            }
        }
    }

    private static boolean of(Dispatch dispatch, String path, String address) {
        return dispatch.path().equals(path) && dispatch.address().equals(address);
    }

    private Write lastWrite(String path, String address, int t) {
        Write last = null;
        for (Write w : world.writes) {
            boolean same = w.path.equals(path) && w.address.equals(address);
            last = same && w.outcome != Outcome.FAILED && w.invoked <= t ? w : last;
        }
        return last;
    }

    /** Why a written entry certainly no longer exists, null if it may exist. */
    private String whyOver(Write write, int t) {
        if (write == null || write.outcome != Outcome.OK) {
            return null;
        }
        for (Write next : world.writes) {
            boolean later = next.path.equals(write.path) && next.operation > write.operation;
            if (later && next.outcome == Outcome.OK && next.completed <= t && !next.address.equals(write.address)) {
                return "stale-address";
            }
        }
        if (write.znode.known > write.completed) {
            return null;
        }
        if (knownGone(write.znode) <= t) {
            return "stale-list";
        }
        return sessionOver(write.znode) <= t ? "outlived" : null;
    }

    /**
     * When a znode is known to be gone: its delete or that of a successor was observed, or a successor was
     * acknowledged.
     */
    private int knownGone(Znode znode) {
        int gone = FOREVER;
        for (Znode z : world.znodes) {
            if (z.path.equals(znode.path) && z.czxid >= znode.czxid) {
                gone = Math.min(gone, z == znode ? z.seenGone : Math.min(z.known, z.seenGone));
            }
        }
        return gone;
    }

    /** When the session of a znode must have ended, given that its backend is dead. */
    private int sessionOver(Znode znode) {
        int dead = first(znode.client, znode.known, Set.of("stop", "kill"));
        int run = 0;
        for (int t = dead; t < END; t++) {
            run = world.roleChanged[t] || world.memberFaults[t] ? 0 : run;
            run += world.memberFaults[t] || world.stalled[t] ? 0 : 1;
            if (run == EXPIRY + world.longestWrite) {
                return t + 1;
            }
        }
        return FOREVER;
    }

    private int first(int client, int from, Set<String> what) {
        return world.moments.stream()
                .filter(m -> m.client() == client && m.step() >= from && what.contains(m.what()))
                .mapToInt(Moment::step)
                .min()
                .orElse(FOREVER);
    }

    /** The time until which a backend certainly lived in the session of its znode and had not been asked to stop. */
    private int lived(Znode znode) {
        int asked = first(znode.client, znode.known, Set.of("stop", "stop?", "kill", "end", "CLOSED"));
        return Math.min(asked, world.proven.getOrDefault(znode.session, -1));
    }

    private void vanished(Znode znode) {
        if (znode.known != FOREVER && knownGone(znode) < lived(znode)) {
            kinds.add("vanished");
        }
    }

    /** A live, registered backend must be in the list after an undisturbed time limit of the balancer. */
    private void missing(int client, String path, Refresh[] inForce) {
        Znode last = null;
        UndisturbedTimer timer = new UndisturbedTimer(client, delivery);
        for (int t = 0; t < END; t++) {
            Znode there = null;
            for (Znode z : world.znodes) {
                there = z.path.equals(path) && z.known <= t ? z : there;
            }
            if (there != last) {
                timer = new UndisturbedTimer(client, delivery);
                last = there;
            }
            boolean lives = there != null && t < lived(there) && knownGone(there) >= lived(there);
            boolean lacks = inForce[t] != null && !inForce[t].backends.containsKey(path);
            if (timer.done(t, lives && lacks)) {
                kinds.add("missing");
            }
        }
    }

    private void notRegisteredAgain(Moment over) {
        int client = over.client();
        boolean backend = world.writes.stream().anyMatch(w -> w.client == client);
        if (!backend || !Set.of("LOST", "EXPIRED").contains(over.what()) || !serves(client, over.step())) {
            return;
        }
        UndisturbedTimer timer = new UndisturbedTimer(client, COMEBACK);
        int t = over.step();
        while (t < END && !timer.done(t, true)) {
            t++;
        }
        int deadline = timer.done(t, true) ? t : FOREVER;
        boolean tried = world.writes.stream()
                .anyMatch(w -> w.client == client
                        && w.function.equals("register")
                        && w.invoked <= deadline
                        && w.completed >= over.step());
        boolean ended = first(client, over.step(), Set.of("stop", "stop?", "kill", "end")) <= deadline;
        if (deadline != FOREVER && !tried && !ended) {
            kinds.add("not-registered-again");
        }
    }

    private boolean serves(int client, int by) {
        boolean serves = false;
        for (Moment m : world.moments) {
            if (m.client() == client && m.step() <= by) {
                serves = m.what().equals("serve")
                        || (serves && !Set.of("stop", "stop?", "kill", "end").contains(m.what()));
            }
        }
        return serves;
    }

    /** The continuous undisturbed time of a client since some event; queried step by step. */
    private final class UndisturbedTimer {
        private final ClientTime clientTime;
        private final int bound;
        private int run;
        private int doneAt = FOREVER;

        UndisturbedTimer(int client, int bound) {
            this.clientTime = clientTimes.computeIfAbsent(client, c -> new ClientTime(world, c));
            this.bound = bound;
        }

        /** Whether the limit had passed before a moment; call before the query of that moment. */
        boolean doneBefore(int t) {
            return doneAt < t;
        }

        /** Whether the limit has passed at that moment; the state from there to the next moment counts afterwards. */
        boolean done(int t, boolean so) {
            if (!so) {
                run = 0;
                doneAt = FOREVER;
                return false;
            }
            boolean done = doneAt <= t;
            if (!done && t < END) {
                run = clientTime.startsAgain[t] ? 0 : run;
                run += clientTime.passes[t] ? 1 : 0;
                doneAt = run == bound ? t + 1 : FOREVER;
            }
            return done;
        }
    }

    /** When the time of a client passes, and when it starts again. */
    private static final class ClientTime {
        private final boolean[] startsAgain = new boolean[STEPS];
        private final boolean[] passes = new boolean[STEPS];

        ClientTime(BalancingWorld world, int client) {
            boolean[] clientFaults = world.clientFaults.getOrDefault(client, new boolean[STEPS + 1]);
            boolean connected = false;
            for (int t = 0; t < STEPS; t++) {
                int now = t;
                startsAgain[t] = world.roleChanged[t];
                for (Moment m : world.moments) {
                    if (m.client() == client && m.step() == t) {
                        boolean session = SESSIONS.contains(m.what());
                        startsAgain[t] |= session || m.what().equals("fault");
                        connected = session ? m.what().endsWith("CONNECTED") : connected;
                    }
                }
                boolean waits = world.refreshes.stream()
                        .anyMatch(r -> r.client == client && r.invoked <= now && now < r.completed);
                boolean disturbed = world.memberFaults[t] || clientFaults[t] || !connected;
                startsAgain[t] |= disturbed;
                passes[t] = !disturbed && !world.stalled[t] && !waits;
            }
        }
    }
}
