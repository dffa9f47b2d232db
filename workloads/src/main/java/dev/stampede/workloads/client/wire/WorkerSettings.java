package dev.stampede.workloads.client.wire;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings of a worker JVM.
 *
 * @param java the {@code java} executable
 * @param classPath the {@code worker} jar of this module (or its classes), a ZooKeeper client, Curator and their
 *     dependencies; the versions may differ from those of the harness
 * @param jvmFlags the JVM flags, such as {@code -Xmx128m}
 */
public record WorkerSettings(Path java, List<Path> classPath, List<String> jvmFlags) {

    public WorkerSettings {
        classPath = List.copyOf(classPath);
        jvmFlags = List.copyOf(jvmFlags);
    }

    /** The settings of a worker with the same Java and the same class path as this JVM. */
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

    /** The command that starts a worker with this name. */
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
