package dev.stampede.workloads.doctor;

import java.io.IOException;
import java.util.List;

/**
 * Tests a program by running it once.
 *
 * @param name the name of the program
 * @param trial the command that shows that the program works
 * @param use the purpose of the program
 * @param without the consequence if the program is missing
 * @param remedy how to install or allow the program
 */
record ToolProbe(String name, List<String> trial, String use, String without, String remedy, Shell shell)
        implements Probe {
    ToolProbe {
        trial = List.copyOf(trial);
    }

    /** Runs a command. Tests replace it. */
    interface Shell {
        /**
         * Runs a command to its end.
         *
         * @return its exit code
         * @throws IOException if the program does not exist, or does not end in time
         */
        int run(List<String> command) throws IOException;
    }

    /** {@code setpriv} of util-linux, which lets the kernel kill the members when the harness dies. */
    static ToolProbe setpriv(Shell shell) {
        return new ToolProbe(
                "setpriv",
                List.of("setpriv", "--pdeathsig", "KILL", "true"),
                "the kernel kills the members if the harness is killed",
                "a guarding shell kills the members if the harness is killed",
                "install util-linux 2.33 or later (Debian: apt-get install util-linux)",
                shell);
    }

    /** {@code strace}, which makes system calls of local members slow or fail. */
    static ToolProbe strace(Shell shell) {
        return new ToolProbe(
                "strace",
                List.of("strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=none", "true"),
                "faults on the disk of local members can use it; the built-in faults do not",
                "no built-in fault needs it",
                "install strace (Debian: apt-get install strace); in a container allow the capability SYS_PTRACE",
                shell);
    }

    @Override
    public Diagnosis diagnose() {
        try {
            int code = shell.run(trial);
            return code == 0
                    ? Diagnosis.ok(name, "works: " + use)
                    : Diagnosis.limited(
                            name, "is installed, but ended with exit code " + code + ": " + without, remedy);
        } catch (IOException e) {
            return Diagnosis.limited(name, "cannot be run: " + without, remedy);
        }
    }
}
