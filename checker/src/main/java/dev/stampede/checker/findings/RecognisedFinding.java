package dev.stampede.checker.findings;

import dev.stampede.checker.check.Blame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A known finding that an anomaly shows.
 *
 * @param entry the entry of the catalogue
 * @param version the affected version in use; null if the run does not record the versions in use
 */
public record RecognisedFinding(CatalogueEntry entry, @Nullable String version) {

    /** The layer at fault. */
    public Blame blame() {
        return switch (entry.library()) {
            case CURATOR -> Blame.RECIPE;
            case ZOOKEEPER -> Blame.ZOOKEEPER;
        };
    }

    /**
     * The name of the finding and whether a version fixes it, without a full stop: {@code this is CURATOR-604, open in
     * 5.9.0}. A finding that is only possible begins with {@code this may be}.
     */
    public String name() {
        String id = entry.library().isNamedIn(entry.id())
                ? entry.id()
                : entry.id() + " of " + entry.library().title();
        return (entry.characteristic() ? "this is " : "this may be ") + id + state();
    }

    private String state() {
        if (version == null) {
            return ", which " + entry.library().title() + " " + entry.affected()
                    + " has (this run does not record the version in use)";
        }
        return entry.affected()
                .fixFor(version)
                .map(fix -> ", which " + version + " has and " + fix + " fixes")
                .orElseGet(this::open);
    }

    private String open() {
        String newest = entry.library().newestExamined();
        return version == null || VersionRange.compare(version, newest) <= 0
                ? ", open in " + version
                : ", open in " + newest + " (" + version + " was not examined)";
    }

    /** The name with the work-around: {@code this is CURATOR-604, open in 5.9.0; work-around: …}. */
    public String sentence() {
        return name() + "; work-around: " + entry.workAround();
    }

    /** The ids of several findings, in order. */
    public static List<String> ids(List<RecognisedFinding> findings) {
        return findings.stream().map(f -> f.entry().id()).distinct().toList();
    }
}
