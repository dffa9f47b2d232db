package dev.stampede.nemesis.ensemble.containers;

import dev.stampede.nemesis.ensemble.EnsembleException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The system properties for containers.
 *
 * @param zookeeper the image of members ({@code stampede.zookeeper.image})
 * @param toxiproxy the image of Toxiproxy servers ({@code stampede.toxiproxy.image})
 * @param bind the address of the engine's machine that ports are published on ({@code stampede.containers.bind}); the
 *     loopback address works only for an engine on this machine
 * @param diskBytes the size of each member's disk, in the engine's memory ({@code stampede.containers.disk}, such as
 *     {@code 256m}); 0 ({@code engine}) for the engine's disk, which cannot be filled
 * @param expiry the age at which a harness removes the containers of another harness if it cannot observe whether that
 *     harness runs ({@code stampede.containers.expiry.hours})
 */
record ContainerSettings(String zookeeper, String toxiproxy, String bind, long diskBytes, Duration expiry) {
    static final String ZOOKEEPER = "stampede.zookeeper.image";
    static final String TOXIPROXY = "stampede.toxiproxy.image";
    static final String BIND = "stampede.containers.bind";
    static final String DISK = "stampede.containers.disk";
    static final String EXPIRY = "stampede.containers.expiry.hours";

    private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,5})([mMgG])");
    private static final long LEAST_DISK = 16L << 20;

    static ContainerSettings fromProperties() {
        return from(System::getProperty);
    }

    static ContainerSettings from(UnaryOperator<@Nullable String> properties) {
        return new ContainerSettings(
                valueOr(properties, ZOOKEEPER, "zookeeper:3.9.5"),
                valueOr(properties, TOXIPROXY, "ghcr.io/shopify/toxiproxy:2.12.0"),
                valueOr(properties, BIND, "127.0.0.1"),
                disk(valueOr(properties, DISK, "256m")),
                Duration.ofHours(hours(valueOr(properties, EXPIRY, "12"))));
    }

    /** The properties that are set, with their values. */
    static Map<String, String> set(UnaryOperator<@Nullable String> properties) {
        Map<String, String> set = new LinkedHashMap<>();
        for (String key : List.of(ZOOKEEPER, TOXIPROXY, BIND, DISK, EXPIRY)) {
            String value = properties.apply(key);
            if (value != null) {
                set.put(key, value);
            }
        }
        return set;
    }

    private static String valueOr(UnaryOperator<@Nullable String> properties, String key, String otherwise) {
        return Optional.ofNullable(properties.apply(key))
                .filter(value -> !value.isBlank())
                .map(String::strip)
                .orElse(otherwise);
    }

    private static long disk(String text) {
        if (text.equals("engine")) {
            return 0;
        }
        Matcher size = SIZE.matcher(text);
        long bytes =
                size.matches() ? Long.parseLong(size.group(1)) << (size.group(2).equalsIgnoreCase("g") ? 30 : 20) : 0;
        if (bytes < LEAST_DISK) {
            throw new EnsembleException("expected -D" + DISK
                    + "=256m or another size of at least 16m, or \"engine\"; got \"" + text + "\"");
        }
        return bytes;
    }

    private static int hours(String text) {
        if (!text.matches("[1-9]\\d{0,3}")) {
            throw new EnsembleException(
                    "expected -D" + EXPIRY + "=12 or another whole number of hours up to 9999, got \"" + text + "\"");
        }
        return Integer.parseInt(text);
    }
}
