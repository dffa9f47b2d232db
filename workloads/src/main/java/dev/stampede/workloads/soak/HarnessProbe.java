package dev.stampede.workloads.soak;

import dev.stampede.nemesis.process.ChildProcesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures this JVM. Before it measures, it waits a short time for the threads and processes of the last runs to end;
 * threads and processes that do not end are leaks. Not thread-safe.
 */
public final class HarnessProbe implements ResourceSample.Probe {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Duration STABLE_TIME = Duration.ofMillis(500);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);

    @Override
    public ResourceSample measure() throws InterruptedException {
        settle();
        Map<HarnessResource, Long> amounts = new EnumMap<>(HarnessResource.class);
        long before = collections();
        System.gc();
        if (collections() > before) { // not with -XX:+DisableExplicitGC
            amounts.put(
                    HarnessResource.HEAP,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        amounts.put(
                HarnessResource.BUFFERS,
                ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .mapToLong(BufferPoolMXBean::getMemoryUsed)
                        .sum());
        amounts.put(HarnessResource.THREADS, threads());
        amounts.put(HarnessResource.CHILDREN, children());
        List<Path> folders = ChildProcesses.foldersOfThisProcess();
        amounts.put(HarnessResource.TEMP_FOLDERS, (long) folders.size());
        amounts.put(
                HarnessResource.DISK,
                folders.stream().mapToLong(HarnessProbe::bytes).sum() + bytes(ChildProcesses.cache()));
        if (Files.isDirectory(DESCRIPTORS)) {
            amounts.put(HarnessResource.DESCRIPTORS, descriptors());
        }
        return new ResourceSample(amounts);
    }

    /** Waits until the numbers of threads and processes are stable. */
    private static void settle() throws InterruptedException {
        long deadline = System.nanoTime() + MAX_WAIT.toNanos();
        long since = System.nanoTime();
        long threads = threads();
        long children = children();
        while (System.nanoTime() - since < STABLE_TIME.toNanos() && System.nanoTime() - deadline < 0) {
            Thread.sleep(POLL.toMillis());
            if (threads != threads() || children != children()) {
                threads = threads();
                children = children();
                since = System.nanoTime();
            }
        }
    }

    private static long threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    private static long children() {
        return ProcessHandle.current().descendants().count();
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

    /** The number of open descriptors, without the descriptor of this listing. */
    private static long descriptors() {
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return open.count() - 1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sizes of the files of a folder; files that are deleted meanwhile count as empty. */
    static long bytes(Path folder) {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        long[] sum = new long[1];
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    sum[0] += attributes.size();
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sum[0];
    }
}
