package dev.stampede.workloads.scenario.lock;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.jspecify.annotations.Nullable;

/** Exposes the znode of the hold, which the recipe makes available only to subclasses. */
final class InstrumentedMutex extends InterProcessMutex {
    InstrumentedMutex(CuratorFramework curator, String path) {
        super(curator, path);
    }

    @Nullable
    String node() {
        return getLockPath();
    }
}
