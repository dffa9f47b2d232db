package dev.stampede.nemesis.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The identity of a process: its id and its start time, because operating systems reuse ids.
 *
 * @param start clock ticks since boot on Linux, epoch milliseconds elsewhere; only comparable on one host
 */
record ProcessIdentity(long pid, long start) {
    private static final Path PROC = Path.of("/proc");

    /**
     * The index of the start time (field 22 of proc(5) {@code stat}) among the fields after the command, from field 3.
     */
    private static final int START_TIME_INDEX = 22 - 3;

    static ProcessIdentity self() {
        long pid = ProcessHandle.current().pid();
        return of(pid).orElseThrow(() -> new ProcessException("the start time of this process " + pid
                + " cannot be read; expected /proc/" + pid + "/stat or a start time from ProcessHandle"));
    }

    /** The process that has this id now; empty if there is none, or only a zombie. */
    static Optional<ProcessIdentity> of(long pid) {
        OptionalLong start = startOf(pid);
        return start.isPresent() ? Optional.of(new ProcessIdentity(pid, start.getAsLong())) : Optional.empty();
    }

    /** Whether this process still runs; a zombie does not. */
    boolean alive() {
        OptionalLong now = startOf(pid);
        return now.isPresent() && now.getAsLong() == start;
    }

    private static OptionalLong startOf(long pid) {
        if (Files.isDirectory(PROC.resolve("self"))) {
            return startInProc(pid);
        }
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(handle -> handle.info().startInstant())
                .map(Instant::toEpochMilli)
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    private static OptionalLong startInProc(long pid) {
        try {
            String[] fields = fieldsAfterCommand(Files.readString(PROC.resolve(pid + "/stat")));
            boolean gone = fields[0].equals("Z") || fields[0].equals("X");
            return gone ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(fields[START_TIME_INDEX]));
        } catch (IOException gone) {
            return OptionalLong.empty();
        }
    }

    /** A command may contain spaces and parentheses, so the fields are counted from the last closing parenthesis. */
    static String[] fieldsAfterCommand(String stat) {
        return stat.substring(stat.lastIndexOf(')') + 2).trim().split(" ");
    }

    /** The pid namespace of this process. Process ids are only valid within a namespace. */
    static String namespace() {
        try {
            // Such as pid:[4026531836].
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid"))
                    .toString()
                    .replaceAll("\\D", "");
        } catch (IOException | UnsupportedOperationException elsewhere) {
            return "0";
        }
    }
}
