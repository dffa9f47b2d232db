package dev.stampede.nemesis.toxiproxy.buffer;

import java.util.Locale;
import java.util.Optional;

/** The two streams of a proxied connection, with Toxiproxy's names. */
public enum StreamDirection {
    /** The bytes from the client to the upstream. */
    UPSTREAM,
    /** The bytes from the upstream to the client. */
    DOWNSTREAM;

    /** The name in the HTTP API and in the metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<StreamDirection> named(String text) {
        for (StreamDirection stream : values()) {
            if (stream.label().equalsIgnoreCase(text)) {
                return Optional.of(stream);
            }
        }
        return Optional.empty();
    }
}
