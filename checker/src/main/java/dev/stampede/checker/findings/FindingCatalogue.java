package dev.stampede.checker.findings;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.history.History;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The catalogue of known findings in ZooKeeper and Curator, and how anomalies are recognised. Immutable; safe to use
 * from several threads.
 */
public final class FindingCatalogue {
    /** The maximum number of possible findings that are named for an anomaly. */
    private static final int MAX_POSSIBLE = 3;

    private static final List<CatalogueEntry> ENTRIES = Stream.of(
                    CuratorFindings.all(),
                    CuratorCounterFindings.all(),
                    CuratorQueueFindings.all(),
                    CuratorBarrierFindings.all(),
                    ZooKeeperFindings.all())
            .flatMap(List::stream)
            .toList();

    private FindingCatalogue() {}

    /** All entries: Curator's, then ZooKeeper's. */
    public static List<CatalogueEntry> entries() {
        return ENTRIES;
    }

    /** The entry with this id, such as {@code CURATOR-604}. */
    public static Optional<CatalogueEntry> entry(String id) {
        return ENTRIES.stream().filter(e -> e.id().equals(id)).findFirst();
    }

    /**
     * The known findings that an anomaly shows: the one that is certain ({@link
     * CatalogueEntry.Recognition#CHARACTERISTIC}), otherwise at most three that have the same symptom. A finding is
     * excluded if the run used no affected version. If the run does not record the versions in use, all versions count
     * as affected.
     */
    public static List<RecognisedFinding> recognise(Anomaly anomaly, History history) {
        return history.derived(Recognised.class, h -> new Recognised())
                .byAnomaly
                .computeIfAbsent(anomaly, a -> compare(a, history));
    }

    /** The findings recognised in a history, cached because several callers ask about the same anomalies. */
    private static final class Recognised {
        private final Map<Anomaly, List<RecognisedFinding>> byAnomaly = new ConcurrentHashMap<>();
    }

    private static List<RecognisedFinding> compare(Anomaly anomaly, History history) {
        LibrariesInUse inUse = LibrariesInUse.of(history.header());
        List<RecognisedFinding> all = ENTRIES.stream()
                .filter(e -> e.matches(anomaly, history))
                .flatMap(e -> inUse(e, inUse))
                .toList();
        Optional<RecognisedFinding> characteristic =
                all.stream().filter(f -> f.entry().characteristic()).findFirst();
        return characteristic
                .map(List::of)
                .orElseGet(() -> all.stream().limit(MAX_POSSIBLE).toList());
    }

    /** The known finding that an anomaly certainly shows, if there is one. */
    public static Optional<CatalogueEntry> characteristic(Anomaly anomaly, History history) {
        return recognise(anomaly, history).stream()
                .map(RecognisedFinding::entry)
                .filter(CatalogueEntry::characteristic)
                .findFirst();
    }

    private static Stream<RecognisedFinding> inUse(CatalogueEntry entry, LibrariesInUse inUse) {
        List<String> versions = inUse.of(entry.library());
        return versions.isEmpty()
                ? Stream.of(new RecognisedFinding(entry, null))
                : versions.stream()
                        .filter(entry.affected()::contains)
                        .findFirst()
                        .map(version -> new RecognisedFinding(entry, version))
                        .stream();
    }
}
