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
 * Puts one finding of a run into words: an entry of the report, of the summaries and of {@code run.json}. Immutable.
 *
 * @param known the known findings that it shows
 */
record FindingGroup(RunFinding of, List<RecognisedFinding> known) {
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

    /** The layer at fault as it stands behind "Layer at fault:". A known finding of a library is not the fault of its user. */
    String layer() {
        return known.stream()
                .filter(k -> k.entry().characteristic())
                .findFirst()
                .map(k -> layer(k.blame()))
                .orElseGet(of::layer);
    }

    Anomaly first() {
        return of.first();
    }

    /** How many there are beyond the first, for a headline; empty if there is only one. */
    String countText() {
        return of.count() == 1 ? "" : DisplayFormat.number(of.count()) + " found; the first one:";
    }

    /** What follows from it, one sentence each with the number of times, in order of rank. */
    List<Entry> consequences() {
        return of.consequences().stream()
                .flatMap(RunFinding::all)
                .map(f -> new Entry(f.check() + "/" + f.kind(), f.headline()))
                .toList();
    }

    /** The layers as they stand behind "Layer at fault:" where no class of the user is named. */
    static String layer(Blame blame) {
        return RunFinding.layer(blame, null);
    }

    /** The group for the page. */
    Finding finding() {
        Anomaly a = first();
        Citation excuse = a.excuse();
        int unfolded = Math.min(UNFOLDED_STEPS, a.because().size());
        return new Finding(
                of.caveat(),
                of.check(),
                of.kind(),
                of.sentence(),
                when(a),
                of.count(),
                a.because().subList(0, unfolded),
                a.because().subList(unfolded, a.because().size()),
                a.folded(),
                consequences(),
                layer(),
                known.stream().map(FindingGroup::known).toList(),
                quote(a.promise()),
                excuse == null ? null : quote(excuse),
                a.operations().stream().limit(MAX_OPERATIONS).toList(),
                of.examples().stream()
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

    /** A citation without its address if that is not one of the web. */
    static Quote quote(Citation citation) {
        String url = citation.url();
        boolean web = url.startsWith("https://") || url.startsWith("http://");
        return new Quote(citation.sentence(), citation.where(), web ? url : null);
    }
}
