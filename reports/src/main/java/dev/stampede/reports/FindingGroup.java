package dev.stampede.reports;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.reports.page.RunPage.Entry;
import dev.stampede.reports.page.RunPage.Finding;
import dev.stampede.reports.page.RunPage.Quote;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The anomalies of one check and one kind that are all violations, or all caveats: one entry of the report. Immutable.
 *
 * @param all at least one, in the order of the check's result; the first one tells the story
 */
record FindingGroup(List<Anomaly> all) {
    /** So many steps of an anomaly are shown unfolded: the last ones, which lead to the conclusion. */
    static final int UNFOLDED_STEPS = 3;

    private static final int MAX_OPERATIONS = 50;
    private static final int MAX_OTHERS = 20;

    FindingGroup {
        all = List.copyOf(all);
    }

    /** All groups of a run: violations, then caveats, each in the order of their first anomaly. */
    static List<FindingGroup> of(RunVerdict verdict) {
        return Stream.concat(group(verdict.violations()), group(verdict.caveats()))
                .toList();
    }

    private static Stream<FindingGroup> group(List<Anomaly> anomalies) {
        Map<String, List<Anomaly>> byKind = new LinkedHashMap<>();
        anomalies.forEach(a -> byKind.computeIfAbsent(a.check() + "/" + a.kind(), k -> new ArrayList<>())
                .add(a));
        return byKind.values().stream().map(FindingGroup::new);
    }

    Anomaly first() {
        return all.get(0);
    }

    boolean caveat() {
        return first().caveat();
    }

    /** How many there are beyond the first, for a headline; empty if there is only one. */
    String countText() {
        return all.size() == 1 ? "" : DisplayFormat.number(all.size()) + " of this kind recorded; the first";
    }

    List<String> earlierSteps() {
        return first().because().subList(0, firstUnfolded());
    }

    List<String> lastSteps() {
        return first().because().subList(firstUnfolded(), first().because().size());
    }

    private int firstUnfolded() {
        return Math.max(0, first().because().size() - UNFOLDED_STEPS);
    }

    /** The layer at fault as it stands behind "Layer at fault:". */
    static String layer(Blame blame) {
        return switch (blame) {
            case ZOOKEEPER -> "the ensemble: ZooKeeper broke a guarantee";
            case RECIPE -> "the recipe or the client library";
            case USER_CODE -> "the client's own code";
            case ASYNCHRONY -> "none: the documentation allows it";
            case HARNESS -> "the harness";
        };
    }

    /** The group for the page. */
    Finding finding() {
        Anomaly a = first();
        Citation excuse = a.excuse();
        return new Finding(
                a.caveat(),
                a.check(),
                a.kind(),
                a.headline(),
                when(a),
                all.size(),
                earlierSteps(),
                lastSteps(),
                layer(a.blame()),
                quote(a.promise()),
                excuse == null ? null : quote(excuse),
                a.operations().stream().limit(MAX_OPERATIONS).toList(),
                all.stream()
                        .skip(1)
                        .limit(MAX_OTHERS)
                        .map(o -> new Entry(when(o), o.headline()))
                        .toList(),
                a.signature().toString());
    }

    private static String when(Anomaly a) {
        return a.fromNanos() == a.toNanos()
                ? DisplayFormat.moment(a.fromNanos())
                : DisplayFormat.moment(a.fromNanos()) + " to " + DisplayFormat.moment(a.toNanos());
    }

    private static Quote quote(Citation citation) {
        String url = citation.url();
        boolean web = url.startsWith("https://") || url.startsWith("http://");
        return new Quote(citation.sentence(), citation.where(), web ? url : null);
    }
}
