package dev.stampede.nemesis.fault;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Processes of this host, by the {@code kill} that every shell has, {@code ps} and, where there is one, {@code /proc}. */
final class HostProcessControl implements ProcessControl {
    private static final int PATIENCE_SECONDS = 5;

    @Override
    public void kill(long process) throws InterruptedException {
        ProcessHandle handle = ProcessHandle.of(process).orElse(null);
        if (handle == null) {
            return;
        }
        handle.destroyForcibly();
        try {
            handle.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new FaultException(
                    "process %d is still there %d s after SIGKILL".formatted(process, PATIENCE_SECONDS), e);
        }
    }

    @Override
    public void stop(long process) throws InterruptedException {
        String problem = signal("STOP", process);
        if (!problem.isEmpty()) {
            throw new FaultException("SIGSTOP to process " + process + " failed: " + problem);
        }
    }

    @Override
    public void go(long process) throws InterruptedException {
        if (!alive(process)) {
            return;
        }
        String problem = signal("CONT", process);
        if (!problem.isEmpty() && alive(process)) {
            throw new FaultException("SIGCONT to process " + process + " failed: " + problem);
        }
    }

    @Override
    public boolean alive(long process) {
        return ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false);
    }

    /** Every thread of it: SIGSTOP reaches them one after the other. */
    @Override
    public boolean stopped(long process) {
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            return ps(process).startsWith("T");
        }
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/" + process + "/task"))) {
            boolean any = false;
            for (Path thread : threads) {
                if (!stoppedThread(thread)) {
                    return false;
                }
                any = true;
            }
            return any;
        } catch (IOException gone) {
            return false;
        }
    }

    private static boolean stoppedThread(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            // The name in parentheses may hold anything; the state follows the last one.
            int end = stat.lastIndexOf(')');
            return end >= 0 && stat.length() > end + 2 && "Tt".indexOf(stat.charAt(end + 2)) >= 0;
        } catch (IOException ended) {
            // It ended between the listing and the read.
            return true;
        }
    }

    private static String ps(long process) {
        try {
            Process ps = new ProcessBuilder("ps", "-o", "state=", "-p", Long.toString(process)).start();
            try (var out = ps.inputReader()) {
                String line = out.readLine();
                return line == null ? "" : line.strip();
            } finally {
                ps.destroyForcibly();
            }
        } catch (IOException e) {
            throw new FaultException("ps(1) cannot be run to see whether process " + process + " is stopped", e);
        }
    }

    private static String signal(String name, long process) throws InterruptedException {
        return run("sh", "-c", "kill -" + name + " " + process);
    }

    /** What the command said if it failed, otherwise nothing. */
    private static String run(String... command) throws InterruptedException {
        try {
            Process child =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            if (!child.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                child.destroyForcibly();
                return "\"" + String.join(" ", command) + "\" did not end within " + PATIENCE_SECONDS + " s";
            }
            try (var out = child.inputReader()) {
                String said = out.readLine();
                return child.exitValue() == 0 ? "" : said == null ? "exit code " + child.exitValue() : said;
            }
        } catch (IOException e) {
            return e.toString();
        }
    }
}
