package com.example.users;

import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.data.Stat;

/** As {@link QueuedReadWriteLock}, but it waits for an event of a znode that no longer exists. */
public class QueuedReadWriteLockThatMissesDeletes extends QueuedReadWriteLock {
    public QueuedReadWriteLockThatMissesDeletes(CuratorFramework curator, Consumer<String> doubts) {
        super(curator, doubts);
    }

    @Override
    boolean mayWait(Stat before) {
        return true;
    }
}
