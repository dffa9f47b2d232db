package dev.stampede.nemesis.ensemble.external;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A ZooKeeper connect string: {@code host:port,host:port}; the default port is 2181.
 *
 * @param addresses {@code host:port} of members 1, 2 and so on
 */
record ConnectString(List<String> addresses) {
    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[0-9a-fA-F:]+]|[^:\\[\\]\\s]+)(:\\d{1,5})?");
    private static final int MAX_PORT = 65_535;

    /**
     * Reads a connect string.
     *
     * @throws IllegalArgumentException if the string is malformed; the message lists all errors
     */
    static ConnectString parse(String text) {
        List<String> addresses = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        if (text.contains("/")) {
            wrong.add("it has a chroot (\"" + text.substring(text.indexOf('/')) + "\"), but runs choose their own");
        }
        String hosts = text.contains("/") ? text.substring(0, text.indexOf('/')) : text;
        for (String entry : hosts.split(",", -1)) {
            String address = entry.trim();
            if (!valid(address)) {
                wrong.add("expected host:port, got \"" + address + "\"");
            }
            addresses.add(address.matches(".*:\\d+") ? address : address + ":2181");
        }
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(
                    "the connect string \"" + text + "\" is wrong: " + String.join("; ", wrong));
        }
        return new ConnectString(List.copyOf(addresses));
    }

    private static boolean valid(String address) {
        if (!HOST_AND_PORT.matcher(address).matches()) {
            return false;
        }
        String port = address.substring(address.lastIndexOf(':') + 1);
        return !port.matches("\\d+") || Integer.parseInt(port) <= MAX_PORT;
    }
}
