package dev.stampede.checker.findings;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.history.History;
import java.util.List;

/**
 * A known finding. Immutable.
 *
 * @param id the id in the library's issue tracker; {@code STAMPEDE-F} and a number if no issue is known
 * @param affected the affected versions
 * @param recognition how certain it is that an anomaly with one of the patterns is this finding
 * @param title one sentence: the defect
 * @param broken the sentence of the documentation that it violates
 * @param cause the cause in the code of the library
 * @param workAround what a user can do
 * @param link the issue, or the source code if no issue is known
 */
public record CatalogueEntry(
        String id,
        Library library,
        VersionRange affected,
        Recognition recognition,
        List<AnomalyPattern> patterns,
        String title,
        Citation broken,
        String cause,
        String workAround,
        String link) {

    /** How certain a match is. */
    public enum Recognition {
        /** The anomaly shows the defect itself: no other known defect leaves these operations and znodes. */
        CHARACTERISTIC,
        /** The defect has this symptom, and so do other defects. */
        POSSIBLE
    }

    public CatalogueEntry {
        patterns = List.copyOf(patterns);
    }

    /** Whether the library's issue tracker has an issue for it. */
    public boolean tracked() {
        return library.tracks(id);
    }

    /** Whether the patterns of the entry identify the finding, see {@link Recognition#CHARACTERISTIC}. */
    public boolean characteristic() {
        return recognition == Recognition.CHARACTERISTIC;
    }

    /** The anomalies that show it, each as {@code check/kind in scenario/variant}. */
    public List<String> signatures() {
        return patterns.stream()
                .flatMap(p -> p.signatures().stream())
                .distinct()
                .toList();
    }

    boolean matches(Anomaly anomaly, History history) {
        return patterns.stream().anyMatch(p -> p.matches(anomaly, history));
    }
}
