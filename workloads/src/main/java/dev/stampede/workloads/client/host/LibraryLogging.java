package dev.stampede.workloads.client.host;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Limits the logging of ZooKeeper's and Curator's clients in a JVM with the user's logging backend. Faults cause many
 * expected log messages of both.
 *
 * <p>Determines at run time the backend of SLF4J: Logback, Log4j 2, {@code java.util.logging}, Log4j 1 or Reload4j, or
 * {@code slf4j-simple}. A logger whose level the user's configuration sets keeps this level. Other backends are not
 * changed.
 *
 * <p>Thread-safe and idempotent. Uses only reflection, because a worker JVM may have no SLF4J.
 */
public final class LibraryLogging {
    private static final String SIMPLE_PROPERTY = "org.slf4j.simpleLogger.log.";
    private static final String SLF4J_VERBOSITY = "slf4j.internal.verbosity";

    /** The lowest level that each logger logs. */
    private static final Map<String, Level> LEVELS = new LinkedHashMap<>();

    static {
        LEVELS.put("org.apache.zookeeper", Level.ERROR);
        LEVELS.put("org.apache.curator", Level.ERROR);
        LEVELS.put("io.netty", Level.ERROR);
        LEVELS.put("org.eclipse.aether", Level.ERROR);
        LEVELS.put("org.apache.http", Level.ERROR);
        LEVELS.put("org.testcontainers", Level.ERROR);
        LEVELS.put("com.github.dockerjava", Level.ERROR);
        LEVELS.put("dev.stampede", Level.INFO);
    }

    /**
     * Keeps references to loggers, because {@code java.util.logging} discards unreferenced loggers with their levels.
     */
    private static final List<Logger> KEPT = new ArrayList<>();

    private LibraryLogging() {}

    /**
     * Limits the loggers of the clients, of the libraries beneath the harness, and of the harness.
     *
     * @return the backend that was found, as a word for messages; null if it is none of the backends above
     */
    public static synchronized @Nullable String limit() {
        try {
            acceptNoBackend();
            Object factory = Class.forName("org.slf4j.LoggerFactory")
                    .getMethod("getILoggerFactory")
                    .invoke(null);
            return limit(factory);
        } catch (ReflectiveOperationException | LinkageError absent) {
            return null;
        }
    }

    /**
     * Suppresses SLF4J's warning about a missing backend, because tests need none. The warning about an incompatible
     * backend remains.
     */
    private static void acceptNoBackend() {
        ClassLoader loader = LibraryLogging.class.getClassLoader();
        if (System.getProperty(SLF4J_VERBOSITY) == null
                && loader.getResource("META-INF/services/org.slf4j.spi.SLF4JServiceProvider") == null
                && loader.getResource("org/slf4j/impl/StaticLoggerBinder.class") == null) {
            System.setProperty(SLF4J_VERBOSITY, "ERROR");
        }
    }

    /** Limits the loggers of this factory's backend. */
    static @Nullable String limit(Object factory) throws ReflectiveOperationException {
        String name = factory.getClass().getName();
        ClassLoader backend = factory.getClass().getClassLoader();
        return switch (name) {
            case "ch.qos.logback.classic.LoggerContext" -> logback(factory, backend);
            case "org.apache.logging.slf4j.Log4jLoggerFactory" -> log4j2(backend);
            case "org.slf4j.jul.JDK14LoggerFactory", "org.slf4j.impl.JDK14LoggerFactory" -> javaUtilLogging();
            case "org.slf4j.simple.SimpleLoggerFactory", "org.slf4j.impl.SimpleLoggerFactory" ->
                simple(factory, backend);
            case "org.slf4j.reload4j.Reload4jLoggerFactory",
                    "org.slf4j.log4j12.Log4jLoggerFactory",
                    "org.slf4j.impl.Reload4jLoggerFactory",
                    "org.slf4j.impl.Log4jLoggerFactory" -> log4j1(backend);
            default -> null;
        };
    }

    private static String logback(Object context, ClassLoader backend) throws ReflectiveOperationException {
        Class<?> level = Class.forName("ch.qos.logback.classic.Level", true, backend);
        for (Map.Entry<String, Level> each : LEVELS.entrySet()) {
            Object logger =
                    context.getClass().getMethod("getLogger", String.class).invoke(context, each.getKey());
            setUnlessSet(logger, level, each.getValue());
        }
        return "Logback";
    }

