package dev.stampede.workloads.client;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The specification of a logical client, as data that can be sent to another JVM.
 *
 * @param number the number of the client in the run, from 0
 * @param driver the name of a {@link ClientDriver} class with a public constructor without parameters
 * @param settings the settings of the driver
 * @param seed the seed of the client, forked from the seed of the run
 * @param connectString its own links, an entry a member in the order of their numbers
 * @param sessionTimeoutMillis the requested session timeout, in milliseconds
 * @param store the address of the fenced store ({@code host:port}); empty if the scenario has none
 * @param settingsFile the file of client settings that an ensemble of others needs, empty if it needs none; a path, so that
 *     secrets stay in the file
 * @param hostNames the host of the member behind each entry of the connect string, in the same order; empty if the entries
 *     are the members' own addresses
 */
public record ClientSpec(
        int number,
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

    /** A client that needs no client settings. */
    public ClientSpec(
            int number,
            String driver,
            Map<String, String> settings,
            long seed,
            String connectString,
            int sessionTimeoutMillis,
            String store) {
        this(number, driver, settings, seed, connectString, sessionTimeoutMillis, store, "", List.of());
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
