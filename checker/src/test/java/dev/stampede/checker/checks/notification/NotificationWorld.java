package dev.stampede.checker.checks.notification;

import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.Event.ZnodeChange;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.TaskInput;
import dev.stampede.checker.testing.FaultScope;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A small random run in steps of 100 ms: client 1 coordinates the job, the others work, and each of them may have
 * several incarnations. {@link NotificationJudge} judges what is recorded here; the check judges {@link #history}.
 */
final class NotificationWorld {
    static final int STEPS = 260;
    static final int END = 220;
    static final int FOREVER = Integer.MAX_VALUE;
    static final int COORDINATOR = 1;

    /** What goes wrong, besides faults and lost responses. */
    enum Defect {
        NONE,
        TASKS_ARE_RECEIVED_LATE,
        TASKS_ARE_RECEIVED_AGAIN,
        ANSWERS_ARE_MISSING,
        STATUSES_ARE_SEEN_LATE,
        VIEWS_ARE_WRONG
    }

    /** A worker or a coordinator; the begin is invoked at {@code asked}. */
    record Life(int client, int asked, int from, int to) {}

    /** A task; {@code acknowledged}, {@code observed} and {@code withdrawn} are FOREVER if that did not happen. */
    record Task(
            String name, int worker, int assigned, int acknowledged, int observed, int withdrawn, Outcome outcome) {}

    record Receive(String task, int client, int step) {}

    /** The write of a status; {@code mzxid} is 0 if it did not take effect. */
    record Write(String task, int client, int from, int to, boolean answer, String data, long mzxid, Outcome outcome) {}

    /** A view of the coordinator; {@code data} is null if the status was absent. */
    record View(String task, int step, @Nullable String data, long mzxid, long session) {}

    final NotificationHistoryBuilder history;
    final int clients;
    final Defect defect;
    final List<Life> lives = new ArrayList<>();
    final List<Task> tasks = new ArrayList<>();
    final List<Receive> receives = new ArrayList<>();
    final List<Write> writes = new ArrayList<>();
    final List<View> views = new ArrayList<>();
    final boolean[][] away;
    final boolean[][] waiting;
    final boolean[] faulted = new boolean[STEPS];
    final boolean[] turned = new boolean[STEPS];
    final boolean audited;
    private final SplittableRandom random;
    private final int[] sessionFrom = new int[STEPS];
    private long zxid = 0x100;

    NotificationWorld(SplittableRandom random, Defect defect) {
        this.random = random;
        this.defect = defect;
        this.clients = 2 + random.nextInt(2);
        this.history = NotificationHistoryBuilder.of(clients);
        this.away = new boolean[clients + 1][STEPS];
        this.waiting = new boolean[clients + 1][STEPS];
        this.audited = random.nextBoolean();
        disturb();
        for (int client = 1; client <= clients; client++) {
            begin(client);
        }
        for (int worker = 2; worker <= clients; worker++) {
            for (int i = random.nextInt(3); i >= 0; i--) {
                task("c" + worker + "/t" + i, worker);
            }
        }
        history.until(millis(END));
        if (audited) {
            audit();
        }
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    private boolean has(Defect one) {
        return defect == one && oneIn(2);
    }

    static long millis(int step) {
        return 100L * step;
    }

    private void disturb() {
        if (oneIn(4)) {
            int from = random.nextInt(1, 120);
            int to = from + random.nextInt(1, 30);
            history.fault(FaultScope.of("pause", "random").members(2), millis(from), millis(to));
            mark(faulted, from, to);
            turned[from] = true;
            turned[to] = true;
        }
        for (int client = 1; client <= clients; client++) {
            int at = 1;
            while (!oneIn(client == COORDINATOR ? 3 : 2)) {
                int from = at + random.nextInt(1, 60);
                int to = from + random.nextInt(1, 40);
                if (to >= END) {
                    break;
                }
                boolean renewed = oneIn(2);
                history.state(client, SessionState.SUSPENDED, millis(from));
                if (renewed) {
                    history.state(client, SessionState.CONNECTED, 0xe00L + 16L * client + at, millis(to));
                } else {
                    history.state(client, SessionState.RECONNECTED, millis(to));
                }
                mark(away[client], from, to);
                if (renewed && client == COORDINATOR) {
                    sessionFrom[to] = 1;
                }
                at = to;
            }
        }
    }

    private static void mark(boolean[] what, int from, int to) {
        for (int i = from; i < Math.min(what.length, to); i++) {
            what[i] = true;
        }
    }

    /** The coordinator's session at a step. */
    private long sessionAt(int step) {
        long session = 0xf00;
        for (int i = 0; i <= step; i++) {
            session += sessionFrom[i];
        }
        return session;
    }

    private void begin(int client) {
        int at = random.nextInt(10);
        while (at < END) {
            int from = at + (client == COORDINATOR ? random.nextInt(4) : 0);
            int to = oneIn(3) ? from + 1 + random.nextInt(120) : FOREVER;
            if (client == COORDINATOR) {
                history.coordinates(client, millis(at), millis(from));
                mark(waiting[client], at, from);
            } else {
                history.works(client, millis(at));
            }
            if (to < END) {
                if (client == COORDINATOR) {
                    history.endsCoordination(client, millis(to));
                } else {
                    history.endsWork(client, millis(to));
                }
            }
            lives.add(new Life(client, at, from, Math.min(to, END)));
            if (to >= END) {
                return;
            }
            at = to + 1 + random.nextInt(20);
        }
    }

    private void task(String name, int worker) {
        int assigned = random.nextInt(5, 60);
        Outcome outcome = oneIn(5) ? Outcome.INDETERMINATE : Outcome.OK;
        boolean exists = outcome == Outcome.OK || oneIn(2);
        int observed = exists && oneIn(3) ? assigned + random.nextInt(5) : FOREVER;
        int withdrawn = oneIn(3) ? assigned + random.nextInt(1, 150) : FOREVER;
        long czxid = ++zxid;
        if (outcome == Outcome.OK) {
            history.assigns(COORDINATOR, name, czxid, millis(assigned));
        } else {
            history.mayAssign(COORDINATOR, name, millis(assigned));
        }
        if (observed != FOREVER) {
            history.observed(
                    ZnodeChange.CREATED, NotificationHistoryBuilder.path(name), czxid, 0, null, millis(observed));
        }
        if (withdrawn < END) {
            history.withdraws(COORDINATOR, name, millis(withdrawn));
        }
        tasks.add(new Task(
                name,
                worker,
                assigned,
                outcome == Outcome.OK ? assigned : FOREVER,
                observed,
                withdrawn < END ? withdrawn : FOREVER,
                outcome));
        if (exists) {
            for (Life life : lives) {
                if (life.client() == worker) {
                    work(name, czxid, life, assigned, withdrawn);
                }
            }
        }
        look(name, assigned);
        if (defect == Defect.VIEWS_ARE_WRONG && oneIn(6)) {
            unassigned(name, worker);
        }
    }

    /** A worker receives a task that was never assigned, or before that. */
    private void unassigned(String name, int worker) {
        int at = random.nextInt(100, 200);
        String other = name + "x";
        history.receives(worker, other, ++zxid, millis(at));
        receives.add(new Receive(other, worker, at));
        if (oneIn(2)) {
            history.assigns(COORDINATOR, other, zxid, millis(at + 1)).withdraws(COORDINATOR, other, millis(at + 1));
        }
    }

    /** One incarnation receives a task, reports and answers it; each of this may be late, missing or repeated. */
    private void work(String name, long czxid, Life life, int assigned, int withdrawn) {
        int end = Math.min(Math.min(life.to(), withdrawn), END);
        int at = Math.max(assigned, life.from())
                + random.nextInt(3)
                + (has(Defect.TASKS_ARE_RECEIVED_LATE) ? random.nextInt(80) : 0);
        if (at >= end) {
            return;
        }
        int times = has(Defect.TASKS_ARE_RECEIVED_AGAIN) ? 2 : 1;
        for (int i = 0; i < times && at < end; i++) {
            history.receives(life.client(), name, czxid, millis(at));
            receives.add(new Receive(name, life.client(), at));
            at = write(name, life.client(), at + random.nextInt(3), end, false);
            int attempts = 1 + random.nextInt(2);
            for (int a = 0; a < attempts && at < end; a++) {
                if (has(Defect.ANSWERS_ARE_MISSING)) {
                    break;
                }
                int before = writes.size();
                at = write(name, life.client(), at + random.nextInt(3), end, true);
                boolean acknowledged =
                        writes.size() > before && writes.get(before).outcome() == Outcome.OK;
                a += acknowledged && !has(Defect.TASKS_ARE_RECEIVED_AGAIN) ? attempts : 0;
            }
        }
    }

    /** Writes a status; returns the next free step. */
    private int write(String name, int client, int from, int end, boolean answer) {
        int to = from + random.nextInt(3);
        if (to >= end) {
            return end;
        }
        String data = (answer ? "done" : "working") + writes.size();
        TaskInput input = answer ? new TaskInput.Answer(data) : new TaskInput.Report(data);
        boolean lost = oneIn(4);
        boolean applied = !lost || oneIn(2);
        long mzxid = applied ? ++zxid : 0;
        if (lost) {
            history.mayWrite(client, name, input, millis(from), millis(to));
        } else {
            history.writes(client, name, input, mzxid, millis(from), millis(to));
        }
        mark(waiting[client], from, to);
        writes.add(new Write(name, client, from, to, answer, data, mzxid, lost ? Outcome.INDETERMINATE : Outcome.OK));
        return to + 1;
    }

    /** The coordinator sees some of the statuses of a task, soon or late. */
    private void look(String name, int assigned) {
        int at = assigned;
        for (Write write : List.copyOf(writes)) {
            if (!write.task().equals(name) || write.mzxid() == 0 || oneIn(8)) {
                continue;
            }
            at = Math.max(at, write.to())
                    + random.nextInt(3)
                    + (has(Defect.STATUSES_ARE_SEEN_LATE) ? random.nextInt(80) : 0);
            if (at >= END) {
                return;
            }
            boolean wrong = defect == Defect.VIEWS_ARE_WRONG && oneIn(8);
            see(name, at, wrong && oneIn(2) ? "wrong" : write.data(), wrong ? write.mzxid() - 1 : write.mzxid());
            if (oneIn(10)) {
                history.seesNone(COORDINATOR, name, millis(at));
                views.add(new View(name, at, null, 0, sessionAt(at)));
            } else if (defect == Defect.VIEWS_ARE_WRONG && oneIn(4)) {
                Write old = writes.stream()
                        .filter(w -> w.task().equals(name) && w.mzxid() != 0)
                        .findFirst()
                        .orElseThrow();
                at += random.nextInt(1, 60);
                if (at < END) {
                    see(name, at, old.data(), old.mzxid());
                }
            }
        }
    }

    private void see(String name, int at, String data, long mzxid) {
        long session = sessionAt(at);
        history.sees(COORDINATOR, name, data, mzxid, session, millis(at));
        views.add(new View(name, at, data, mzxid, session));
    }

    private void audit() {
        long at = millis(END + 5);
        history.memberAudited(1, 0xffff, 5, at);
        for (Task task : tasks) {
            boolean exists = task.acknowledged() != FOREVER
                    || task.observed() != FOREVER
                    || receives.stream().anyMatch(r -> r.task().equals(task.name()));
            if (exists && task.withdrawn() == FOREVER) {
                history.znodeAudited(
                        1,
                        NotificationHistoryBuilder.path(task.name()),
                        NotificationHistoryBuilder.stat(0x1, 0),
                        "",
                        "",
                        at);
                long mzxid = lastWritten(task.name());
                if (mzxid != 0) {
                    history.znodeAudited(
                            1,
                            NotificationHistoryBuilder.status(task.name()),
                            NotificationHistoryBuilder.stat(0x1, mzxid, 1, 0),
                            "",
                            "",
                            at);
                }
            }
        }
    }

    /** The mzxid of the last write of a status that took effect, 0 if there is none. */
    long lastWritten(String task) {
        return writes.stream()
                .filter(w -> w.task().equals(task))
                .mapToLong(Write::mzxid)
                .max()
                .orElse(0);
    }
}
