package dev.stampede.workloads.scenario.lock;

import dev.stampede.checker.history.data.LockInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.client.Recorder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Acquires, writes to the fenced store while it holds, and releases, over and over.
 *
 * <p>Settings: {@code key} (what is exclusive); {@code objects} (how many such there are, below the key if more than one;
 * fewer make for more contention) and {@code hot.percent} (how many of its acquires go to the first of them, whatever the
 * dice say of the others); {@code hold.millis}, {@code think.millis} (both are the mean of a uniform draw from half of it to
 * one and a half); {@code reentry.percent} (how many of its holds acquire once more while they hold); {@code fenced} ({@code
 * true}: writes show the token of their hold, {@code false}: they show none, {@code none}: nothing is written).
 */
public abstract class LockDriver implements ClientDriver {

    /** Makes the locks under test of one key, called once for each key: one, or several modes of it. */
    protected abstract List<Lock> open(ClientContext context, String key) throws Exception;

    /** Which of the locks of one key comes next. */
    protected Lock choose(ClientContext context, List<Lock> locks) {
        return locks.get(0);
    }

    @Override
    public final void drive(ClientContext context) throws Exception {
        List<List<Lock>> locks = new ArrayList<>();
        for (String key : keys(context)) {
            locks.add(open(context, key));
        }
        int hot = percent(context, "hot.percent");
        while (context.running()) {
            context.pause(draw(context, "think.millis"));
            boolean first = context.random().nextInt(100) < hot;
            List<Lock> next = locks.get(first ? 0 : context.random().nextInt(locks.size()));
            if (context.running()) {
                oneHold(context, choose(context, next));
            }
        }
    }

    /** The keys of a client's locks. */
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

    /** An acquire that was granted. */
    private record Grant(Recorder.Op acquire, long token) {}

    private static void oneHold(ClientContext context, Lock lock) throws InterruptedException {
        Grant grant = acquire(context, lock);
        if (grant == null) {
            context.pause(Duration.ofMillis(100));
            return;
        }
        try {
            // It writes when the hold begins and before it ends: a client that was stopped in between writes when it
            // continues.
            write(context, lock, grant);
            hold(context, lock);
            if (!lock.doubted() && context.random().nextInt(100) < percent(context, "reentry.percent")) {
                again(context, lock);
            }
            if (!lock.doubted()) {
                write(context, lock, grant);
            }
        } finally {
            release(context, lock);
        }
    }

    private static void again(ClientContext context, Lock lock) throws InterruptedException {
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
            acquire.threw(e);
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
        long end = System.nanoTime() + draw(context, "hold.millis").toNanos();
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
            release.threw(e);
        }
    }

    static int percent(ClientContext context, String setting) {
        return Integer.parseInt(context.spec().setting(setting));
    }

    static Duration draw(ClientContext context, String setting) {
        int mean = Integer.parseInt(context.spec().setting(setting));
        return Duration.ofMillis(mean / 2 + context.random().nextInt(mean + 1));
    }
}
