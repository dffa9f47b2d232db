package dev.stampede.workloads.client.host;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLoggerFactory;

/** Against Logback in a context of its own, and other backends by their names; {@code LoggingBackendsIT} has the real ones. */
class LibraryLoggingTest {
    private final LoggerContext logback = new LoggerContext();

    @AfterEach
    void stop() {
        logback.stop();
    }

    @Test
    void logback_without_configuration_logs_only_errors_of_the_clients() throws Exception {
        assertThat(logback.getLogger("org.apache.zookeeper.ClientCnxn").isDebugEnabled())
                .isTrue();

        assertThat(LibraryLogging.limit(logback)).isEqualTo("Logback");

        for (String client : new String[] {"org.apache.zookeeper.ClientCnxn", "org.apache.curator.ConnectionState"}) {
            assertThat(logback.getLogger(client).isWarnEnabled()).as(client).isFalse();
            assertThat(logback.getLogger(client).isErrorEnabled()).as(client).isTrue();
        }
        assertThat(logback.getLogger("dev.stampede.nemesis").isInfoEnabled()).isTrue();
        assertThat(logback.getLogger("dev.stampede.nemesis").isDebugEnabled()).isFalse();
        assertThat(logback.getLogger("com.example.Mine").isDebugEnabled())
                .as("the user's own loggers")
                .isTrue();
    }

    @Test
    void level_that_the_user_configured_is_kept() throws Exception {
        logback.getLogger("org.apache.zookeeper").setLevel(Level.INFO);
        logback.getLogger("org.apache.curator.framework").setLevel(Level.TRACE);

        LibraryLogging.limit(logback);

        assertThat(logback.getLogger("org.apache.zookeeper.ClientCnxn").isInfoEnabled())
                .isTrue();
        assertThat(logback.getLogger("org.apache.curator.framework.Any").isTraceEnabled())
                .isTrue();
    }

    @Test
    void no_backend_is_no_error() throws Exception {
        assertThat(LibraryLogging.limit(new NOPLoggerFactory())).isNull();
    }
}
