package dev.stampede.nemesis.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Signals that the JDK cannot send; the shell sends them. */
public enum ProcessSignal {
    STOP,
    CONT;

    private static final int SECONDS = 10;

    /** Sends this signal and waits until {@code kill} returns; the signal is then queued. */
    public void send(long pid) {
        try {
            Process kill = new ProcessBuilder("sh", "-c", "kill -" + name() + " " + pid)
                    .redirectErrorStream(true)
                    .start();
            kill.getOutputStream().close();
            byte[] answer = kill.getInputStream().readAllBytes();
            if (!kill.waitFor(SECONDS, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new ProcessException("SIG" + name() + " could not be sent to process " + pid + ": "
                        + new String(answer, StandardCharsets.UTF_8).trim());
            }
        } catch (IOException e) {
            throw new ProcessException(
                    "SIG" + name() + " could not be sent to process " + pid + ": is there a shell (sh)?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProcessException("interrupted while sending SIG" + name() + " to process " + pid, e);
        }
    }

    /** Whether the operating system reports that all threads of the process are stopped. */
    public static boolean stopped(long pid) {
        Path tasks = Path.of("/proc/" + pid + "/task");
        return Files.isDirectory(Path.of("/proc/self")) ? allStopped(tasks) : stoppedByPs(pid);
    }

    private static boolean allStopped(Path tasks) {
        boolean any = false;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
            for (Path thread : threads) {
                String state = stateOf(thread);
                if (!state.equals("T") && !state.equals("t") && !state.isEmpty()) {
                    return false;
                }
                any |= !state.isEmpty();
            }
            return any;
        } catch (IOException gone) {
            return false;
        }
    }

    private static String stateOf(Path thread) {
        try {
            return ProcessIdentity.fieldsAfterCommand(Files.readString(thread.resolve("stat")))[0];
        } catch (IOException ended) {
            // The thread ended between the listing and the read.
            return "";
        }
    }

    private static boolean stoppedByPs(long pid) {
        try {
            Process ps = new ProcessBuilder("ps", "-o", "state=", "-p", Long.toString(pid)).start();
            String state = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return state.trim().startsWith("T");
        } catch (IOException e) {
            throw new UncheckedIOException("ps(1) cannot be run to check whether process " + pid + " is stopped", e);
        }
    }
}
