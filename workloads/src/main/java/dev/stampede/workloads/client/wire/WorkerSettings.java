package dev.stampede.workloads.client.wire;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a worker JVM is started.
 *
 * @param java the {@code java} to start it with
 * @param classPath the {@code worker} jar of this module (or its classes), a ZooKeeper client, Curator, and what they
 *     need; it may hold other versions than the harness has
 * @param jvmFlags flags of its JVM, such as {@code -Xmx128m}
 */
public record WorkerSettings(Path java, List<Path> classPath, List<String> jvmFlags) {

    public WorkerSettings {
        classPath = List.copyOf(classPath);
        jvmFlags = List.copyOf(jvmFlags);
    }

    /** This JVM's own Java and class path: a worker with the same versions as the harness. */
    public static WorkerSettings likeTheHarness() {
        List<Path> classPath = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!entry.isEmpty()) {
                classPath.add(Path.of(entry).toAbsolutePath());
            }
        }
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new WorkerSettings(java, classPath, List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    }

    /** The command that starts it under this name. */
    List<String> command(String jvm) {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(jvmFlags);
        command.add("-cp");
        command.add(String.join(
                File.pathSeparator, classPath.stream().map(Path::toString).toList()));
        command.add(WorkerMain.class.getName());
        command.add(jvm);
        return command;
    }
}
