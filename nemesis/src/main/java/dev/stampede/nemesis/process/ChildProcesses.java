package dev.stampede.nemesis.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts child processes that never outlive this process, and owns a temporary folder for them.
 *
 * <ul>
 * <li>{@link #close()} kills the children and removes the folder. A shutdown hook does the same.
 * <li>If this process is killed, its {@link OrphanKiller} kills the children, even paused ones.
 * <li>If the machine crashes, or the orphan killer is killed, too, the next {@code ChildProcesses} that is opened
 * removes the leftovers: see {@link OwnedFolder}.
 * </ul>
 *
 * <p>Safe to use from several threads. Each instance has one daemon thread, which starts all its children.
 */
public final class ChildProcesses implements AutoCloseable {
    private final OwnedFolder folder;
    private final OrphanKiller orphanKiller;
    private final ExecutorService starter;
    private final Thread hook;
    private final ConcurrentHashMap<Long, ChildProcess> living = new ConcurrentHashMap<>();
    private boolean closed;

    private ChildProcesses(OwnedFolder folder, OrphanKiller orphanKiller) {
        this.folder = folder;
        this.orphanKiller = orphanKiller;
        this.starter = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "stampede-children");
            thread.setDaemon(true);
            return thread;
        });
        this.hook = new Thread(this::killAndDelete, "stampede-children-at-exit");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Removes the leftovers of dead owners, then creates a folder for the children of this process. */
    public static ChildProcesses open() {
        return open(OrphanKiller.best());
    }

    static ChildProcesses open(OrphanKiller orphanKiller) {
        return new ChildProcesses(OwnedFolder.create(OwnedFolder.home()), orphanKiller);
    }

    /**
     * A permanent folder of this user for files that are expensive to create. All processes share it and replace files
     * in it atomically.
     */
    public static Path cache() {
        return OwnedFolder.cache(OwnedFolder.home());
    }

    /** The temporary folders that this process owns now. */
    public static List<Path> foldersOfThisProcess() {
        return OwnedFolder.ofThisProcess(OwnedFolder.home());
    }

    /** A temporary folder. {@link #close} removes it; if this process is killed, the next {@link #open} removes it. */
    public Path folder() {
        return folder.path();
    }

    /**
     * Starts a child.
     *
     * @throws ProcessException if the program does not exist, or this object is closed
     */
    public synchronized ChildProcess start(ChildSpec spec) {
        if (closed) {
            throw new ProcessException("child " + spec.name() + " cannot be started: its owner is closed");
        }
        try {
            return CompletableFuture.supplyAsync(() -> launch(spec), starter).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ProcessException known
                    ? known
                    : new ProcessException("child " + spec.name() + " could not be started", e);
        }
    }

    private ChildProcess launch(ChildSpec spec) {
        Process process = spawn(spec);
        ChildProcess child = new ChildProcess(spec, process);
        living.put(child.pid(), child);
        orphanKiller.started(child.pid());
        folder.record(child.pid());
        var unused = process.onExit().thenRun(() -> {
            living.remove(child.pid());
            orphanKiller.ended(child.pid());
        });
        return child;
    }

    private Process spawn(ChildSpec spec) {
        ProcessBuilder builder = new ProcessBuilder(orphanKiller.wrap(spec.command()))
                .directory(spec.directory().toFile());
        builder.environment().putAll(spec.environment());
        var log = ProcessBuilder.Redirect.appendTo(spec.log().toFile());
        builder.redirectError(log);
        if (spec.streams() == ChildSpec.Streams.LOGGED) {
            builder.redirectOutput(log);
        }
        try {
            Process process = builder.start();
            if (spec.streams() == ChildSpec.Streams.LOGGED) {
                process.getOutputStream().close();
            }
            return process;
        } catch (IOException e) {
            throw new ProcessException(
                    "child " + spec.name() + " could not be started from "
                            + spec.command().get(0) + " in " + spec.directory() + ": " + e.getMessage(),
                    e);
        }
    }

    /** Kills all living children and removes the folder. Idempotent. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        killAndDelete();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException atExit) {
            // The hook is running or has run. A second clean-up does no harm.
        }
    }

    private synchronized void killAndDelete() {
        closed = true;
        List<ProcessException> failures = new ArrayList<>();
        for (ChildProcess child : List.copyOf(living.values())) {
            try {
                child.kill();
            } catch (ProcessException e) {
                failures.add(e);
            }
        }
        // The starter ends after the children, because its end makes the kernel kill children ({@link OrphanKiller}).
        starter.shutdown();
        orphanKiller.close();
        folder.delete();
        if (!failures.isEmpty()) {
            ProcessException first = failures.remove(0);
            failures.forEach(first::addSuppressed);
            throw first;
        }
    }
}
