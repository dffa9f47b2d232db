package dev.stampede.nemesis.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The specification of a child process.
 *
 * @param name the name in messages
 * @param command program and arguments; the program is looked up on the PATH
 * @param directory the working directory of the child
 * @param environment variables that are added to the environment of the harness
 * @param log the file to which standard error is appended, and standard output unless it is a pipe
 * @param streams whether standard input and output are pipes
 */
public record ChildSpec(
        String name, List<String> command, Path directory, Map<String, String> environment, Path log, Streams streams) {

    /** The standard input and output of a child. */
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

    /** A child that writes standard output and standard error to a log file. */
    public static ChildSpec logged(String name, List<String> command, Path directory, Path log) {
        return new ChildSpec(name, command, directory, Map.of(), log, Streams.LOGGED);
    }

    /** A child whose standard input and output are pipes; standard error goes to a log file. */
    public static ChildSpec piped(String name, List<String> command, Path directory, Path log) {
        return new ChildSpec(name, command, directory, Map.of(), log, Streams.PIPED);
    }
}
