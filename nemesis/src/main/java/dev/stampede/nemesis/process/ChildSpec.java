package dev.stampede.nemesis.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The specification of a child process.
 *
 * @param name only for people
 * @param command program and arguments; looked up on the PATH as the shell does
 * @param directory its working directory
 * @param environment added to that of the harness
 * @param log the file to which its standard error is appended, and its standard output unless that is a pipe
 * @param streams where its standard input and output go
 */
public record ChildSpec(
        String name, List<String> command, Path directory, Map<String, String> environment, Path log, Streams streams) {

    /** Where a child's standard input and output go. */
    public enum Streams {
        /** No input; the output goes to the log. */
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

    /** A child whose input and output are pipes; its standard error goes to a log. */
    public static ChildSpec piped(String name, List<String> command, Path directory, Path log) {
        return new ChildSpec(name, command, directory, Map.of(), log, Streams.PIPED);
    }
}
