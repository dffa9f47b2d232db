package dev.stampede.checker.checks.notification;

import static dev.stampede.checker.checks.notification.NotificationWorld.COORDINATOR;
import static dev.stampede.checker.checks.notification.NotificationWorld.END;
import static dev.stampede.checker.checks.notification.NotificationWorld.FOREVER;

import dev.stampede.checker.checks.notification.NotificationWorld.Life;
import dev.stampede.checker.checks.notification.NotificationWorld.Receive;
import dev.stampede.checker.checks.notification.NotificationWorld.Task;
import dev.stampede.checker.checks.notification.NotificationWorld.View;
import dev.stampede.checker.checks.notification.NotificationWorld.Write;
import dev.stampede.checker.history.data.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Judges a world by the promises that {@link NotificationsCheck} documents, step by step and without code of the check.
 * Slow on purpose.
 *
 * <p>Time limits in steps of 100 ms, with T = 3 s, tickTime 200 ms and syncLimit 5: delivery takes 33 steps, an
 * answer 50.
 */
final class NotificationJudge {
    private static final int DELIVERY = 33;
    private static final int ANSWER = 50;

    private final NotificationWorld world;
    private final Map<String, Integer> kinds = new TreeMap<>();

    private NotificationJudge(NotificationWorld world) {
        this.world = world;
    }

    /** The number of anomalies of each kind. */
    static Map<String, Integer> kinds(NotificationWorld world) {
        NotificationJudge judge = new NotificationJudge(world);
        for (Task task : world.tasks) {
            for (Life life : world.lives) {
                if (life.client() == task.worker()) {
                    judge.missedTask(task, life);
                    judge.twice(task, life);
                    judge.unanswered(task, life);
                } else if (life.client() == COORDINATOR) {
                    judge.missedStatuses(task, life);
                }
            }
            judge.views(task);
        }
        for (Receive receive : world.receives) {
            boolean assigned = world.tasks.stream()
                    .anyMatch(t -> t.name().equals(receive.task()) && t.assigned() <= receive.step());
            if (!assigned) {
                judge.found("unknown-task");
            }
        }
        return judge.kinds;
    }

    private void found(String kind) {
        kinds.merge(kind, 1, Integer::sum);
    }

    /** The end of an action of this length that a client can start at a step. */
    private int doneBy(int client, int from, int length) {
        int run = 0;
        for (int t = from; t < END; t++) {
            boolean disturbed = world.faulted[t] || world.away[client][t];
            run = world.turned[t] || disturbed ? 0 : run;
            run += disturbed || world.waiting[client][t] ? 0 : 1;
            if (run == length) {
                return t + 1;
            }
        }
        return FOREVER;
    }

    private List<Receive> receives(Task task, Life life) {
        return world.receives.stream()
                .filter(r -> r.task().equals(task.name()))
                .filter(r -> r.step() >= life.from() && r.step() <= life.to())
                .toList();
    }

    private int known(Task task) {
        int received = world.receives.stream()
                .filter(r -> r.task().equals(task.name()))
                .mapToInt(Receive::step)
                .min()
                .orElse(FOREVER);
        return Math.min(received, Math.min(task.acknowledged(), task.observed()));
    }

    private static int until(Task task, Life life) {
        return Math.min(task.withdrawn(), life.to());
    }

    private void missedTask(Task task, Life life) {
        int since = Math.max(known(task), life.from());
        if (since == FOREVER) {
            return;
        }
        int deadline = doneBy(life.client(), since, DELIVERY);
        boolean inTime = receives(task, life).stream().anyMatch(r -> r.step() <= deadline);
        if (!inTime && deadline < until(task, life)) {
            found("missed-task");
        }
    }

    private List<Write> answers(Task task, Life life) {
        return world.writes.stream()
                .filter(w -> w.answer() && w.task().equals(task.name()))
                .filter(w -> w.from() >= life.from() && w.from() <= life.to())
                .toList();
    }

