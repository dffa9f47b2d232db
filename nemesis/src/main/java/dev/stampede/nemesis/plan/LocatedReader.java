package dev.stampede.nemesis.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON file and collects all problems in the file, each with file, line, column and what was expected there.
 * After a problem the reader continues with a default value, so that one pass finds all problems. Not thread-safe.
 */
public abstract class LocatedReader {
    private static final int MAX_PROBLEMS = 50;

    private final String file;
    private final List<String> problems = new ArrayList<>();

    /** @param file the name of the file in messages */
    protected LocatedReader(String file) {
        this.file = file;
    }

    protected final String file() {
        return file;
    }

    /** The first {@value #MAX_PROBLEMS} problems so far, and a line with the number of the others. */
    protected final List<String> problems() {
        if (problems.size() <= MAX_PROBLEMS) {
            return List.copyOf(problems);
        }
        List<String> shown = new ArrayList<>(problems.subList(0, MAX_PROBLEMS));
        shown.add(file + ": and " + (problems.size() - MAX_PROBLEMS) + " more errors");
        return List.copyOf(shown);
    }

    /** The number of all problems so far. */
    protected final int problemCount() {
        return problems.size();
    }

    /** Adds a problem whose text contains its position. */
    protected final void problem(String text) {
        problems.add(text);
    }

    protected final Map<String, LocatedJson> object(LocatedJson found, String what) {
        if (found.value() instanceof Map<?, ?> map) {
            Map<String, LocatedJson> fields = new HashMap<>();
            map.forEach((name, value) -> fields.put((String) name, (LocatedJson) value));
            return fields;
        }
        error(found, "expected %s as an object, found %s".formatted(what, found.kind()));
        return Map.of();
    }

    protected final List<LocatedJson> list(Map<String, LocatedJson> fields, LocatedJson parent, String name) {
        LocatedJson found = fields.get(name);
        if (found == null) {
            error(parent, "expected a field \"%s\"; it is missing".formatted(name));
            return List.of();
        }
        if (found.value() instanceof List<?> items) {
            return items.stream().map(LocatedJson.class::cast).toList();
        }
        error(found, "expected \"%s\" as a list, found %s".formatted(name, found.kind()));
        return List.of();
    }

    protected final @Nullable String text(Map<String, LocatedJson> fields, LocatedJson parent, String name) {
        LocatedJson found = fields.get(name);
        if (found == null) {
            error(parent, "expected a field \"%s\"; it is missing".formatted(name));
            return null;
        }
        if (found.value() instanceof String text) {
            return text;
        }
        error(found, "expected \"%s\" as a string, found %s".formatted(name, found.kind()));
        return null;
    }

    protected final long wholeNumber(Map<String, LocatedJson> fields, LocatedJson parent, String name) {
        LocatedJson found = fields.get(name);
        if (found == null) {
            error(parent, "expected a field \"%s\"; it is missing".formatted(name));
        } else if (found.value() instanceof Long number) {
            return number;
        } else {
            error(found, "expected \"%s\" as a whole number, found %s".formatted(name, found.kind()));
        }
        return 0;
    }

    protected final long number(Map<String, LocatedJson> fields, LocatedJson parent, String name, long most) {
        long number = wholeNumber(fields, parent, name);
        if (number < 0 || number > most) {
            error(
                    fields.getOrDefault(name, parent),
                    "expected \"%s\" from 0 to %d, found %d".formatted(name, most, number));
            return 0;
        }
        return number;
    }

    protected final void onlyFields(Map<String, LocatedJson> fields, Set<String> known) {
        fields.forEach((name, value) -> {
            if (!known.contains(name)) {
                error(
                        value,
                        "expected one of %s, found \"%s\""
                                .formatted(known.stream().sorted().toList(), name));
            }
        });
    }

    protected final void error(LocatedJson where, String what) {
        problem(where(where) + what);
    }

    protected final String where(LocatedJson located) {
        return "%s:%d:%d: ".formatted(file, located.line(), located.column());
    }

    /** The value of a field. If the field is missing, adds a problem and returns null. */
    protected final @Nullable LocatedJson child(Map<String, LocatedJson> fields, LocatedJson parent, String name) {
        LocatedJson found = fields.get(name);
        if (found == null) {
            error(parent, "expected a field \"%s\"; it is missing".formatted(name));
        }
        return found;
    }

    /** The value of a boolean field; false after a problem. */
    protected final boolean truth(Map<String, LocatedJson> fields, LocatedJson parent, String name) {
        LocatedJson found = child(fields, parent, name);
        if (found == null) {
            return false;
        }
        String text = found.value() instanceof LocatedJson.Scalar scalar ? scalar.text() : "";
        if (!text.equals("true") && !text.equals("false")) {
            error(found, "expected \"%s\" as true or false, found %s".formatted(name, found.kind()));
        }
        return text.equals("true");
    }

    /** The value of a field that is a list of strings. */
    protected final List<String> words(Map<String, LocatedJson> fields, LocatedJson parent, String name) {
        List<String> words = new ArrayList<>();
        for (LocatedJson item : list(fields, parent, name)) {
            if (item.value() instanceof String word) {
                words.add(word);
            } else {
                error(item, "expected a string in \"%s\", found %s".formatted(name, item.kind()));
            }
        }
        return words;
    }

    /** The value of a field that is an object with string values, in the order of the file. */
    protected final Map<String, String> texts(Map<String, LocatedJson> fields, LocatedJson parent, String name) {
        LocatedJson found = child(fields, parent, name);
        Map<String, String> texts = new LinkedHashMap<>();
        if (found != null) {
            object(found, "\"" + name + "\"").forEach((key, value) -> {
                if (value.value() instanceof String text) {
                    texts.put(key, text);
                } else {
                    error(value, "expected \"%s\" as a string, found %s".formatted(key, value.kind()));
                }
            });
        }
        return texts;
    }
}
