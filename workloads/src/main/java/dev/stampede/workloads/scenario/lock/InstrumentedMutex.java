package dev.stampede.workloads.scenario.lock;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.jspecify.annotations.Nullable;

/** Shows the znode of the hold, which the recipe keeps to its subclasses. */
final class InstrumentedMutex extends InterProcessMutex {
    InstrumentedMutex(CuratorFramework curator, String path) {
        super(curator, path);
    }

    @Nullable
    String node() {
        return getLockPath();
    }
}
