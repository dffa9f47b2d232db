package dev.stampede.checker.simulation;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.LockInput.Acquire;
import dev.stampede.checker.history.data.LockInput.AcquireAll;
import dev.stampede.checker.history.data.LockInput.Release;
import dev.stampede.checker.history.data.LockInput.ReleaseAll;
import dev.stampede.checker.history.data.OperationOutput.Custom;
import dev.stampede.checker.history.data.OperationOutput.Granted;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.simulation.Request.Kind;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A client of the scenario {@code lock} with queues of waiters: a fair, reentrant lock, a semaphore, or several locks that
 * are acquired together.
 */
final class QueueProgram {
    static final String ROOT = "/queues";

    private static final int KEYS = 3;
    private static final Duration THINK = Duration.ofMillis(4);
    private static final Duration HOLD = Duration.ofMillis(3);
    private static final Duration PATIENCE = Duration.ofMillis(400);

    /** What the clients acquire. */
    enum Mode {
        REENTRANT,
        SEMAPHORE,
        TOGETHER
    }

    /** The number of leases of the semaphore. */
    static final int LEASES = 3;

    private final SimulatedClient client;
    private final Mode mode;
    private final List<QueueLock> locks;

    QueueProgram(SimulatedClient client, Mode mode) {
        this.client = client;
        this.mode = mode;
        this.locks = IntStream.range(0, mode == Mode.SEMAPHORE ? 1 : KEYS)
                .mapToObj(i -> new QueueLock(client, ROOT + "/" + i, mode == Mode.SEMAPHORE ? LEASES : 1))
                .toList();
        client.whenDisturbed(reason -> locks.forEach(lock -> lock.disturbed(reason)));
    }

    void start() {
        prepare(0);
    }

    private void prepare(int number) {
        if (number > locks.size()) {
            again();
            return;
        }
        String path = number == 0 ? ROOT : locks.get(number - 1).key();
        client.whenConnected(() -> client.send(
                -1,
                Request.create(path, "", Kind.PERSISTENT),
                answer -> prepare(answer.code() == ResultCode.CONNECTIONLOSS ? number : number + 1)));
    }

    private void again() {
        client.pause(THINK, () -> {
            int first = client.time().choose(locks.size());
            if (mode == Mode.TOGETHER) {
                together(List.of(
                        locks.get(first), locks.get((first + 1 + client.time().choose(KEYS - 1)) % KEYS)));
            } else {
                QueueLock lock = locks.get(first);
                acquire(lock, () -> hold(lock));
            }
        });
    }

    private void acquire(QueueLock lock, Runnable then) {
        int acquire = client.invoke(lock.key(), Acquire.EXCLUSIVE);
        lock.acquire(acquire, null, token -> {
            granted(lock, acquire, token);
            then.run();
        });
    }

    private void granted(QueueLock lock, int acquire, long token) {
        client.granted(acquire, new Granted(lock.watchEvents()), token);
        client.recorder()
                .add(new Event.Believed(
                        client.number(), lock.key(), token, client.time().tick()));
    }

    private void hold(QueueLock lock) {
        client.pause(HOLD, () -> {
            if (mode == Mode.REENTRANT && !lock.doubted() && client.time().chance(10)) {
                reenter(lock);
            } else {
                release(lock, this::again);
            }
        });
    }

    /** A reentrant acquire and its release send no request. */
    private void reenter(QueueLock lock) {
        client.ok(client.invoke(lock.key(), Acquire.EXCLUSIVE), new Granted(0));
        client.pause(HOLD, () -> {
            client.ok(client.invoke(lock.key(), Release.EXCLUSIVE), Custom.DONE);
            client.pause(HOLD, () -> release(lock, this::again));
        });
    }

    private void release(QueueLock lock, Runnable then) {
        int release = client.invoke(lock.key(), Release.EXCLUSIVE);
        lock.release(release, () -> {
            client.ok(release, Custom.DONE);
            then.run();
        });
    }

    private void together(List<QueueLock> both) {
        List<String> keys = both.stream().map(QueueLock::key).toList();
        int all = client.invoke(null, new AcquireAll(keys));
        QueueLock first = both.get(0);
        QueueLock second = both.get(1);
        oneOf(first, granted -> {
            if (!granted) {
                client.failed(all, "not all of them");
                again();
                return;
            }
            oneOf(second, both2 -> {
                if (both2) {
                    client.ok(all, Custom.DONE);
                    client.pause(HOLD, () -> releaseAll(both));
                } else {
                    release(first, () -> {
                        client.failed(all, "not all of them");
                        again();
                    });
                }
            });
        });
    }

    private interface Outcome {
        void then(boolean granted);
    }

    private void oneOf(QueueLock lock, Outcome outcome) {
        int acquire = client.invoke(lock.key(), Acquire.EXCLUSIVE);
        lock.acquire(acquire, PATIENCE, token -> {
            if (token == 0) {
                client.failed(acquire, "not within " + PATIENCE);
            } else {
                granted(lock, acquire, token);
            }
            outcome.then(token != 0);
        });
    }

    private void releaseAll(List<QueueLock> both) {
        int all = client.invoke(
                null, new ReleaseAll(both.stream().map(QueueLock::key).toList()));
        release(
                both.get(1),
                () -> release(both.get(0), () -> {
                    client.ok(all, Custom.DONE);
                    again();
                }));
    }
}
