package dev.stampede.reports;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.check.RunFinding;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.findings.CatalogueEntry;
import dev.stampede.checker.findings.FindingCatalogue;
import dev.stampede.checker.findings.RecognisedFinding;
import dev.stampede.checker.history.History;
import dev.stampede.reports.page.RunPage.Entry;
import dev.stampede.reports.page.RunPage.Finding;
import dev.stampede.reports.page.RunPage.Known;
import dev.stampede.reports.page.RunPage.Quote;
import java.util.List;

/**
 * The texts of one finding of a run, for the report, the summaries and {@code run.json}. Immutable.
 *
 * @param known the known findings that the first anomaly matches
 */
record FindingGroup(RunFinding runFinding, List<RecognisedFinding> known) {
    /** The number of steps of an anomaly that are shown unfolded: the first ones, which begin with the conclusion. */
    static final int UNFOLDED_STEPS = 3;

    private static final int MAX_OPERATIONS = 50;
    private static final int MAX_OTHERS = 20;

    /** All findings of a run in the order in which they are to be read. */
    static List<FindingGroup> of(RunVerdict verdict, History history) {
        return verdict.findings().stream().map(f -> of(f, history)).toList();
    }

    static FindingGroup of(RunFinding finding, History history) {
        return new FindingGroup(
                finding, finding.caveat() ? List.of() : FindingCatalogue.recognise(finding.first(), history));
    }

    /**
     * The layer at fault, to be read after "Layer at fault:". A known finding of a library is not the fault of the
     * class that uses the library.
     */
    String layer() {
        return known.stream()
                .filter(k -> k.entry().characteristic())
                .findFirst()
                .map(k -> layer(k.blame()))
                .orElseGet(runFinding::layer);
    }

    Anomaly first() {
        return runFinding.first();
    }

    /** The number of anomalies, to be read before the first one; empty if there is only one. */
    String countText() {
        return runFinding.count() == 1 ? "" : DisplayFormat.number(runFinding.count()) + " found; the first one:";
    }

    /** The consequences in order of rank: check and kind, and one sentence with the number of anomalies. */
    List<Entry> consequences() {
        return runFinding.consequences().stream()
                .flatMap(RunFinding::all)
                .map(f -> new Entry(f.check() + "/" + f.kind(), f.headline()))
                .toList();
    }

    /** A layer, to be read after "Layer at fault:", without the name of a class. */
    static String layer(Blame blame) {
        return RunFinding.layer(blame, null);
    }

    /** The entry of the page. */
    Finding finding() {
        Anomaly a = first();
        Citation excuse = a.excuse();
        int unfolded = Math.min(UNFOLDED_STEPS, a.because().size());
        return new Finding(
                runFinding.caveat(),
                runFinding.check(),
                runFinding.kind(),
                runFinding.sentence(),
                when(a),
                runFinding.count(),
                a.because().subList(0, unfolded),
                a.because().subList(unfolded, a.because().size()),
                a.folded(),
                consequences(),
                layer(),
                known.stream().map(FindingGroup::known).toList(),
                quote(a.promise()),
                excuse == null ? null : quote(excuse),
                a.operations().stream().limit(MAX_OPERATIONS).toList(),
                runFinding.examples().stream()
                        .skip(1)
                        .limit(MAX_OTHERS)
                        .map(o -> new Entry(when(o), o.headline()))
                        .toList(),
                a.signature().toString());
    }

    private static Known known(RecognisedFinding known) {
        CatalogueEntry entry = known.entry();
        return new Known(entry.id(), known.name(), entry.cause(), entry.workAround(), entry.link());
    }

    private static String when(Anomaly a) {
        return a.fromNanos() == a.toNanos()
                ? DisplayFormat.moment(a.fromNanos())
                : DisplayFormat.moment(a.fromNanos()) + " to " + DisplayFormat.moment(a.toNanos());
    }

    /** A citation for the page, which links only addresses of the web. */
    static Quote quote(Citation citation) {
        String url = citation.url();
        boolean web = url.startsWith("https://") || url.startsWith("http://");
        return new Quote(citation.sentence(), citation.where(), web ? url : null);
    }
}
