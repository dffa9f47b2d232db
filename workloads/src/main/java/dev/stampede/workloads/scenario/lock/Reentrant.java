package dev.stampede.workloads.scenario.lock;

import org.jspecify.annotations.Nullable;

/** Makes a lock reentrant: counts how often its client has acquired it, and gives it up by the last release. */
public class Reentrant implements Lock {
    private final Lock lock;
    private int depth;
    private long token;

    public Reentrant(Lock lock) {
        this.lock = lock;
    }

    @Override
    public final String key() {
        return lock.key();
    }

    @Override
    public final @Nullable String mode() {
        return lock.mode();
    }

    @Override
    public final long acquire() throws Exception {
        if (depth == 0) {
            token = lock.acquire();
        }
        depth++;
        return token;
    }

    @Override
    public final void release() throws Exception {
        depth--;
        if (gives(depth)) {
            lock.release();
        }
    }

    /** Whether the lock is released while this number of releases is still to come. */
    protected boolean gives(int more) {
        return more == 0;
    }

    @Override
    public final boolean doubted() {
        return lock.doubted();
    }

    @Override
    public final int watchEvents() {
        return lock.watchEvents();
    }
}
