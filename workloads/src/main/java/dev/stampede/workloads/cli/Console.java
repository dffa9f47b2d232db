package dev.stampede.workloads.cli;

import dev.stampede.workloads.run.Progress;
import dev.stampede.workloads.run.RunStatus;
import dev.stampede.workloads.run.RunStatus.Stage;
import java.io.PrintStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Prints the progress of one run. On a terminal the status is one line that is redrawn; elsewhere each stage begins
 * with a line, and the stage of faults prints a few more lines. Safe to use from several threads.
 */
final class Console implements Progress {
    private static final int BAR = 20;
    private static final int INTERVALS = 4;
    private static final Duration MIN_INTERVAL = Duration.ofSeconds(10);
    private static final Duration MAX_INTERVAL = Duration.ofMinutes(1);

    /**
     * Clears the line and disables wrapping: the terminal truncates longer text, because a wrapped line cannot be
     * redrawn.
     */
    private static final String REDRAW = "\r\u001b[K";

    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";

    private final PrintStream out;
    private final TerminalStyle style;
    private boolean drawn;
    private @Nullable Stage lastStage;
    private Duration next = Duration.ZERO;

    Console(PrintStream out, TerminalStyle style) {
        this.out = out;
        this.style = style;
    }

    TerminalStyle style() {
        return style;
    }

    @Override
    public synchronized void line(String text) {
        if (drawn) {
            out.print(REDRAW);
            drawn = false;
        }
        out.println(text);
    }

    @Override
    public synchronized void status(RunStatus status) {
        if (style.redraws()) {
            out.print(REDRAW + NO_WRAP + redrawn(status) + WRAP);
            out.flush();
            drawn = true;
        } else if (status.stage() != lastStage) {
            lastStage = status.stage();
            next = interval(status.planned());
            out.println(began(status));
        } else if (status.stage() == Stage.FAULTS && status.elapsed().compareTo(next) >= 0) {
            next = status.elapsed().plus(interval(status.planned()));
            out.println(began(status) + counts(status));
        }
    }

    /** The interval of the lines: few lines for a short run, one per minute for a long one. */
    private static Duration interval(Duration planned) {
        Duration part = planned.dividedBy(INTERVALS);
        if (part.compareTo(MIN_INTERVAL) < 0) {
            return MIN_INTERVAL;
        }
        return part.compareTo(MAX_INTERVAL) > 0 ? MAX_INTERVAL : part;
    }

    private static String began(RunStatus status) {
        String what = status.run() + ": " + status.stage().word();
        return status.stage() == Stage.FAULTS
                ? what + ", " + status.elapsed().toSeconds() + " of "
                        + status.planned().toSeconds() + " s"
                : what;
    }

    private static String redrawn(RunStatus status) {
        int done = (int) Math.round(BAR * status.fraction());
        String time = status.stage() == Stage.FAULTS
                ? status.elapsed().toSeconds() + " of " + status.planned().toSeconds() + " s"
                : status.elapsed().toSeconds() + " s";
        return String.format("%s  %-7s", status.run(), status.stage().word()) + " [" + "#".repeat(done)
                + "-".repeat(BAR - done) + "] " + time + counts(status);
    }

    private static String counts(RunStatus status) {
        String faults = status.faults().isEmpty() ? "" : ", in effect: " + String.join(", ", status.faults());
        return status.operations() == 0
                ? faults
                : ", " + status.operations() + " operations, " + status.succeeded() + " OK" + faults;
    }
}
