package dev.stampede.checker.extension;

import java.util.List;

/** The class path contains extensions that cannot be used. The message lists all problems, one per line. */
public final class ExtensionException extends IllegalArgumentException {
    ExtensionException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
