package dev.stampede.workloads.run;

import dev.stampede.workloads.client.wire.WorkerSettings;
import java.nio.file.Path;
import java.util.List;

/**
 * A worker JVM of a run. Immutable data.
 *
 * @param classPath the class path, with the ZooKeeper client and the Curator of its clients; empty for the class path
 *     of the harness
 * @param jvmFlags the flags of its JVM; empty for the default flags
 */
public record WorkerConfig(List<Path> classPath, List<String> jvmFlags) {
    public WorkerConfig {
        classPath = List.copyOf(classPath);
        jvmFlags = List.copyOf(jvmFlags);
    }

    /** A worker with the class path of the harness and the default flags. */
    public static WorkerConfig likeTheHarness() {
        return new WorkerConfig(List.of(), List.of());
    }

    WorkerSettings settings() {
        WorkerSettings harness = WorkerSettings.likeTheHarness();
        return new WorkerSettings(
                harness.java(),
                classPath.isEmpty() ? harness.classPath() : classPath,
                jvmFlags.isEmpty() ? harness.jvmFlags() : jvmFlags);
    }
}
