package dev.stampede.workloads.scenario.lock;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.Recorder;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A user's lock in one of its modes. */
final class UserHoldLock implements Lock {
    private final UserHold hold;
    private final BiConsumer<Recorder.Op, Exception> failure;
    private final @Nullable String mode;
    private final Callable<Boolean> acquire;
    private final Release release;
    private final Close close;

    /** Releases the user's lock. */
    interface Release {
        void run() throws Exception;
    }

    /** Closes the user's object. */
    interface Close {
        void run() throws InterruptedException;
    }

    UserHoldLock(
            UserHold hold,
            BiConsumer<Recorder.Op, Exception> failure,
            @Nullable String mode,
            Callable<Boolean> acquire,
            Release release,
            Close close) {
        this.hold = hold;
        this.failure = failure;
        this.mode = mode;
        this.acquire = acquire;
        this.release = release;
        this.close = close;
    }

    @Override
    public String key() {
        return hold.key;
    }

    @Override
    public @Nullable String mode() {
        return mode;
    }

    @Override
    public long acquire() throws Exception {
        ClientContext context = hold.context;
        long began = context.recorder().mark();
        while (context.running()) {
            hold.acquiring();
            if (acquire.call()) {
                hold.granted();
                return context.recorder().tokenSince(began, hold.key);
            }
        }
        throw new InterruptedException("the client was asked to stop while it waited");
    }

    @Override
    public void release() throws Exception {
        hold.released();
        release.run();
    }

    @Override
    public void threw(Recorder.Op operation, Exception thrown) {
        failure.accept(operation, thrown);
    }

    @Override
    public void close() throws InterruptedException {
        close.run();
    }

    @Override
    public boolean doubted() {
        return hold.doubted();
    }
}
