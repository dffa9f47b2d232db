package dev.stampede.checker.edn;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A value as a recorded history holds it: what EDN can say, and what JSON can. */
public sealed interface EdnValue {

    /** As it is written, so that equal texts are equal values. */
    String text();

    /** Whether it is no value. */
    default boolean isNil() {
        return equals(Atom.NIL);
    }

    /** A number, keyword, symbol, or a text without quotes. */
    record Atom(String text) implements EdnValue {
        /** No value. */
        public static final Atom NIL = new Atom("nil");

        // Written out: those that the compiler makes are linked when they are first called, which takes long.
        @Override
        public boolean equals(@Nullable Object o) {
            return o instanceof Atom other && text.equals(other.text);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }
    }

    /** A text in quotes. */
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
