package dev.stampede.checker.model;

import dev.stampede.checker.edn.EdnValue;
import java.util.List;

/** Parses arguments and results that consist of several values. */
final class EdnArguments {
    private EdnArguments() {}

    /** Expects a list of two values. */
    static List<EdnValue> pair(EdnValue value, String expected) {
        List<EdnValue> items = items(value, expected);
        if (items.size() != 2) {
            throw unreadable(value, expected);
        }
        return items;
    }

    /** Expects a list. */
    static List<EdnValue> items(EdnValue value, String expected) {
        if (value instanceof EdnValue.Items list) {
            return list.items();
        }
        throw unreadable(value, expected);
    }

    /** Expects a whole number that fits into an int. */
    static int number(EdnValue value, String expected) {
        try {
            return Integer.parseInt(value.text());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected " + expected + ", found " + value.text(), e);
        }
    }

    /** The content of a string, without quotes. */
    static String content(EdnValue value) {
        return value instanceof EdnValue.Quoted quoted ? quoted.content() : value.text();
    }

    private static IllegalArgumentException unreadable(EdnValue value, String expected) {
        return new IllegalArgumentException("expected " + expected + ", found " + value.text());
    }
}
