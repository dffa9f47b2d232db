package dev.stampede.nemesis.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Processes of this host, by the {@code kill} that every shell has, {@code ps} and, where there is one, {@code /proc}. */
final class HostProcesses implements Processes {
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

    @Override
    public boolean stopped(long process) {
        Path stat = Path.of("/proc", Long.toString(process), "stat");
        try {
            String line = Files.exists(stat) ? Files.readString(stat) : ") " + ps(process);
            // The name in parentheses may hold anything; the state follows the last one.
            int end = line.lastIndexOf(')');
            return end >= 0 && line.length() > end + 2 && "Tt".indexOf(line.charAt(end + 2)) >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String ps(long process) throws IOException {
        Process ps = new ProcessBuilder("ps", "-o", "state=", "-p", Long.toString(process)).start();
        try (var out = ps.inputReader()) {
            String line = out.readLine();
            return line == null ? "" : line.strip();
        } finally {
            ps.destroyForcibly();
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
