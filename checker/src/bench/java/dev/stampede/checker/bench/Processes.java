package dev.stampede.checker.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs processes to their end and collects their samples. Their standard error is passed through. */
final class Processes {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private Processes() {}

    /** The samples of a separate JVM. */
    static List<Sample> java(List<String> flags, List<String> args) throws IOException, InterruptedException {
        return samples(outputOfJava(flags, args));
    }

    /** The standard output of a separate JVM. */
    static String outputOfJava(List<String> flags, List<String> args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.add("-Djmh.ignoreLock=true");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(Child.class.getName());
        command.addAll(args);
        return output(command, null);
    }

    static List<Sample> samples(List<String> command) throws IOException, InterruptedException {
        return samples(output(command, null));
    }

    /** The samples in the output of a process. */
    static List<Sample> samples(String output) {
        return output.lines()
                .filter(line -> line.startsWith("{"))
                .map(Sample::fromJson)
                .toList();
    }

    /**
     * The standard output of a process.
     *
     * @throws IOException if it cannot be started, exits with a code other than 0, or does not exit in time
     */
    static String output(List<String> command, @Nullable Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder == null ? null : folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("expected " + command.get(0) + " to end within " + PATIENCE);
        }
        if (process.exitValue() != 0) {
            throw new IOException("expected " + command.get(0) + " to end with code 0, found " + process.exitValue()
                    + " of " + command);
        }
        return out;
    }
}
