package dev.stampede.workloads.client.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Snapshots of this JVM and of stacks, for the report of a hang. */
final class ThreadProbe {

    private static final int FRAMES = 60;
    private static final long MEBIBYTE = 1024L * 1024;

    private ThreadProbe() {}

    /** The number of threads and descriptors, the heap, and the stack of this thread. */
    static String of(Thread thread) {
        Runtime runtime = Runtime.getRuntime();
        StringBuilder text = new StringBuilder();
        text.append("pid ").append(ProcessHandle.current().pid());
        text.append(", threads ").append(Thread.getAllStackTraces().size());
        text.append(", descriptors ").append(descriptors());
        text.append(", heap ")
                .append((runtime.totalMemory() - runtime.freeMemory()) / MEBIBYTE)
                .append(" of ")
                .append(runtime.maxMemory() / MEBIBYTE)
                .append(" MiB\n");
        appendStack(thread, thread.getStackTrace(), text);
        return text.toString();
    }

    /** The state of a thread and its stack; null unless it is in the user's code. */
    static @Nullable String ofUserCode(Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        if (Arrays.stream(stack).noneMatch(DriverFailure::isUserCode)) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        appendStack(thread, stack, text);
        return text.toString();
    }

    private static void appendStack(Thread thread, StackTraceElement[] stack, StringBuilder text) {
        text.append(thread.getName()).append(" is ").append(thread.getState());
        for (int i = 0; i < Math.min(stack.length, FRAMES); i++) {
            text.append("\n  at ").append(stack[i]);
        }
        if (stack.length > FRAMES) {
            text.append("\n  ... ").append(stack.length - FRAMES).append(" more");
        }
    }

    private static String descriptors() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return Long.toString(open.count());
        } catch (IOException | UncheckedIOException notLinux) {
            return "unknown";
        }
    }
}
