package dev.stampede.workloads.scenario.lock;

import org.jspecify.annotations.Nullable;

/** Makes a lock reentrant: counts the acquires of its client, and releases the lock with the last release. */
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
        if (releasesAt(depth)) {
            lock.release();
        }
    }

    /** Whether a release with this number of outstanding releases really releases the lock. */
    protected boolean releasesAt(int outstanding) {
        return outstanding == 0;
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