    private void twice(Task task, Life life) {
        if (receives(task, life).size() > 1) {
            found("received-twice");
        }
        List<Write> answers = answers(task, life);
        boolean again = answers.stream().filter(a -> a.outcome() == Outcome.OK).anyMatch(a -> answers.stream()
                .anyMatch(b -> !b.equals(a) && b.from() >= a.to()));
        if (again) {
            found("answered-twice");
        }
    }

    private void unanswered(Task task, Life life) {
        List<Receive> received = receives(task, life);
        if (received.isEmpty()) {
            return;
        }
        int deadline = doneBy(life.client(), received.get(0).step(), ANSWER);
        List<Write> asked =
                answers(task, life).stream().filter(a -> a.from() <= deadline).toList();
        boolean acknowledged = asked.stream().anyMatch(a -> a.outcome() == Outcome.OK);
        if (deadline >= until(task, life) || acknowledged) {
            return;
        }
        boolean seen =
                asked.stream().anyMatch(a -> world.views.stream().anyMatch(v -> Objects.equals(v.data(), a.data())));
        if (asked.isEmpty() || (!seen && world.audited && certainlyNotWritten(task, asked.get(0)))) {
            found("unanswered");
        }
    }

    /** Whether the last write that took effect was acknowledged before this one was sent, or there was none. */
    private boolean certainlyNotWritten(Task task, Write answer) {
        if (task.withdrawn() != FOREVER) {
            return false;
        }
        long last = world.lastWritten(task.name());
        return last == 0
                || world.writes.stream()
                        .anyMatch(w -> w.mzxid() == last && w.outcome() == Outcome.OK && w.to() <= answer.from());
    }

    private List<View> views(Task task, Life life) {
        return world.views.stream()
                .filter(v -> v.task().equals(task.name()))
                .filter(v -> v.step() >= life.from() && v.step() <= life.to())
                .sorted(Comparator.comparingInt(View::step))
                .toList();
    }

    private void missedStatuses(Task task, Life life) {
        boolean own = task.assigned() >= life.from() && task.assigned() <= life.to();
        boolean listed = task.acknowledged() < life.asked();
        if (!own && !listed) {
            return;
        }
        Set<Integer> reported = new HashSet<>();
        for (Write write : world.writes) {
            if (!write.task().equals(task.name()) || write.outcome() != Outcome.OK) {
                continue;
            }
            int since = Math.max(write.to(), own ? task.assigned() : life.from());
            int deadline = doneBy(COORDINATOR, since, DELIVERY);
            List<View> views = views(task, life);
            boolean inTime = views.stream().anyMatch(v -> v.mzxid() >= write.mzxid() && v.step() <= deadline);
            int current = IntStream.range(0, views.size())
                    .filter(i -> views.get(i).step() <= deadline)
                    .max()
                    .orElse(-1);
            if (!inTime && deadline < until(task, life) && since < until(task, life) && reported.add(current)) {
                found("missed-status");
            }
        }
    }

    private void views(Task task) {
        List<View> all = new ArrayList<>(world.views.stream()
                .filter(v -> v.task().equals(task.name()))
                .sorted(Comparator.comparingInt(View::step))
                .toList());
        all.removeIf(v -> v.data() == null);
        for (int i = 0; i < all.size(); i++) {
            View view = all.get(i);
            boolean written = world.writes.stream()
                    .filter(w -> w.task().equals(task.name()) && w.from() <= view.step())
                    .filter(w -> w.data().equals(view.data()))
                    .anyMatch(w -> w.outcome() != Outcome.OK || w.mzxid() == view.mzxid());
            if (!written) {
                found("unknown-status");
            }
            View before = i == 0 ? view : all.get(i - 1);
            boolean oneLife = world.lives.stream()
                    .filter(l -> l.client() == COORDINATOR)
                    .anyMatch(l -> l.from() <= before.step() && view.step() <= l.to());
            if (view.mzxid() < before.mzxid() && oneLife) {
                found(view.session() == before.session() ? "status-went-back" : "status-went-back, a caveat");
            }
        }
    }
}
