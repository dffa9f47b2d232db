package dev.stampede.nemesis.ensemble.local;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The class path of a member's JVM.
 *
 * @param flags JVM flags that this class path needs
 */
record ServerClassPath(List<Path> entries, List<String> flags) {
    ServerClassPath {
        entries = List.copyOf(entries);
        flags = List.copyOf(flags);
    }

    String text() {
        return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
