package dev.stampede.checker.model;

import dev.stampede.checker.edn.EdnValue;
import java.util.List;

/** Parses arguments and results that consist of several values. */
final class EdnArguments {
    private EdnArguments() {}

    /** Expects a list of two values. */
    static List<EdnValue> pair(EdnValue datum, String expected) {
        List<EdnValue> items = items(datum, expected);
        if (items.size() != 2) {
            throw unreadable(datum, expected);
        }
        return items;
    }

    /** Expects a list. */
    static List<EdnValue> items(EdnValue datum, String expected) {
        if (datum instanceof EdnValue.Items list) {
            return list.items();
        }
        throw unreadable(datum, expected);
    }

    /** Expects a whole number that fits into an int. */
    static int number(EdnValue datum, String expected) {
        try {
            return Integer.parseInt(datum.text());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected " + expected + ", found " + datum.text(), e);
        }
    }

    /** The content of a string, without quotes. */
    static String content(EdnValue datum) {
        return datum instanceof EdnValue.Quoted quoted ? quoted.content() : datum.text();
    }

    private static IllegalArgumentException unreadable(EdnValue datum, String expected) {
        return new IllegalArgumentException("expected " + expected + ", found " + datum.text());
    }
}
