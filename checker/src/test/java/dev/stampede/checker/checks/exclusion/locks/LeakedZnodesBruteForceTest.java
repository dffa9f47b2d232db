package dev.stampede.checker.checks.exclusion.locks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.checks.exclusion.views.LockHistoryBuilder;
import dev.stampede.checker.fuzz.Rounds;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.Event.ZnodeChange;
import dev.stampede.checker.history.data.LockInput;
import dev.stampede.checker.history.data.LockInput.Release;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.testing.FaultScope;
import dev.stampede.checker.testing.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Random small histories of one client that acquires, releases, forgets znodes, and is disturbed: compares leaks with
 * their definition, evaluated moment by moment. Everything happens at multiples of 500 ms, so that all moments between
 * two multiples are equal; the time limit is 4 s, eight such moments.
 */
class LeakedZnodesBruteForceTest {
    private static final int ROUNDS = Rounds.of(2_000);
    private static final int STEPS = 60;
    private static final int FOREVER = Integer.MAX_VALUE;
    private static final int BOUND = 8;
    private static final String LEASES = LockHistoryBuilder.KEY + "/leases";

    /** The actual and the observable lifetime of a znode. Times are steps. */
    private static final class Znode {
        long czxid;
        long session;
        String path = "";
        String folder = "";
        Acquire maker = new Acquire();
        int from;
        int gone = FOREVER; // when it was deleted
        int until = -1; // when a response or a watcher first showed its absence
    }

    private static final class Acquire {
        int number;
        int invoked;
        int completed = FOREVER;
        Outcome outcome = Outcome.INDETERMINATE;
        long token;
        int released = FOREVER;
        List<Znode> made = new ArrayList<>();
    }

    private record Asked(Znode of, int sent, int answered) {}

    /** The actions of one client, written as a history and stored as states. */
    private static final class World {
        final SplittableRandom random;
        final LockHistoryBuilder history = LockHistoryBuilder.of(1);
        final List<Acquire> acquires = new ArrayList<>();
        final List<Znode> znodes = new ArrayList<>();
        final List<Asked> deletes = new ArrayList<>();
        final long[] connectedIn = new long[STEPS + 1]; // between a step and the next
        final boolean[] disturbed = new boolean[STEPS + 1];
        long session = LockHistoryBuilder.session(1);
        boolean connected = true;
        Acquire open;
        Acquire held;
        int lastReturn;
        long zxid = 0x100;
        int step;

        World(SplittableRandom random) {
            this.random = random;
        }

        static long at(int step) {
            return 100 + 500L * step;
        }

        boolean oneIn(int n) {
            return random.nextInt(n) == 0;
        }

        World live() {
            int disturbances = 0;
            for (step = 0; step < STEPS; step++) {
                if (oneIn(4)) {
                    act();
                } else if (oneIn(25)) {
                    changeConnection();
                } else if (oneIn(60) && disturbances++ == 0) {
                    disturb();
                }
                connectedIn[step] = connected ? session : 0;
            }
            end();
            return this;
        }

        private void act() {
            if (open == null && held == null && oneIn(2)) {
                open = new Acquire();
                open.number = history.invoked(1, LockHistoryBuilder.KEY, LockInput.Acquire.EXCLUSIVE, at(step));
                open.invoked = step;
                acquires.add(open);
            } else if (open != null && connected && oneIn(2)) {
                create(open);
            } else if (open != null && oneIn(2)) {
                complete();
            } else if (held != null && oneIn(2)) {
                int release = history.invoked(1, LockHistoryBuilder.KEY, Release.EXCLUSIVE, at(step));
                history.completed(release, Outcome.OK, null, null, session, 0, zxid, at(step));
                held.released = step;
                lastReturn = step;
                held = null;
            } else if (connected && !znodes.isEmpty()) {
                delete(znodes.get(random.nextInt(znodes.size())));
            }
        }

        private void create(Acquire by) {
            Znode made = new Znode();
            made.czxid = ++zxid;
            made.session = session;
            made.folder = oneIn(2) ? LockHistoryBuilder.KEY : LEASES;
            String asked = made.folder + "/n-" + session + "-";
            made.path = asked + String.format("%010d", znodes.size());
            made.maker = by;
            made.from = step;
            int attempt = history.sent(1, by.number, Opcode.CREATE, asked, at(step));
            if (oneIn(3)) {
                history.answered(attempt, session, Reply.error(ResultCode.CONNECTIONLOSS), at(step));
            } else {
                history.answered(
                        attempt,
                        session,
                        new Reply(ResultCode.OK, zxid, made.path, LockHistoryBuilder.stat(made.czxid, session)),
                        at(step));
            }
            history.add(new Event.ZnodeObserved(
                    1, ZnodeChange.CREATED, made.path, made.czxid, 0, null, LockHistoryBuilder.nanos(at(step))));
            by.made.add(made);
            znodes.add(made);
        }

        private void complete() {
            Acquire done = open;
            open = null;
            lastReturn = step;
            done.completed = step;
            done.outcome = oneIn(2) ? Outcome.OK : Outcome.FAILED;
            if (done.outcome == Outcome.OK) {
                held = done;
                done.token = oneIn(4) || znodes.isEmpty() ? 0 : znodes.get(random.nextInt(znodes.size())).czxid;
            }
            history.completed(done.number, done.outcome, null, null, session, done.token, zxid, at(step));
        }

