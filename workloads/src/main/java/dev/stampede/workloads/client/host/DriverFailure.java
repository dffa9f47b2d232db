package dev.stampede.workloads.client.host;

import dev.stampede.checker.history.data.Event.FailureOrigin;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;

/**
 * The reason why a driver ended early: the origin of the failing code, and the stack trace.
 *
 * @param stackTrace the stack trace with its causes, at most {@value #MAX_CHARACTERS} characters
 */
record DriverFailure(FailureOrigin origin, String stackTrace) {
    /** The maximum length; a truncated stack trace says so. */
    static final int MAX_CHARACTERS = 8_000;

    private static final int MAX_CAUSES = 16;

    /**
     * The packages of the JDK, ZooKeeper, Curator, their dependencies and this project. All other code is the user's.
     */
    private static final List<String> NOT_USER_CODE = List.of(
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

    /** The failure for an exception that ended a driver. */
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
            if (Arrays.stream(at.getStackTrace()).anyMatch(DriverFailure::isUserCode)) {
                return FailureOrigin.USER_CODE;
            }
            at = at.getCause();
        }
        return FailureOrigin.HARNESS;
    }

    /** Whether a frame is in the user's code. */
    static boolean isUserCode(StackTraceElement frame) {
        return NOT_USER_CODE.stream().noneMatch(frame.getClassName()::startsWith);
    }
}
