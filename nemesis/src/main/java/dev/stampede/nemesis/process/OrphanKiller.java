package dev.stampede.nemesis.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What kills the children when the harness is gone, even if neither it nor they can do anything any more. */
sealed interface OrphanKiller extends AutoCloseable {

    /** The command that starts a child on this leash. */
    List<String> wrap(List<String> command);

    /** Called after a child was started. */
    void started(long pid);

    /** Called after a child has ended. */
    void ended(long pid);

    @Override
    void close();

    /** The best that this machine has. */
    static OrphanKiller best() {
        return ParentDeathSignal.AVAILABLE ? new ParentDeathSignal() : new Guardian();
    }

    /**
     * The kernel's own: the child gets SIGKILL when the <em>thread</em> that started it ends (prctl(2)), and needs
     * nothing else for it; a stopped child dies of it too. {@link ChildProcesses} starts all from one thread that lives on.
     */
    final class ParentDeathSignal implements OrphanKiller {
        static final boolean AVAILABLE = available();

        /** Covers a harness that died before the child asked for the signal: it has another parent by then. */
        private static final String UNLESS_ORPHANED = "[ \"$PPID\" = \"$0\" ] || exit 75; exec \"$@\"";

        @Override
        public List<String> wrap(List<String> command) {
            List<String> wrapped = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL", "sh", "-c"));
            wrapped.add(UNLESS_ORPHANED);
            wrapped.add(Long.toString(ProcessHandle.current().pid()));
            wrapped.addAll(command);
            return wrapped;
        }

        @Override
        public void started(long pid) {}

        @Override
        public void ended(long pid) {}

        @Override
        public void close() {}

        private static boolean available() {
            try {
                Process trial = new ProcessBuilder("setpriv", "--pdeathsig", "KILL", "true")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                return trial.waitFor(5, TimeUnit.SECONDS) && trial.exitValue() == 0;
            } catch (IOException absent) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    /**
     * A shell that reads from a pipe whose other end only the harness holds, and kills all children that it was told of
     * when the pipe ends. For machines without util-linux' {@code setpriv}.
     */
    final class Guardian implements OrphanKiller {
        private static final String SCRIPT = "trap '' INT TERM HUP; all=' '; "
                + "while read -r what pid; do case $what in "
                + "+) all=\"$all$pid \";; "
                + "-) all=\"${all%% $pid *} ${all#* $pid }\";; "
                + "esac; done; "
                + "for pid in $all; do kill -KILL $pid 2>/dev/null; done; exit 0";

        private final Process shell;
        private final OutputStream orders;

        Guardian() {
            try {
                shell = new ProcessBuilder("sh", "-c", SCRIPT)
                        .directory(Path.of("/").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                orders = shell.getOutputStream();
            } catch (IOException e) {
                throw new ProcessException("no guardian for child processes: expected a POSIX sh on the PATH", e);
            }
        }

        @Override
        public List<String> wrap(List<String> command) {
            return command;
        }

        @Override
        public synchronized void started(long pid) {
            tell("+ " + pid);
        }

        @Override
        public synchronized void ended(long pid) {
            tell("- " + pid);
        }

        /** Ends the guardian, which kills what it still guards. */
        @Override
        public synchronized void close() {
            try {
                orders.close();
                if (!shell.waitFor(5, TimeUnit.SECONDS)) {
                    shell.destroyForcibly();
                }
            } catch (IOException gone) {
                shell.destroyForcibly();
            } catch (InterruptedException e) {
                shell.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }

        private void tell(String line) {
            try {
                orders.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                orders.flush();
            } catch (IOException e) {
                if (shell.isAlive()) {
                    throw new ProcessException("the guardian of the child processes does not listen", e);
                }
            }
        }
    }
}
