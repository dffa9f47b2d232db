package dev.stampede.workloads.cli;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.check.Verdict;
import dev.stampede.reports.index.OccurrenceRate;
import dev.stampede.workloads.campaign.MarkdownTable;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The numbers of failed replays of a run, in total and by signature.
 *
 * <p>A replay fails if its verdict is INVALID. An inconclusive replay did not show the failure, and counts as a replay.
 * A replay in which the harness failed proves nothing, and does not count.
 *
 * @param verdicts the verdicts of the judged replays
 * @param harnessFailures the number of replays in which the harness failed
 * @param recorded the signatures of the violations of the recorded run
 */
record ReplayStatistics(List<RunVerdict> verdicts, int harnessFailures, Set<String> recorded) {
    private static final double CONFIDENCE = 0.95;

    ReplayStatistics {
        verdicts = List.copyOf(verdicts);
        recorded = Set.copyOf(recorded);
    }

    /** The rate of failed replays. */
    OccurrenceRate failures() {
        return new OccurrenceRate(count(Verdict.INVALID), verdicts.size());
    }

    private int count(Verdict verdict) {
        return (int) verdicts.stream().filter(v -> v.verdict() == verdict).count();
    }

    /** The rate of each signature that occurred or was recorded, the most frequent first. */
    Map<String, OccurrenceRate> signatures() {
        Map<String, Integer> runs = new LinkedHashMap<>();
        recorded.stream().sorted().forEach(signature -> runs.put(signature, 0));
        for (RunVerdict verdict : verdicts) {
            verdict.violations().stream()
                    .map(Anomaly::signature)
                    .map(Anomaly.Signature::toString)
                    .distinct()
                    .forEach(signature -> runs.merge(signature, 1, Integer::sum));
        }
        Map<String, OccurrenceRate> rates = new LinkedHashMap<>();
        runs.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, Integer> e) -> -e.getValue()))
                .forEach(e -> rates.put(e.getKey(), new OccurrenceRate(e.getValue(), verdicts.size())));
        return rates;
    }

    /** The text for people: a sentence, and a table of the signatures if there are any. */
    String text() {
        OccurrenceRate rate = failures();
        if (rate.runs() == 0) {
            return "No replay was judged; the harness failed in " + harnessFailures + ".\n";
        }
        StringBuilder text = new StringBuilder("The run failed again in " + counted(rate) + " replays ("
                + rate.interval() + ", Wilson interval at 95 %). VALID: " + count(Verdict.VALID) + ", INCONCLUSIVE: "
                + count(Verdict.INCONCLUSIVE) + ", harness failed: " + harnessFailures + ".\n");
        Map<String, OccurrenceRate> signatures = signatures();
        if (!signatures.isEmpty()) {
            MarkdownTable table = new MarkdownTable("signature", "replays", "rate", "recorded run");
            signatures.forEach((signature, r) ->
                    table.row(signature, counted(r), r.interval(), recorded.contains(signature) ? "yes" : "–"));
            text.append('\n').append(table.text());
        }
        if (rate.seen() > 0) {
            int needed = (int) Math.ceil(Math.log(1 - CONFIDENCE) / Math.log1p(-rate.low()));
            text.append(String.format(
                    Locale.ROOT,
                    "%nAfter a fix, %d successive replays without a failure show with 95 %% confidence that it works, even if"
                            + " the true rate is the lower end of the interval.%n",
                    needed));
        }
        return text.toString();
    }

    private static String counted(OccurrenceRate rate) {
        return rate.seen() + " of " + rate.runs();
    }

    /** The JSON object for scripts. Rates are from 0 to 1. */
    JsonLine json() {
        OccurrenceRate rate = failures();
        return new JsonLine()
                .with("replays", rate.runs())
                .with("failed", rate.seen())
                .with("low", rate.low())
                .with("high", rate.high())
                .with("valid", count(Verdict.VALID))
                .with("inconclusive", count(Verdict.INCONCLUSIVE))
                .with("harnessFailed", harnessFailures)
                .with(
                        "signatures",
                        signatures().entrySet().stream()
                                .map(e -> new JsonLine()
                                        .with("signature", e.getKey())
                                        .with("replays", e.getValue().seen())
                                        .with("low", e.getValue().low())
                                        .with("high", e.getValue().high())
                                        .with("recorded", recorded.contains(e.getKey()))
                                        .fields())
                                .toList());
    }
}
