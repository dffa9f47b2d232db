package com.example.locks;

import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;

/** The lock of a printer: whoever holds it may print. */
public final class PrinterLock {
    private final InterProcessMutex mutex;

    public PrinterLock(CuratorFramework curator) {
        mutex = new InterProcessMutex(curator, "/printer/lock");
    }

    /** Waits for a moment; returns whether the lock is held now. */
    public boolean acquire() throws Exception {
        return mutex.acquire(1, TimeUnit.SECONDS);
    }

    public void release() throws Exception {
        mutex.release();
    }
}
