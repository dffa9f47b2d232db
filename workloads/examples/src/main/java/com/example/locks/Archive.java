package com.example.locks;

import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.apache.curator.framework.recipes.locks.InterProcessReadWriteLock;

/** The lock of an archive: many may search it, one may sort it. */
public final class Archive {
    private final InterProcessMutex reading;
    private final InterProcessMutex writing;

    public Archive(CuratorFramework curator) {
        InterProcessReadWriteLock lock = new InterProcessReadWriteLock(curator, "/archive/lock");
        reading = lock.readLock();
        writing = lock.writeLock();
    }

    public boolean acquireRead() throws Exception {
        return reading.acquire(1, TimeUnit.SECONDS);
    }

    public void releaseRead() throws Exception {
        reading.release();
    }

    public boolean acquireWrite() throws Exception {
        return writing.acquire(1, TimeUnit.SECONDS);
    }

    public void releaseWrite() throws Exception {
        writing.release();
    }
}
