package dev.stampede.workloads.versions;

import dev.stampede.workloads.client.host.LibraryLogging;
import org.slf4j.LoggerFactory;

/** Logs as the libraries do, in a JVM of its own with a user's logging backend. */
public final class LoggingProbe {
    private LoggingProbe() {}

    /**
     * Prints the backend that was found, then logs a line of each kind.
     *
     * @param args anything, if a logger of ZooKeeper is used before
     */
    public static void main(String[] args) {
        if (args.length > 0) {
            LoggerFactory.getLogger("org.apache.zookeeper.Early").error("early-error");
        }
        System.out.println("backend: " + LibraryLogging.limit());
        for (String logger : new String[] {
            "org.apache.zookeeper.Early", "org.apache.zookeeper.ClientCnxn", "org.apache.curator.ConnectionState"
        }) {
            LoggerFactory.getLogger(logger).warn("noise of {}", logger);
            LoggerFactory.getLogger(logger).error("error of {}", logger);
        }
        LoggerFactory.getLogger("com.example.Mine").error("the user's own");
    }
}
