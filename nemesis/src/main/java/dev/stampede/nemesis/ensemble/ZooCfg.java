package dev.stampede.nemesis.ensemble;

import dev.stampede.checker.history.data.EnsembleSettings;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The settings in {@code zoo.cfg}. The user's settings override the defaults of the harness, except folders, ports and
 * servers, which the harness assigns.
 */
public final class ZooCfg {
    /** The default of {@code maxNotificationInterval} in this harness, in milliseconds. */
    public static final int MAX_NOTIFICATION_INTERVAL_MILLIS = 1_000;

    private static final Pattern ASSIGNED_BY_HARNESS =
            Pattern.compile("dataDir|dataLogDir|clientPort|clientPortAddress|secureClientPort"
                    + "|secureClientPortAddress|dynamicConfigFile|peerType|server\\.\\d+|standaloneEnabled");

    private static final String MAX_NOTIFICATION_INTERVAL = "zookeeper.fastleader.maxNotificationInterval";

    /** The JVM flag that sets {@code maxNotificationInterval}. */
    public static final String MAX_NOTIFICATION_INTERVAL_FLAG =
            "-D" + MAX_NOTIFICATION_INTERVAL + "=" + MAX_NOTIFICATION_INTERVAL_MILLIS;

    /** The interval of versions before 3.6, which do not have the property. */
    private static final int FIXED_MAX_NOTIFICATION_INTERVAL_MILLIS = 60_000;

    private final Map<String, String> values;
    private final Set<String> ignored;

    private ZooCfg(Map<String, String> values, Set<String> ignored) {
        this.values = values;
        this.ignored = ignored;
    }

    /** The defaults of the harness. */
    public static ZooCfg defaults() {
        TreeMap<String, String> values = new TreeMap<>();
        values.put("tickTime", "200");
        values.put("initLimit", "10");
        values.put("syncLimit", "5");
        values.put("maxClientCnxns", "0");
        values.put("4lw.commands.whitelist", "*");
        values.put("admin.enableServer", "false");
        // In KiB. The default, 64 MiB per log file, would only cost space.
        values.put("preAllocSize", "4096");
        return new ZooCfg(values, new TreeSet<>());
    }

    /**
     * These settings, overridden by those of a file.
     *
     * @throws EnsembleException if the file cannot be read, or its times and limits are not positive numbers
     */
    public ZooCfg with(Path file) {
        return with(read(file));
    }

    /**
     * The settings in a file.
     *
     * @throws EnsembleException if it cannot be read
     */
    public static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new EnsembleException("the configuration " + file + " cannot be read: " + e, e);
        }
        Map<String, String> overrides = new TreeMap<>();
        properties.forEach((key, value) ->
                overrides.put(String.valueOf(key).trim(), String.valueOf(value).trim()));
        return overrides;
    }

    /**
     * These settings, overridden by others.
     *
     * @throws EnsembleException if times and limits are not positive numbers
     */
    public ZooCfg with(Map<String, String> overrides) {
        TreeMap<String, String> merged = new TreeMap<>(values);
        TreeSet<String> leftOut = new TreeSet<>(ignored);
        overrides.forEach((key, value) -> {
            if (ASSIGNED_BY_HARNESS.matcher(key).matches()) {
                leftOut.add(key);
            } else {
                merged.put(key, value);
            }
        });
        ZooCfg result = new ZooCfg(merged, leftOut);
        result.settings(MAX_NOTIFICATION_INTERVAL_MILLIS);
        return result;
    }

    /** The user's keys that were ignored, because the harness assigns folders, ports and servers. */
    public List<String> ignored() {
        return List.copyOf(ignored);
    }

    /** The values by key. */
    public Map<String, String> values() {
        return Map.copyOf(values);
    }

    /** The settings that budgets are derived from, for members of this version with these flags. */
    public EnsembleSettings settings(List<String> jvmFlags, ServerVersion version) {
        return settings(maxNotificationInterval(jvmFlags, version));
    }

    /** @throws EnsembleException if times and limits are not positive numbers; the message lists all errors */
    private EnsembleSettings settings(int maxNotificationIntervalMillis) {
        List<String> wrong = new ArrayList<>();
        int tick = positive("tickTime", 200, wrong);
        int sync = positive("syncLimit", 5, wrong);
        int min = orDefault("minSessionTimeout", 2 * tick, wrong);
        int max = orDefault("maxSessionTimeout", 20 * tick, wrong);
        int init = positive("initLimit", 10, wrong);
        if (!wrong.isEmpty()) {
            throw new EnsembleException("zoo.cfg: " + String.join("; ", wrong));
        }
        int requested = Math.max(min, Math.min(max, 3 * sync * tick));
        return new EnsembleSettings(tick, init, sync, min, max, maxNotificationIntervalMillis, requested);
    }

    private static int maxNotificationInterval(List<String> jvmFlags, ServerVersion version) {
        if (!version.atLeast(3, 6, 0)) {
            return FIXED_MAX_NOTIFICATION_INTERVAL_MILLIS;
        }
        String prefix = "-D" + MAX_NOTIFICATION_INTERVAL + "=";
        return jvmFlags.stream()
                .filter(flag -> flag.startsWith(prefix)
                        && flag.substring(prefix.length()).matches("\\d{1,9}"))
                .mapToInt(flag -> Integer.parseInt(flag.substring(prefix.length())))
                .reduce(MAX_NOTIFICATION_INTERVAL_MILLIS, (first, last) -> last);
    }

    private int orDefault(String key, int otherwise, List<String> wrong) {
        // ZooKeeper reads -1 as "not set".
        return "-1".equals(values.get(key)) ? otherwise : positive(key, otherwise, wrong);
    }

    private int positive(String key, int otherwise, List<String> wrong) {
        String value = values.getOrDefault(key, Integer.toString(otherwise));
        if (!value.matches("[1-9]\\d{0,8}")) {
            wrong.add("expected a positive whole number for " + key + ", got \"" + value + "\"");
            return otherwise;
        }
        return Integer.parseInt(value);
    }

    /** The lines of a {@code zoo.cfg} with these values. */
    public String lines() {
        StringBuilder lines = new StringBuilder();
        values.forEach(
                (key, value) -> lines.append(key).append('=').append(value).append('\n'));
        return lines.toString();
    }

    /** One entry per setting, for the report. */
    public Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        values.forEach((key, value) -> environment.put("zoo.cfg " + key, value));
        if (!ignored.isEmpty()) {
            environment.put("zoo.cfg, left out", String.join(", ", ignored));
        }
        return environment;
    }
}
