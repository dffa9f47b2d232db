package dev.stampede.workloads.client.host;

import dev.stampede.checker.history.data.Event.FailureOrigin;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;

/**
 * Why a client's driver ended before it was asked to: whose code failed, and where.
 *
 * @param stackTrace with its causes, {@value #MAX_CHARACTERS} characters at most
 */
record DriverFailure(FailureOrigin origin, String stackTrace) {
    /** The stack trace is cut here, and says so. */
    static final int MAX_CHARACTERS = 8_000;

    private static final int MAX_CAUSES = 16;

    /** Code of the JDK, of ZooKeeper, Curator and what they need, and of this project. All other code is the user's. */
    private static final List<String> NOT_THE_USERS = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "com.sun.",
            "org.apache.zookeeper.",
            "org.apache.jute.",
            "org.apache.curator.",
            "org.slf4j.",
            "ch.qos.logback.",
            "io.netty.",
            "com.fasterxml.jackson.",
            "dev.stampede.");

    /** What is known of an exception that ended a driver. */
    static DriverFailure of(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        String all = text.toString().stripTrailing();
        return new DriverFailure(
                origin(thrown),
                all.length() <= MAX_CHARACTERS
                        ? all
                        : all.substring(0, MAX_CHARACTERS) + "\n… " + (all.length() - MAX_CHARACTERS)
                                + " more characters");
    }

    private static FailureOrigin origin(Throwable thrown) {
        Throwable at = thrown;
        for (int depth = 0; at != null && depth < MAX_CAUSES; depth++) {
            if (Arrays.stream(at.getStackTrace()).anyMatch(DriverFailure::isTheUsers)) {
                return FailureOrigin.USER_CODE;
            }
            at = at.getCause();
        }
        return FailureOrigin.HARNESS;
    }

    private static boolean isTheUsers(StackTraceElement frame) {
        return NOT_THE_USERS.stream().noneMatch(frame.getClassName()::startsWith);
    }
}
