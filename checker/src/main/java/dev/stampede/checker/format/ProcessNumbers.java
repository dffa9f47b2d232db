package dev.stampede.checker.format;

import dev.stampede.checker.edn.EdnValue;
import dev.stampede.checker.edn.WholeNumbers;
import java.util.IdentityHashMap;

/**
 * Distinguishes the processes of clients, which are whole numbers, from others such as {@code :nemesis}, which have
 * names. Not thread-safe.
 */
final class ProcessNumbers {
    /** Stands for a process that has a name. */
    static final int NAMED = Integer.MIN_VALUE;

    /** The maximum number of processes that are cached, so that a process is not parsed at each event. */
    private static final int MAX_CACHED = 1 << 12;

    private final IdentityHashMap<EdnValue, Integer> known = new IdentityHashMap<>();

    /**
     * The number of a process, {@link #NAMED} if it has a name.
     *
     * @throws IllegalArgumentException if the process is neither a whole number nor a name, such as a number in quotes
     *     or a fraction: without the exception, the operations of a client would be skipped silently
     */
    int number(EdnValue process) {
        Integer number = known.get(process);
        if (number == null) {
            number = read(process);
            if (known.size() < MAX_CACHED) {
                known.put(process, number);
            }
        }
        return number;
    }

    private static int read(EdnValue process) {
        if (process instanceof EdnValue.Quoted quoted && !WholeNumbers.begun(quoted.content())) {
            return NAMED;
        }
        if (process instanceof EdnValue.Atom atom && !atom.isNil()) {
            return WholeNumbers.begun(atom.text()) ? read(atom.text()) : NAMED;
        }
        throw unusable(process.text());
    }

    private static int read(String text) {
        try {
            int number = Integer.parseInt(text);
            if (number != NAMED) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The caller throws the exception below.
        }
        throw unusable(text);
    }

    private static IllegalArgumentException unusable(String text) {
        return new IllegalArgumentException(
                "expected a process that is a whole number of up to 9 digits, or one with a name such as :nemesis,"
                        + " found "
                        + text);
    }
}
