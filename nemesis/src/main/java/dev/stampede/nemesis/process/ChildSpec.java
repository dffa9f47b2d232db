package dev.stampede.nemesis.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What child to start.
 *
 * @param name for people, and for nothing else
 * @param command program and arguments; looked up on the PATH as the shell does
 * @param directory where it runs
 * @param environment added to that of the harness
 * @param log the file to which its standard error is appended, and its standard output unless that is a pipe
 * @param streams what becomes of its standard input and output
 */
public record ChildSpec(
        String name, List<String> command, Path directory, Map<String, String> environment, Path log, Streams streams) {

    /** What becomes of a child's standard input and output. */
    public enum Streams {
        /** Nothing to read; all that it prints goes to the log. */
        LOGGED,
        /** Both are pipes: {@link ChildProcess#stdin()} and {@link ChildProcess#stdout()}. */
        PIPED
    }

    public ChildSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("the command of child " + name + " is empty");
        }
    }

    /** A child whose output goes to a log. */
    public static ChildSpec logged(String name, List<String> command, Path directory, Path log) {
        return new ChildSpec(name, command, directory, Map.of(), log, Streams.LOGGED);
    }

    /** A child that is talked to by pipes; its standard error goes to a log. */
    public static ChildSpec piped(String name, List<String> command, Path directory, Path log) {
        return new ChildSpec(name, command, directory, Map.of(), log, Streams.PIPED);
    }
}
