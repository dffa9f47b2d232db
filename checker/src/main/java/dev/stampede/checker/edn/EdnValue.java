package dev.stampede.checker.edn;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A value in a recorded history: any value of EDN or JSON. */
public sealed interface EdnValue {

    /** The text form; equal values have equal text forms. */
    String text();

    /** Whether this is {@code nil}, the absence of a value. */
    default boolean isNil() {
        return equals(Atom.NIL);
    }

    /** A number, keyword, symbol, or a string without quotes. */
    record Atom(String text) implements EdnValue {
        /** The absence of a value. */
        public static final Atom NIL = new Atom("nil");

        // Written by hand because the generated methods of a record are linked at their first call, which is slow.
        @Override
        public boolean equals(@Nullable Object o) {
            return o instanceof Atom other && text.equals(other.text);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }
    }

    /** A string in quotes. */
    record Quoted(String content) implements EdnValue {
        @Override
        public String text() {
            return '"' + content + '"';
        }
    }

    /** A list, vector or set. */
    record Items(List<EdnValue> items) implements EdnValue {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String text() {
            return items.stream().map(EdnValue::text).collect(Collectors.joining(" ", "[", "]"));
        }
    }

    /** A map. */
    record Entries(Map<EdnValue, EdnValue> entries) implements EdnValue {
        public Entries {
            entries = Map.copyOf(entries);
        }

        @Override
        public String text() {
            return entries.entrySet().stream()
                    .map(e -> e.getKey().text() + " " + e.getValue().text())
                    .sorted()
                    .collect(Collectors.joining(", ", "{", "}"));
        }
    }
}
