package dev.stampede.nemesis.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON value with its position, for errors with line and column.
 *
 * @param value a {@code Map<String, LocatedJson>}, a {@code List<LocatedJson>}, a {@code String}, a {@code Long}, or
 *     the text of any other scalar in a {@link Scalar}
 */
public record LocatedJson(int line, int column, Object value) {
    private static final int DEEPEST = 20;

    /** A boolean, null, or a number that is not a {@code long}. */
    public record Scalar(String text) {}

    /** Thrown when a text is not JSON; the message says where and why. */
    public static final class Malformed extends Exception {
        Malformed(String message) {
            super(message);
        }
    }

    /**
     * Parses a text that contains exactly one value.
     *
     * @param file the name of the file in messages
     * @param what the expected content in messages, such as {@code a plan}
     */
    public static LocatedJson read(String text, String file, String what) throws Malformed {
        try (JsonParser parser = JsonFactory.builder().build().createParser(text)) {
            if (parser.nextToken() == null) {
                throw new Malformed(file + ":1:1: expected " + what + ", found an empty file");
            }
            LocatedJson root = value(parser, file, 0);
            if (parser.nextToken() != null) {
                throw new Malformed(at(file, parser.currentTokenLocation()) + "expected nothing after "
                        + what.replaceFirst("^an? ", "the "));
            }
            return root;
        } catch (JsonProcessingException e) {
            throw new Malformed(at(file, e.getLocation()) + "expected JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new Malformed(file + ": cannot be read: " + e.getMessage());
        }
    }

    private static LocatedJson value(JsonParser parser, String file, int depth) throws IOException, Malformed {
        JsonLocation where = parser.currentTokenLocation();
        if (depth > DEEPEST) {
            throw new Malformed(at(file, where) + "expected at most " + DEEPEST + " levels");
        }
        JsonToken token = parser.currentToken();
        Object value =
                switch (token) {
                    case START_OBJECT -> object(parser, file, depth);
                    case START_ARRAY -> array(parser, file, depth);
                    case VALUE_STRING -> parser.getText();
                    case VALUE_NUMBER_INT -> integer(parser.getText());
                    default -> new Scalar(parser.getText());
                };
        return new LocatedJson(where.getLineNr(), where.getColumnNr(), value);
    }

    private static Object integer(String digits) {
        try {
            return Long.valueOf(digits);
        } catch (NumberFormatException e) {
            return new Scalar(digits);
        }
    }

    private static Map<String, LocatedJson> object(JsonParser parser, String file, int depth)
            throws IOException, Malformed {
        Map<String, LocatedJson> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            JsonLocation where = parser.currentTokenLocation();
            String name = parser.currentName();
            parser.nextToken();
            if (fields.put(name, value(parser, file, depth + 1)) != null) {
                throw new Malformed(at(file, where) + "expected \"" + name + "\" once");
            }
        }
        return fields;
    }

    private static List<LocatedJson> array(JsonParser parser, String file, int depth) throws IOException, Malformed {
        List<LocatedJson> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser, file, depth + 1));
        }
        return items;
    }

    private static String at(String file, JsonLocation where) {
        return "%s:%d:%d: ".formatted(file, where.getLineNr(), where.getColumnNr());
    }

    /** The kind of the value, for error messages. */
    public String kind() {
        if (value instanceof Map) {
            return "an object";
        }
        if (value instanceof List) {
            return "a list";
        }
        if (value instanceof String text) {
            return "\"" + text + "\"";
        }
        return value instanceof Scalar scalar ? scalar.text() : value.toString();
    }
}
