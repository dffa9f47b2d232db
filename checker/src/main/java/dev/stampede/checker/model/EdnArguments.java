package dev.stampede.checker.model;

import dev.stampede.checker.edn.EdnValue;
import java.util.List;

/** Arguments and results that have parts. */
final class EdnArguments {
    private EdnArguments() {}

    /** A list of two. */
    static List<EdnValue> pair(EdnValue datum, String expected) {
        List<EdnValue> items = items(datum, expected);
        if (items.size() != 2) {
            throw unreadable(datum, expected);
        }
        return items;
    }

    /** A list. */
    static List<EdnValue> items(EdnValue datum, String expected) {
        if (datum instanceof EdnValue.Items list) {
            return list.items();
        }
        throw unreadable(datum, expected);
    }

    /** A whole number that fits into an int. */
    static int number(EdnValue datum, String expected) {
        try {
            return Integer.parseInt(datum.text());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected " + expected + ", found " + datum.text(), e);
        }
    }

    /** The content of a text, without quotes. */
    static String content(EdnValue datum) {
        return datum instanceof EdnValue.Quoted quoted ? quoted.content() : datum.text();
    }

    private static IllegalArgumentException unreadable(EdnValue datum, String expected) {
        return new IllegalArgumentException("expected " + expected + ", found " + datum.text());
    }
}
