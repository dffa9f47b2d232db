package dev.stampede.nemesis.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Kills the children when the harness ends in any way, even if the harness is killed and the children are paused. */
sealed interface OrphanKiller extends AutoCloseable {

    /** Wraps a command so that the child is killed when the harness ends. */
    List<String> wrap(List<String> command);

    /** Called after a child was started. */
    void started(long pid);

    /** Called after a child has exited. */
    void ended(long pid);

    @Override
    void close();

    /** The best implementation that this machine supports. */
    static OrphanKiller best() {
        return ParentDeathSignal.AVAILABLE ? new ParentDeathSignal() : new Guardian();
    }

    /**
     * Uses prctl(2): the kernel sends SIGKILL to a child when the <em>thread</em> that started the child ends, even if
     * the child is paused. Therefore {@link ChildProcesses} starts all children from one thread, which runs until
     * {@link ChildProcesses#close}.
     */
    final class ParentDeathSignal implements OrphanKiller {
        static final boolean AVAILABLE = available();

        /** Exits if the harness died before the child requested the signal: then the child has another parent. */
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
     * A shell that reads the process ids of the children from a pipe and kills all of them when the pipe ends. Only the
     * harness has the other end of the pipe. Used on machines without {@code setpriv} of util-linux.
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
                throw new ProcessException(
                        "the guardian of the child processes cannot be started: expected a POSIX sh on the PATH", e);
            }
        }

        @Override
        public List<String> wrap(List<String> command) {
            return command;
        }

        @Override
        public synchronized void started(long pid) {
            send("+ " + pid);
        }

        @Override
        public synchronized void ended(long pid) {
            send("- " + pid);
        }

        /** Ends the guardian, which kills the remaining children. */
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

        private void send(String line) {
            try {
                orders.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                orders.flush();
            } catch (IOException e) {
                if (shell.isAlive()) {
                    throw new ProcessException("the guardian of the child processes does not read its input", e);
                }
            }
        }
    }
}
