package dev.stampede.checker.model;

import java.util.List;

/** Arguments and results that have parts. */
final class Arguments {
    private Arguments() {}

    /** A list of two. */
    static List<Datum> pair(Datum datum, String expected) {
        List<Datum> items = items(datum, expected);
        if (items.size() != 2) {
            throw unreadable(datum, expected);
        }
        return items;
    }

    /** A list. */
    static List<Datum> items(Datum datum, String expected) {
        if (datum instanceof Datum.Items list) {
            return list.items();
        }
        throw unreadable(datum, expected);
    }

    /** A whole number that fits into an int. */
    static int number(Datum datum, String expected) {
        try {
            return Integer.parseInt(datum.text());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected " + expected + ", found " + datum.text(), e);
        }
    }

    /** The content of a text, without quotes. */
    static String content(Datum datum) {
        return datum instanceof Datum.Quoted quoted ? quoted.content() : datum.text();
    }

    private static IllegalArgumentException unreadable(Datum datum, String expected) {
        return new IllegalArgumentException("expected " + expected + ", found " + datum.text());
    }
}
