package dev.stampede.reports;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What lies beside a report.
 *
 * @param logs the members' logs, by what a reader calls the member ({@code member 1}); each is merged into the page,
 *     clipped, and linked
 * @param files what else is linked; those below the report's folder by their relative path
 */
public record Attachments(Map<String, Path> logs, List<Path> files) {
    /** Nothing. */
    public static final Attachments NONE = new Attachments(Map.of(), List.of());

    public Attachments {
        logs = Collections.unmodifiableMap(new LinkedHashMap<>(logs));
        files = List.copyOf(files);
    }
}
