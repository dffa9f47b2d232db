package dev.stampede.workloads.cli;

import dev.stampede.checker.check.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The style of text on a stream.
 *
 * @param redraws whether a line can be redrawn in place
 * @param colours whether text can have a colour
 */
record TerminalStyle(boolean redraws, boolean colours) {
    private static final String GREEN = "32";
    private static final String RED = "31";
    private static final String YELLOW = "33";

    /** When to use colours: the values of {@code --color}. */
    enum When {
        /** On a terminal, unless {@code NO_COLOR} is set or {@code TERM} is {@code dumb}. */
        AUTO,
        ALWAYS,
        NEVER
    }

    /** Neither colours nor redrawn lines. */
    static TerminalStyle plain() {
        return new TerminalStyle(false, false);
    }

    /** The style of standard error of this process. */
    static TerminalStyle ofStandardError(When colour) {
        return of(colour, onTerminal(2), System.getenv());
    }

    /** The style of standard output of this process. */
    static TerminalStyle ofStandardOutput(When colour) {
        return of(colour, onTerminal(1), System.getenv());
    }

    /**
     * The style of a stream.
     *
     * @param environment the environment variables; {@code NO_COLOR} (see no-color.org) and {@code TERM} are read
     */
    static TerminalStyle of(When colour, boolean terminal, Map<String, String> environment) {
        boolean capable = terminal && !"dumb".equals(environment.get("TERM"));
        boolean refused = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new TerminalStyle(capable, colour == When.ALWAYS || (colour == When.AUTO && capable && !refused));
    }

    /** Whether a file descriptor is a terminal, according to Linux; false on other systems. */
    private static boolean onTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** The word of a verdict in its colour. */
    String verdict(Verdict verdict) {
        return switch (verdict) {
            case VALID -> good(verdict.name());
            case INVALID -> bad(verdict.name());
            case INCONCLUSIVE -> doubtful(verdict.name());
        };
    }

    String good(String text) {
        return bold(GREEN, text);
    }

    String bad(String text) {
        return bold(RED, text);
    }

    String doubtful(String text) {
        return bold(YELLOW, text);
    }

    private String bold(String colour, String text) {
        return colours ? "\u001b[1;" + colour + "m" + text + "\u001b[0m" : text;
    }
}
