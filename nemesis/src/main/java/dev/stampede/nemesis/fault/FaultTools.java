package dev.stampede.nemesis.fault;

import dev.stampede.nemesis.ensemble.ClientAccess;
import dev.stampede.nemesis.link.FourLetterWord;
import java.io.IOException;
import java.time.Duration;

/** Access of faults to processes, sessions and servers. Tests replace the parts. */
public record FaultTools(ProcessControl processes, SessionCloser sessions, ServerCommand commands) {
    private static final Duration ANSWER = Duration.ofSeconds(1);

    /** Sends a four-letter word to a server. */
    @FunctionalInterface
    public interface ServerCommand {
        /**
         * Sends the word and returns the answer.
         *
         * @param address {@code host:port}
         * @return empty if the server does not answer within about a second
         */
        String send(String address, String word);
    }

    /**
     * The real tools: operating system, ZooKeeper handles and sockets.
     *
     * @param access how handles and sockets reach the members
     */
    public static FaultTools real(ClientAccess access) {
        return new FaultTools(
                new WorkerProcessControl(),
                new DuplicateHandle(access),
                (address, word) -> send(access, address, word));
    }

    private static String send(ClientAccess access, String address, String word) {
        try {
            return FourLetterWord.ask(access.transport(), address, word, ANSWER);
        } catch (IOException e) {
            return "";
        }
    }
}
