package dev.stampede.nemesis.ensemble.local;

import dev.stampede.nemesis.ensemble.ServerVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The logging of a member: two files of at most 8 MiB each; {@value #FILE} is the newer file. Log messages about status
 * queries are suppressed, because the harness polls often.
 */
final class LoggingConfig {
    static final String FILE = "zookeeper.log";
    static final String OLDER = "zookeeper.log.1";

    private static final String LOGBACK =
            """
            <configuration>
              <appender name="FILE" class="ch.qos.logback.core.rolling.RollingFileAppender">
                <file>@FILE@</file>
                <rollingPolicy class="ch.qos.logback.core.rolling.FixedWindowRollingPolicy">
                  <fileNamePattern>@FILE@.%i</fileNamePattern>
                  <minIndex>1</minIndex>
                  <maxIndex>1</maxIndex>
                </rollingPolicy>
                <triggeringPolicy class="ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy">
                  <maxFileSize>8MB</maxFileSize>
                </triggeringPolicy>
                <encoder><pattern>%d{HH:mm:ss.SSS} %-5p [%t] %c{1}: %m%n</pattern></encoder>
              </appender>
              <logger name="org.apache.zookeeper.server.NIOServerCnxn" level="WARN"/>
              <logger name="org.apache.zookeeper.server.command.FourLetterCommands" level="WARN"/>
              <root level="INFO"><appender-ref ref="FILE"/></root>
            </configuration>
            """;

    private static final String LOG4J =
            """
            log4j.rootLogger=INFO, FILE
            log4j.logger.org.apache.zookeeper.server.NIOServerCnxn=WARN
            log4j.appender.FILE=org.apache.log4j.RollingFileAppender
            log4j.appender.FILE.File=@FILE@
            log4j.appender.FILE.MaxFileSize=8MB
            log4j.appender.FILE.MaxBackupIndex=1
            log4j.appender.FILE.layout=org.apache.log4j.PatternLayout
            log4j.appender.FILE.layout.ConversionPattern=%d{HH:mm:ss,SSS} %-5p [%t] %c{1}: %m%n
            """;

    private LoggingConfig() {}

    /** Writes the configuration for this version and returns the JVM flags that activate it. */
    static List<String> write(ServerVersion version, Path folder) throws IOException {
        String log = folder.resolve(FILE).toString();
        if (version.logsByLogback()) {
            Path file = folder.resolve("logback.xml");
            Files.writeString(file, LOGBACK.replace("@FILE@", xml(log)), StandardCharsets.UTF_8);
            return List.of("-Dlogback.configurationFile=" + file);
        }
        Path file = folder.resolve("log4j.properties");
        Files.writeString(file, LOG4J.replace("@FILE@", log.replace("\\", "\\\\")), StandardCharsets.UTF_8);
        return List.of("-Dlog4j.configuration=" + file.toUri(), "-Dzookeeper.jmx.log4j.disable=true");
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
