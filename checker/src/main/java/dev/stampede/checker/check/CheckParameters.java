package dev.stampede.checker.check;

import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads the parameters of a check, and reports all unknown ones. Not thread-safe. */
public final class CheckParameters {
    private final CheckSpec spec;
    private final Set<String> unread;

    /** Reads the parameters of this spec. */
    public CheckParameters(CheckSpec spec) {
        this.spec = spec;
        this.unread = new TreeSet<>(spec.parameters().keySet());
    }

    /** Collects the parameters {@code PREFIXname=number}. */
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

    /** Whether {@code key=true} is given. */
    public boolean flag(String key) {
        unread.remove(key);
        String value = spec.parameters().getOrDefault(key, "false");
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException(
                    "the check " + spec.check() + " expects true or false for " + key + ", found \"" + value + "\"");
        }
        return value.equals("true");
    }

    /** The value of a parameter, or a default. */
    public String text(String key, String otherwise) {
        unread.remove(key);
        return spec.parameters().getOrDefault(key, otherwise);
    }

    /** Throws if the spec has a parameter that was not read; {@code known} lists the valid parameters. */
    public void nothingElse(String known) {
        if (!unread.isEmpty()) {
            throw new IllegalArgumentException(
                    "the check " + spec.check() + " has the parameters " + known + ", not " + unread);
        }
    }
}
