package dev.stampede.workloads.scenario.lock;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.locks.InterProcessSemaphoreMutex;

/** An example of a user's lock around a recipe. */
public final class MyLock {
    private final InterProcessSemaphoreMutex mutex;

    public MyLock(CuratorFramework curator, Consumer<String> doubts) {
        this.mutex = new InterProcessSemaphoreMutex(curator, "/locks/a");
        curator.getConnectionStateListenable().addListener((client, state) -> {
            if (!state.isConnected()) {
                doubts.accept(state.name());
            }
        });
    }

    public boolean acquire() throws Exception {
        return mutex.acquire(1, TimeUnit.SECONDS);
    }

    public void release() throws Exception {
        mutex.release();
    }
}