    private static String log4j1(ClassLoader backend) throws ReflectiveOperationException {
        Class<?> level = Class.forName("org.apache.log4j.Level", true, backend);
        Class<?> loggers = Class.forName("org.apache.log4j.Logger", true, backend);
        for (Map.Entry<String, Level> each : LEVELS.entrySet()) {
            Object logger = loggers.getMethod("getLogger", String.class).invoke(null, each.getKey());
            setUnlessSet(logger, level, each.getValue());
        }
        return "Log4j 1";
    }

    /** A logger of Logback or Log4j 1 without a level of its own inherits its level. */
    private static void setUnlessSet(Object logger, Class<?> type, Level level) throws ReflectiveOperationException {
        if (logger.getClass().getMethod("getLevel").invoke(logger) == null) {
            Object value = type.getMethod("toLevel", String.class).invoke(null, level.name());
            logger.getClass().getMethod("setLevel", type).invoke(logger, value);
        }
    }

    private static String log4j2(ClassLoader backend) throws ReflectiveOperationException {
        Class<?> level = Class.forName("org.apache.logging.log4j.Level", true, backend);
        Class<?> contexts = Class.forName("org.apache.logging.log4j.core.LoggerContext", true, backend);
        Class<?> configurator = Class.forName("org.apache.logging.log4j.core.config.Configurator", true, backend);
        Object context = contexts.getMethod("getContext", boolean.class).invoke(null, false);
        Object configuration = contexts.getMethod("getConfiguration").invoke(context);
        Class<?> configurations = Class.forName("org.apache.logging.log4j.core.config.Configuration", true, backend);
        Map<?, ?> configured =
                (Map<?, ?>) configurations.getMethod("getLoggers").invoke(configuration);
        for (var entry : LEVELS.entrySet()) {
            if (!configured.containsKey(entry.getKey())) {
                Object value = level.getMethod("valueOf", String.class)
                        .invoke(null, entry.getValue().name());
                configurator.getMethod("setLevel", String.class, level).invoke(null, entry.getKey(), value);
            }
        }
        return "Log4j 2";
    }

    private static String javaUtilLogging() {
        LEVELS.forEach((name, level) -> {
            Logger logger = Logger.getLogger(name);
            if (logger.getLevel() == null) {
                logger.setLevel(level == Level.ERROR ? java.util.logging.Level.SEVERE : java.util.logging.Level.INFO);
                KEPT.add(logger);
            }
        });
        return "java.util.logging";
    }

    /**
     * Loggers of {@code slf4j-simple} read their level when they are created, so existing loggers are changed
     * individually.
     */
    private static String simple(Object factory, ClassLoader backend) throws ReflectiveOperationException {
        Properties file = simpleConfiguration(backend);
        Field all = factory.getClass().getDeclaredField("loggerMap");
        all.setAccessible(true);
        Map<?, ?> made = (Map<?, ?>) all.get(factory);
        for (Map.Entry<String, Level> each : LEVELS.entrySet()) {
            String property = SIMPLE_PROPERTY + each.getKey();
            if (System.getProperty(property) != null || file.containsKey(property)) {
                continue;
            }
            System.setProperty(property, each.getValue().name());
            for (Map.Entry<?, ?> logger : made.entrySet()) {
                if (logger.getKey().toString().startsWith(each.getKey() + ".")) {
                    Field current = logger.getValue().getClass().getDeclaredField("currentLogLevel");
                    current.setAccessible(true);
                    current.setInt(logger.getValue(), each.getValue().simple);
                }
            }
        }
        return "slf4j-simple";
    }

    private static Properties simpleConfiguration(ClassLoader backend) {
        Properties file = new Properties();
        try (InputStream in = backend.getResourceAsStream("simplelogger.properties")) {
            if (in != null) {
                file.load(in);
            }
        } catch (IOException unreadable) {
            // The backend ignores such a file, too.
        }
        return file;
    }

    private enum Level {
        ERROR(40),
        INFO(20);

        /** The number of the level in {@code slf4j-simple}. */
        private final int simple;

        Level(int simple) {
            this.simple = simple;
        }
    }
}
