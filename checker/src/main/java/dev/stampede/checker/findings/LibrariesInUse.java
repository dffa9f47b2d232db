package dev.stampede.checker.findings;

import dev.stampede.checker.history.data.RunHeader;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The versions of the libraries that a run used, as recorded in its header. Immutable.
 *
 * @param versions an empty list for a library whose versions are not recorded
 */
public record LibrariesInUse(Map<Library, List<String>> versions) {
    public LibrariesInUse {
        versions = Collections.unmodifiableMap(new EnumMap<>(versions));
    }

    /** The versions of a run. A version is unknown if the header does not contain it, or not as numbers. */
    public static LibrariesInUse of(RunHeader header) {
        Map<Library, List<String>> versions = new EnumMap<>(Library.class);
        for (Library library : Library.values()) {
            String recorded = header.environment().getOrDefault(library.environmentName(), "");
            versions.put(
                    library,
                    Arrays.stream(recorded.split(",", -1))
                            .map(String::trim)
                            .filter(VersionRange::isVersion)
                            .toList());
        }
        return new LibrariesInUse(versions);
    }

    List<String> of(Library library) {
        return versions.getOrDefault(library, List.of());
    }
}
