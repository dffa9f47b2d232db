package dev.stampede.checker.history.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The output of a successful operation: one record for each kind of output of this project's scenarios, and {@link
 * Custom} for all others. Each has exactly one text form, which the history file stores; {@link OperationInput#output}
 * parses it. Immutable.
 */
public sealed interface OperationOutput {

    /** The text form, null for an output without a value. */
    @Nullable
    String text();

    /** An output whose meaning only its driver and its check know. */
    record Custom(@Nullable String text) implements OperationOutput {
        /** Success without a value. */
        public static final Custom DONE = new Custom(null);

        static Custom of(@Nullable String text) {
            return text == null ? DONE : new Custom(text);
        }
    }

    /**
     * A lock, a lease or leadership was granted.
     *
     * @param watchEvents the number of watch events that the client received since its last grant, -1 if it does not
     *     count them
     */
    record Granted(int watchEvents) implements OperationOutput {
        /** A grant to a client that does not count its watch events. */
        public static final Granted UNCOUNTED = new Granted(-1);

        private static final String WOKEN = "woken ";

        @Override
        public @Nullable String text() {
            return watchEvents < 0 ? null : WOKEN + watchEvents;
        }

        static OperationOutput parse(@Nullable String text) {
            if (text == null) {
                return UNCOUNTED;
            }
            int count = text.startsWith(WOKEN) ? number(text.substring(WOKEN.length())) : -1;
            return count < 0 ? new Custom(text) : new Granted(count);
        }
    }

    /** Whether the client is the leader, according to its recipe. */
    record Leadership(boolean leads) implements OperationOutput {
        @Override
        public String text() {
            return Boolean.toString(leads);
        }

        static OperationOutput parse(@Nullable String text) {
            return new Leadership("true".equals(text));
        }
    }

    /** The state of a znode; null if it does not exist. */
    record Shown(@Nullable ZnodeState state) implements OperationOutput {
        @Override
        public String text() {
            return ZnodeState.text(state);
        }

        static OperationOutput parse(@Nullable String text) {
            try {
                return text == null ? Custom.DONE : new Shown(ZnodeState.parse(text));
            } catch (IllegalArgumentException another) {
                return new Custom(text);
            }
        }
    }

    /** The states of the znodes that exist, read in one transaction. */
    record ShownTogether(List<ZnodeState> states) implements OperationOutput {
        private static final String SEPARATOR = " | ";

        public ShownTogether {
            states = List.copyOf(states);
        }

        @Override
        public String text() {
            return states.stream().map(ZnodeState::text).collect(Collectors.joining(SEPARATOR));
        }

        static OperationOutput parse(@Nullable String text) {
            List<ZnodeState> states = new ArrayList<>();
            try {
                for (String part : text == null || text.isEmpty() ? List.<String>of() : parts(text)) {
                    ZnodeState state = ZnodeState.parse(part);
                    if (state != null) {
                        states.add(state);
                    }
                }
            } catch (IllegalArgumentException another) {
                return new Custom(text);
            }
            return new ShownTogether(states);
        }

        private static List<String> parts(String text) {
            List<String> parts = new ArrayList<>();
            int from = 0;
            for (int to = text.indexOf(SEPARATOR); to >= 0; to = text.indexOf(SEPARATOR, from)) {
                parts.add(text.substring(from, to));
                from = to + SEPARATOR.length();
            }
            parts.add(text.substring(from));
            return parts;
        }
    }

    /** A whole number: a version, an id, or a number of children. */
    record WholeNumber(long value) implements OperationOutput {
        @Override
        public String text() {
            return Long.toString(value);
        }

        static OperationOutput parse(@Nullable String text) {
            try {
                return text == null ? Custom.DONE : new WholeNumber(Long.parseLong(text));
            } catch (NumberFormatException another) {
                return new Custom(text);
            }
        }
    }

    /** The address of a name; null if the name is not registered. */
    record Found(@Nullable String address) implements OperationOutput {
        @Override
        public @Nullable String text() {
            return address;
        }
    }

    /** The addresses of backends by the paths of their registrations, in this order. */
    record Backends(Map<String, String> addresses) implements OperationOutput {
        public Backends {
            addresses = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(addresses));
        }

        @Override
        public String text() {
            return OperationOutput.text(addresses);
        }

        static Backends parse(@Nullable String text) {
            return new Backends(pairs(text));
        }
    }

    /** An item was taken from a queue. */
    record Taken(String item) implements OperationOutput {
        @Override
        public String text() {
            return item;
        }
    }

    /** The data of the members of a group by their ids, in this order. */
    record Members(Map<String, String> dataById) implements OperationOutput {
        public Members {
            dataById = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(dataById));
        }

        @Override
        public String text() {
            return OperationOutput.text(dataById);
        }

        static Members parse(@Nullable String text) {
            return new Members(pairs(text));
        }
    }

    private static String text(Map<String, String> pairs) {
        return pairs.entrySet().stream()
                .map(entry -> entry.getKey() + '=' + entry.getValue())
                .collect(Collectors.joining(" "));
    }

    private static Map<String, String> pairs(@Nullable String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String entry : text == null ? new String[0] : text.strip().split(" +", -1)) {
            int equals = entry.indexOf('=');
            if (equals > 0) {
                pairs.put(entry.substring(0, equals), entry.substring(equals + 1));
            }
        }
        return pairs;
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException none) {
            return -1;
        }
    }
}
