package dev.stampede.nemesis.toxiproxy.buffer;

import java.util.Locale;
import java.util.Optional;

/** One of the two streams of a proxied connection, as Toxiproxy names them. */
public enum StreamDirection {
    /** What the client sends to the upstream. */
    UPSTREAM,
    /** What the upstream sends to the client. */
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
