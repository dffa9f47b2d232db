package dev.stampede.checker.check;

import dev.stampede.checker.history.History;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Gathers the violations of one check, and keeps a bounded number of them. Not thread-safe. */
final class Findings {
    /** The most anomalies that a result holds; the count in its text goes on. */
    static final int MAX_ANOMALIES = 20;

    private final String check;
    private final History history;
    private final List<Anomaly> anomalies = new ArrayList<>();
    private int count;

    Findings(String check, History history) {
        this.check = check;
        this.history = history;
    }

    /** What a violation is about. */
    record Site(long fromNanos, long toNanos, Collection<Integer> clients, List<Integer> operations) {

        static Site at(long atNanos) {
            return new Site(atNanos, atNanos, Set.of(), List.of());
        }
    }

    void add(String kind, String headline, Blame blame, Site site, Citation promise) {
        count++;
        if (anomalies.size() == MAX_ANOMALIES) {
            return;
        }
        Surroundings around = Surroundings.of(history, site.fromNanos(), site.toNanos(), site.clients());
        anomalies.add(new Anomaly(
                check,
                kind,
                headline,
                around.because(),
                blame,
                site.operations().stream().filter(o -> o >= 0).distinct().toList(),
                around.faults(),
                site.fromNanos(),
                site.toNanos(),
                promise,
                null,
                around.signature(check, kind)));
    }

    int count() {
        return count;
    }

    /** In order of time. */
    List<Anomaly> anomalies() {
        return anomalies.stream()
                .sorted(Comparator.comparingLong(Anomaly::fromNanos))
                .toList();
    }

    /** The result, with what was looked at and how many violations there were. */
    CheckResult result(String lookedAt) {
        String all = lookedAt + ", " + count + (count == 1 ? " violation" : " violations")
                + (count > anomalies.size() ? " (the first " + anomalies.size() + " are told)" : "");
        return CheckResult.of(check, all, anomalies());
    }
}
