package dev.stampede.workloads.cli;

import dev.stampede.workloads.run.Progress;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Prints the progress of a run. On a terminal each status line replaces the last one; elsewhere all stay. */
final class Console implements Progress {
    private static final int EVERY = 5;

    private final PrintStream out;
    private final boolean terminal;
    private boolean pending;
    private int statuses;

    Console(PrintStream out) {
        this.out = out;
        this.terminal = onTerminal();
    }

    /** Whether standard error is a terminal, according to Linux; false on other systems. */
    private static boolean onTerminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    @Override
    public synchronized void line(String text) {
        if (pending) {
            out.println();
            pending = false;
        }
        out.println(text);
    }

    @Override
    public synchronized void status(String text) {
        if (terminal) {
            out.print("\r\u001b[K" + text);
            out.flush();
            pending = true;
        } else if (statuses++ % EVERY == 0) {
            out.println(text);
        }
    }
}
