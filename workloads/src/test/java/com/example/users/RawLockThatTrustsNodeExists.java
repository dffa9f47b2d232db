package com.example.users;

import java.util.function.Consumer;
import org.apache.zookeeper.ZooKeeper;

/** As {@link RawLock}, but it takes NodeExists as proof that its own create succeeded before. */
public class RawLockThatTrustsNodeExists extends RawLock {
    public RawLockThatTrustsNodeExists(String connectString, Consumer<String> doubts) {
        super(connectString, doubts);
    }

    @Override
    protected boolean isOurs(ZooKeeper zk) {
        return true;
    }
}
