package dev.stampede.checker.format;

import dev.stampede.checker.model.Datum;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes the values of Jepsen's independent histories apart: there each value is a vector of a key and what the operation
 * itself is about, and the objects under the keys are independent. Not thread-safe.
 */
final class KeyedValues {

    /** Functions whose own arguments are vectors. */
    private static final Set<String> OF_VECTORS = Set.of("cas", "txn", "setData");

    private static final String PAIR = "a vector of a key and a value, ";

    /** A key, empty if values have none, and the rest. */
    record Keyed(String key, Datum value) {}

    private Keys keys;
    private @Nullable String because;

    KeyedValues(Keys keys) {
        this.keys = keys;
    }

    /**
     * Takes the value of an invocation apart.
     *
     * @throws IllegalArgumentException if it is not as the first one
     */
    Keyed split(String function, Datum value, int line) {
        if (keys == Keys.DETECTED) {
            keys = shows(function, value) ? Keys.FIRST : Keys.NONE;
            because = keys == Keys.FIRST ? "as at line " + line + ", " : null;
        }
        if (keys == Keys.NONE) {
            return new Keyed("", value);
        }
        List<Datum> pair = pair(value);
        return new Keyed(plain(pair.get(0)), pair.get(1));
    }

    /**
     * The value of an answer without its key.
     *
     * @throws IllegalArgumentException if the key is not that of the invocation
     */
    Datum answer(String key, Datum value) {
        if (keys != Keys.FIRST || value.isNil()) {
            return value;
        }
        List<Datum> pair = pair(value);
        if (!plain(pair.get(0)).equals(key)) {
            throw new IllegalArgumentException(
                    "expected an answer on the key " + key + " of its :invoke, found " + value.text());
        }
        return pair.get(1);
    }

    private static boolean shows(String function, Datum value) {
        if (!(value instanceof Datum.Items pair) || pair.items().size() != 2) {
            return false;
        }
        boolean second = pair.items().get(1) instanceof Datum.Items;
        return !OF_VECTORS.contains(function) || (second && !(pair.items().get(0) instanceof Datum.Items));
    }

    private List<Datum> pair(Datum value) {
        if (value instanceof Datum.Items pair && pair.items().size() == 2) {
            return pair.items();
        }
        throw new IllegalArgumentException("expected " + PAIR + (because == null ? "" : because) + "found "
                + value.text() + (because == null ? "" : "; say so (--keys none) if values have no keys"));
    }

    private static String plain(Datum datum) {
        return datum instanceof Datum.Quoted quoted ? quoted.content() : datum.text();
    }
}
