package dev.stampede.nemesis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of nemesis/README.md and its code blocks. */
public final class Readme {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");

    private Readme() {}

    static String text() {
        try {
            return Files.readString(Path.of("README.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> blocks(String language) {
        return BLOCK.matcher(text())
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /** The text without its code blocks. */
    static String prose() {
        return BLOCK.matcher(text()).replaceAll(Matcher.quoteReplacement(""));
    }

    /** The only code block of this language that contains this text. */
    public static String blockWith(String language, String part) {
        List<String> found =
                blocks(language).stream().filter(block -> block.contains(part)).toList();
        if (found.size() != 1) {
            throw new IllegalStateException(
                    "expected one block of " + language + " with \"" + part + "\", found " + found.size());
        }
        return found.get(0);
    }
}
