package dev.stampede.checker.check;

import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads the parameters of a check, and names all that it does not know. Not thread-safe. */
public final class CheckParameters {
    private final CheckSpec spec;
    private final Set<String> unread;

    /** Reads those of a check. */
    public CheckParameters(CheckSpec spec) {
        this.spec = spec;
        this.unread = new TreeSet<>(spec.parameters().keySet());
    }

    /** Gathers {@code PREFIXname=number}. */
    public void numbersAfter(String prefix, Map<String, Integer> numbers) {
        spec.parameters().forEach((key, value) -> {
            if (key.startsWith(prefix) && key.length() > prefix.length()) {
                unread.remove(key);
                numbers.put(key.substring(prefix.length()), number(key, value));
            }
        });
    }

    private int number(String key, String value) {
        if (!value.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException(
                    "the check " + spec.check() + " expects a whole number for " + key + ", found \"" + value + "\"");
        }
        return Integer.parseInt(value);
    }

    /** Whether {@code key=true} is there. */
    public boolean flag(String key) {
        unread.remove(key);
        String value = spec.parameters().getOrDefault(key, "false");
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException(
                    "the check " + spec.check() + " expects true or false for " + key + ", found \"" + value + "\"");
        }
        return value.equals("true");
    }

    /** A text, or what is meant where it is not there. */
    public String text(String key, String otherwise) {
        unread.remove(key);
        return spec.parameters().getOrDefault(key, otherwise);
    }

    /** Throws if a parameter has not been read; {@code known} says which there are. */
    public void nothingElse(String known) {
        if (!unread.isEmpty()) {
            throw new IllegalArgumentException(
                    "the check " + spec.check() + " knows the parameters " + known + ", not " + unread);
        }
    }
}
