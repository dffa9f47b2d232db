package dev.stampede.workloads.scenario.lock;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.client.Recorder;
import java.io.IOException;
import java.time.Duration;

/**
 * Acquires, writes to the fenced store while it holds, and releases, over and over.
 *
 * <p>Settings: {@code key} (what is exclusive), {@code hold.millis}, {@code think.millis} (both are the mean of a
 * uniform draw from half of it to one and a half), {@code fenced} ({@code true}: writes show the token of their hold).
 */
public abstract class LockDriver implements ClientDriver {

    /** The lock under test. */
    protected abstract Lock open(ClientContext context) throws Exception;

    @Override
    public final void drive(ClientContext context) throws Exception {
        Lock lock = open(context);
        while (context.running()) {
            context.pause(draw(context, "think.millis"));
            if (context.running()) {
                oneHold(context, lock);
            }
        }
    }

    private static void oneHold(ClientContext context, Lock lock) throws InterruptedException {
        Recorder recorder = context.recorder();
        String key = context.spec().setting("key");
        Recorder.Op acquire = recorder.invoke("acquire", key, null);
        long token;
        try {
            token = lock.acquire();
        } catch (InterruptedException e) {
            acquire.indeterminate("interrupted");
            throw e;
        } catch (Exception e) {
            acquire.threw(e);
            context.pause(Duration.ofMillis(100));
            return;
        }
        acquire.granted(token);
        recorder.believes(key, token);
        if (lock.doubted()) {
            recorder.doubts(key, "disconnected when it was granted");
        }
        try {
            use(context, lock, acquire, token);
        } finally {
            release(recorder, lock, key);
        }
    }

    /** Writes when the hold begins and before it ends: a client that was stopped in between writes when it goes on. */
    private static void use(ClientContext context, Lock lock, Recorder.Op acquire, long token)
            throws InterruptedException {
        boolean fenced = Boolean.parseBoolean(context.spec().setting("fenced"));
        write(context, acquire, fenced ? token : 0);
        long end = System.nanoTime() + draw(context, "hold.millis").toNanos();
        while (context.running() && !lock.doubted() && System.nanoTime() - end < 0) {
            context.pause(Duration.ofMillis(5));
        }
        if (!lock.doubted()) {
            write(context, acquire, fenced ? token : 0);
        }
    }

    private static void write(ClientContext context, Recorder.Op acquire, long token) {
        try {
            context.store().write(context.spec().setting("key"), acquire, token);
        } catch (IOException e) {
            context.recorder().note("the fenced store did not answer: " + e.getMessage());
        }
    }

    private static void release(Recorder recorder, Lock lock, String key) throws InterruptedException {
        Recorder.Op release = recorder.invoke("release", key, null);
        try {
            lock.release();
            release.ok(null);
        } catch (InterruptedException e) {
            release.indeterminate("interrupted");
            throw e;
        } catch (Exception e) {
            release.threw(e);
        }
    }

    private static Duration draw(ClientContext context, String setting) {
        int mean = Integer.parseInt(context.spec().setting(setting));
        return Duration.ofMillis(mean / 2 + context.random().nextInt(mean + 1));
    }
}
