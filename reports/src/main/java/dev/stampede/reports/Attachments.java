package dev.stampede.reports;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files that a report includes or links. Immutable.
 *
 * @param logs the members' logs by the display name of the member ({@code member 1}); each is merged into the page up
 *     to a limit, and linked
 * @param files other files to link; files below the report's folder are linked by their relative path
 */
public record Attachments(Map<String, Path> logs, List<Path> files) {
    /** No files. */
    public static final Attachments NONE = new Attachments(Map.of(), List.of());

    public Attachments {
        logs = Collections.unmodifiableMap(new LinkedHashMap<>(logs));
        files = List.copyOf(files);
    }
}
