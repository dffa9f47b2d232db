package dev.stampede.workloads.scenario.lock;

import dev.stampede.checker.history.data.LockInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.scenario.RandomTimes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Repeatedly acquires a lock, writes to the fenced store while it holds the lock, and releases it.
 *
 * <p>Settings:
 *
 * <ul>
 *   <li>{@code key}: the parent znode of the lock.
 *   <li>{@code objects}: the number of locks; if there are several, they are below the key. Fewer locks mean more
 *       contention.
 *   <li>{@code hot.percent}: the share of acquires that always choose the first lock.
 *   <li>{@code hold.millis}, {@code think.millis}: the mean time of a hold (from an acquire to its release) and between
 *       two holds, drawn uniformly from 0.5 to 1.5 times the mean.
 *   <li>{@code reentry.percent}: the share of holds with a second, reentrant acquire; if it is above 0, the first hold
 *       also has one.
 *   <li>{@code fenced}: {@code true} for writes with the token of the hold, {@code false} for writes without a token,
 *       {@code none} for no writes.
 * </ul>
 */
public abstract class LockDriver implements ClientDriver {

    /** Creates the lock for one key: one object, or one for each mode of the lock. Called once for each key. */
    protected abstract List<Lock> open(ClientContext context, String key) throws Exception;

    /** Chooses the next lock among those of one key. */
    protected Lock choose(ClientContext context, List<Lock> locks) {
        return locks.get(0);
    }

    @Override
    public final void drive(ClientContext context) throws Exception {
        List<List<Lock>> locks = new ArrayList<>();
        try {
            for (String key : keys(context)) {
                locks.add(open(context, key));
            }
            use(context, locks);
        } finally {
            for (List<Lock> ofKey : locks) {
                for (Lock lock : ofKey) {
                    lock.close();
                }
            }
        }
    }

    private void use(ClientContext context, List<List<Lock>> locks) throws InterruptedException {
        int hotPercent = percent(context, "hot.percent");
        int reentry = percent(context, "reentry.percent");
        boolean reentered = reentry == 0;
        while (context.running()) {
            context.pause(RandomTimes.aroundMean(context, "think.millis"));
            boolean chooseFirst = context.random().nextInt(100) < hotPercent;
            List<Lock> next = locks.get(chooseFirst ? 0 : context.random().nextInt(locks.size()));
            if (context.running()) {
                boolean mustReenter = !reentered || context.random().nextInt(100) < reentry;
                reentered |= holdOnce(context, choose(context, next), mustReenter);
            }
        }
    }

    /** The keys of the locks of a client. */
    static List<String> keys(ClientContext context) {
        String key = context.spec().setting("key");
        int objects = Integer.parseInt(context.spec().setting("objects"));
        if (objects == 1) {
            return List.of(key);
        }
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < objects; i++) {
            keys.add(key + "/" + i);
        }
        return keys;
    }

    /** A successful acquire with its token. */
    private record Grant(Recorder.Op acquire, long token) {}

    /**
     * Acquires and releases the lock once. Returns whether the client re-entered the lock, as {@code mustReenter}
     * requests.
     */
    private static boolean holdOnce(ClientContext context, Lock lock, boolean mustReenter) throws InterruptedException {
        Grant grant = acquire(context, lock);
        if (grant == null) {
            context.pause(Duration.ofMillis(100));
            return false;
        }
        boolean reentered = false;
        try {
            // The client writes at the beginning and at the end of the hold. If it was paused in between, it writes
            // when it continues.
            write(context, lock, grant);
            hold(context, lock);
            if (!lock.doubted() && mustReenter) {
                reenter(context, lock);
                reentered = true;
            }
            if (!lock.doubted()) {
                write(context, lock, grant);
            }
        } finally {
            release(context, lock);
        }
        return reentered;
    }

    private static void reenter(ClientContext context, Lock lock) throws InterruptedException {
        if (acquire(context, lock) != null) {
            try {
                hold(context, lock);
            } finally {
                release(context, lock);
            }
            hold(context, lock);
        }
    }

    private static @Nullable Grant acquire(ClientContext context, Lock lock) throws InterruptedException {
        Recorder recorder = context.recorder();
        Recorder.Op acquire = recorder.invoke(lock.key(), new LockInput.Acquire(lock.mode()));
        long token;
        try {
            token = lock.acquire();
        } catch (InterruptedException e) {
            acquire.interrupted();
            throw e;
        } catch (Exception e) {
            lock.threw(acquire, e);
            return null;
        }
        int events = lock.watchEvents();
        acquire.ok(new OperationOutput.Granted(events), token);
        recorder.believes(lock.key(), token);
        if (lock.doubted()) {
            recorder.doubts(lock.key(), "disconnected when it was granted");
        }
        return new Grant(acquire, token);
    }

    private static void hold(ClientContext context, Lock lock) throws InterruptedException {
        long end = System.nanoTime()
                + RandomTimes.aroundMean(context, "hold.millis").toNanos();
        while (context.running() && !lock.doubted() && System.nanoTime() - end < 0) {
            context.pause(Duration.ofMillis(5));
        }
    }

    private static void write(ClientContext context, Lock lock, Grant grant) {
        String fenced = context.spec().setting("fenced");
        if (fenced.equals("none") || "read".equals(lock.mode())) {
            return;
        }
        try {
            context.store().write(lock.key(), grant.acquire(), fenced.equals("true") ? grant.token() : 0);
        } catch (IOException e) {
            context.recorder().note("the fenced store did not answer: " + e.getMessage());
        }
    }

    private static void release(ClientContext context, Lock lock) throws InterruptedException {
        Recorder.Op release = context.recorder().invoke(lock.key(), new LockInput.Release(lock.mode()));
        try {
            lock.release();
            release.ok();
        } catch (InterruptedException e) {
            release.interrupted();
            throw e;
        } catch (Exception e) {
            lock.threw(release, e);
        }
    }

    static int percent(ClientContext context, String setting) {
        return Integer.parseInt(context.spec().setting(setting));
    }
}
