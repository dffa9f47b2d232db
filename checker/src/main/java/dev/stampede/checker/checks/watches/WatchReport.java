package dev.stampede.checker.checks.watches;

import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Citation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reports anomalies of watches, each kind once per watch. All evidence is requests and events of plain ZooKeeper
 * handles, so ZooKeeper or its client library is at fault. Not thread-safe.
 */
final class WatchReport {
    private record Reported(String kind, WatchRegistration watch) {}

    private final AnomalyCollector findings;
    private final Set<Reported> reported = new HashSet<>();

    WatchReport(AnomalyCollector findings) {
        this.findings = findings;
    }

    /** @param operations the operations that show the anomaly, besides the one that set the watch */
    void add(
            String kind,
            WatchRegistration watch,
            String headline,
            long atNanos,
            List<Integer> operations,
            Citation promise) {
        if (reported.add(new Reported(kind, watch))) {
            Set<Integer> all = new HashSet<>(operations);
            all.add(watch.reply().operation());
            findings.add(
                    kind,
                    headline,
                    Blame.ZOOKEEPER,
                    new Extent(
                                    watch.setNanos(),
                                    Math.max(atNanos, watch.setNanos()),
                                    Set.of(watch.client()),
                                    all.stream().sorted().toList())
                            .about(Set.of(watch.path()), Set.of(watch.session())),
                    promise);
        }
    }
}
