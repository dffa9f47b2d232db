package dev.stampede.checker.format;

import dev.stampede.checker.edn.EdnValue;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Splits the values of {@code jepsen.independent}: each value is a vector of a key and the value of the operation, and
 * the objects of different keys are independent. Not thread-safe.
 */
final class KeyedValues {

    /** Functions whose own arguments are vectors. */
    private static final Set<String> OF_VECTORS = Set.of("cas", "txn", "setData");

    private static final String PAIR = "a vector of a key and a value, ";

    /** The key, which is empty if values have no keys, and the value without the key. */
    record Keyed(String key, EdnValue value) {}

    private KeyDetection keys;
    private @Nullable String firstKeyed;

    KeyedValues(KeyDetection keys) {
        this.keys = keys;
    }

    /**
     * Splits the value of an invocation.
     *
     * @throws IllegalArgumentException if the value does not have the form of the first one
     */
    Keyed split(String function, EdnValue value, int line) {
        if (keys == KeyDetection.DETECTED) {
            keys = hasKey(function, value) ? KeyDetection.FIRST : KeyDetection.NONE;
            firstKeyed = keys == KeyDetection.FIRST ? "as at line " + line + ", " : null;
        }
        if (keys == KeyDetection.NONE) {
            return new Keyed("", value);
        }
        List<EdnValue> pair = pair(value);
        return new Keyed(plain(pair.get(0)), pair.get(1));
    }

    /**
     * The value of a completion without its key.
     *
     * @throws IllegalArgumentException if the key differs from that of the invocation
     */
    EdnValue answer(String key, EdnValue value) {
        if (keys != KeyDetection.FIRST || value.isNil()) {
            return value;
        }
        List<EdnValue> pair = pair(value);
        if (!plain(pair.get(0)).equals(key)) {
            throw new IllegalArgumentException(
                    "expected a completion on the key " + key + " of its :invoke, found " + value.text());
        }
        return pair.get(1);
    }

    private static boolean hasKey(String function, EdnValue value) {
        if (!(value instanceof EdnValue.Items pair) || pair.items().size() != 2) {
            return false;
        }
        boolean second = pair.items().get(1) instanceof EdnValue.Items;
        return !OF_VECTORS.contains(function) || (second && !(pair.items().get(0) instanceof EdnValue.Items));
    }

    private List<EdnValue> pair(EdnValue value) {
        if (value instanceof EdnValue.Items pair && pair.items().size() == 2) {
            return pair.items();
        }
        throw new IllegalArgumentException("expected " + PAIR + (firstKeyed == null ? "" : firstKeyed) + "found "
                + value.text() + (firstKeyed == null ? "" : "; use --keys none if values have no keys"));
    }

    private static String plain(EdnValue value) {
        return value instanceof EdnValue.Quoted quoted ? quoted.content() : value.text();
    }
}
