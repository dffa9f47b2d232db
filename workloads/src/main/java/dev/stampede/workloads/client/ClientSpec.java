package dev.stampede.workloads.client;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * The specification of a logical client, as data that can be sent to another JVM.
 *
 * @param number the number of the client in the run, from 0
 * @param restarts how often the JVM of the client was killed and started again
 * @param driver the name of a {@link ClientDriver} class with a public constructor without parameters
 * @param settings the settings of the driver
 * @param seed the seed of the client, forked from the seed of the run; another seed after each restart
 * @param connectString the client's own links: one entry per member, in the order of the members' numbers
 * @param sessionTimeoutMillis the requested session timeout, in milliseconds
 * @param store the address of the fenced store ({@code host:port}); empty if the scenario has none
 * @param settingsFile the file of client settings that an external ensemble needs; empty if it needs none; a path, so
 *     that secrets stay in the file
 * @param hostNames the host of the member behind each entry of the connect string, in the same order; empty if the
 *     entries are the members' own addresses
 */
public record ClientSpec(
        int number,
        int restarts,
        String driver,
        Map<String, String> settings,
        long seed,
        String connectString,
        int sessionTimeoutMillis,
        String store,
        String settingsFile,
        List<String> hostNames) {
    public ClientSpec {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        hostNames = List.copyOf(hostNames);
    }

    /** A client that was not restarted and needs no client settings. */
    public ClientSpec(
            int number,
            String driver,
            Map<String, String> settings,
            long seed,
            String connectString,
            int sessionTimeoutMillis,
            String store) {
        this(number, 0, driver, settings, seed, connectString, sessionTimeoutMillis, store, "", List.of());
    }

    /** The same client after its JVM was killed and started again: it has another seed and another unique name. */
    public ClientSpec restarted() {
        return new ClientSpec(
                number,
                restarts + 1,
                driver,
                settings,
                new SplittableRandom(seed).split().nextLong(),
                connectString,
                sessionTimeoutMillis,
                store,
                settingsFile,
                hostNames);
    }

    /**
     * A short name that no other client of the run has, nor this client before a restart: {@code c3}, or {@code c3r1}
     * after the first restart. Data that must be unique begins with this name.
     */
    public String uniqueName() {
        return "c" + number + (restarts == 0 ? "" : "r" + restarts);
    }

    /**
     * The setting with this name.
     *
     * @throws IllegalArgumentException if the setting does not exist
     */
    public String setting(String name) {
        String value = settings.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "client " + number + " needs the setting " + name + "; it has " + settings.keySet());
        }
        return value;
    }
}