        /** A request takes one step until its response, or is never answered. */
        private void delete(Znode of) {
            int attempt = history.sent(1, -1, Opcode.DELETE, of.path, at(step));
            boolean answered = !oneIn(3) && step + 1 < STEPS;
            boolean there = of.gone == FOREVER && of.session == session;
            boolean happens = there && (answered || oneIn(2));
            deletes.add(new Asked(of, step, answered ? step + 1 : FOREVER));
            if (happens) {
                vanish(of, step + 1);
            }
            if (answered) {
                boolean ok = happens || of.gone > step + 1;
                if (ok && !happens) {
                    vanish(of, step + 1); // the znode belongs to another session of the client
                }
                history.answered(
                        attempt, session, Reply.of(ok ? ResultCode.OK : ResultCode.NONODE, zxid, null), at(step + 1));
                of.until = Math.min(of.until < 0 ? FOREVER : of.until, step + 1);
            }
        }

        private void vanish(Znode of, int when) {
            if (of.gone != FOREVER) {
                return;
            }
            of.gone = when;
            zxid++;
            if (!oneIn(6)) {
                of.until = of.until < 0 ? when : Math.min(of.until, when);
                history.add(new Event.ZnodeObserved(
                        1, ZnodeChange.DELETED, of.path, zxid, 0, null, LockHistoryBuilder.nanos(at(when))));
                seen.add(of.czxid);
            }
        }

        final Set<Long> seen = new TreeSet<>();

        private void changeConnection() {
            if (connected) {
                boolean lost = oneIn(3);
                history.state(1, lost ? SessionState.LOST : SessionState.SUSPENDED, session, at(step));
                connected = false;
                if (lost) {
                    long before = session;
                    znodes.stream().filter(z -> z.session == before).forEach(z -> vanish(z, step + 1));
                    session++;
                }
            } else {
                boolean fresh = znodes.stream().noneMatch(z -> z.session == session)
                        && session != LockHistoryBuilder.session(1);
                history.state(1, fresh ? SessionState.CONNECTED : SessionState.RECONNECTED, session, at(step));
                connected = true;
            }
        }

        private void disturb() {
            int until = Math.min(STEPS - 1, step + 1 + random.nextInt(20));
            for (int i = step; i < until; i++) {
                disturbed[i] = true;
            }
            if (oneIn(2)) {
                history.fault(
                        FaultScope.of("partition", "leader").members(1).links(List.of("1->2")), at(step), at(until));
            } else {
                history.stalls("harness", at(step), at(until));
            }
        }

        private void end() {
            history.state(1, SessionState.CLOSED, session, at(STEPS));
            znodes.forEach(z -> vanish(z, STEPS));
            history.ended(at(STEPS + 2));
        }
    }

    private static boolean needed(World world, Znode z, int moment) {
        for (Acquire a : world.acquires) {
            boolean running = a.invoked <= moment && moment < a.completed;
            boolean queuedAnew =
                    a.made.stream().anyMatch(o -> o.czxid > z.czxid && o.folder.equals(z.folder) && o.from <= moment);
            boolean queued = a.made.stream().anyMatch(o -> o.from <= moment);
            boolean granted = a.outcome == Outcome.OK && (a.token == z.czxid || a.token == 0);
            if (granted && a.invoked <= moment && moment < a.released) {
                return true;
            }
            if (a == z.maker && running && !queuedAnew) {
                return true;
            }
            boolean byAnother = a.token != 0 && a.token != z.czxid;
            if (a != z.maker && running && !queued && !byAnother) {
                return true;
            }
        }
        return world.deletes.stream().anyMatch(d -> d.of() == z && d.sent() <= moment && moment < d.answered());
    }

    private static boolean left(World world, Znode z) {
        int inOneGo = 0;
        int atWork = world.open != null ? FOREVER : world.lastReturn;
        for (int moment = z.from; moment < Math.min(z.until, Math.min(atWork, STEPS)); moment++) {
            boolean idle = world.connectedIn[moment] == z.session && !needed(world, z, moment);
            inOneGo = !idle ? 0 : world.disturbed[moment] ? inOneGo : inOneGo + 1;
            if (inOneGo > BOUND) {
                return true;
            }
        }
        return false;
    }

    @Test
    void leaked_znodes_agree_with_a_step_by_step_judgement() {
        SplittableRandom random = new SplittableRandom(5);
        int found = 0;
        int spared = 0;
        for (int round = 0; round < ROUNDS; round++) {
            World world = new World(random.split()).live();
            Set<String> expected = new TreeSet<>();
            world.znodes.stream()
                    .filter(z -> world.seen.contains(z.czxid) && left(world, z))
                    .forEach(z -> expected.add(z.path));
            Set<String> told = new TreeSet<>();
            LeakedZnodesCheck.of(LockHistoryBuilder.spec(LeakedZnodesCheck.NAME))
                    .judge(world.history.analysis())
                    .findings()
                    .forEach(a -> told.add(a.headline().replaceAll(".*the znode (\\S+) for.*", "$1")));
            assertThat(told).as("round %s", round).isEqualTo(expected);
            found += expected.size();
            spared += world.znodes.size() - expected.size();
        }
        assertThat(found).as("so many were left behind").isGreaterThan(ROUNDS / 20);
        assertThat(spared).as("so many were not").isGreaterThan(ROUNDS);
    }
}
