package dev.stampede.workloads.soak;

import dev.stampede.workloads.campaign.JobResult;
import dev.stampede.workloads.campaign.MarkdownTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The report of a soak in Markdown: the conclusion, the runs by variant, and the resources with their trends.
 * Stateless.
 */
public final class SoakReport {
    private static final String LEVELS = "▁▂▃▄▅▆▇█";
    private static final int MAX_LEVELS = 60;
    private static final int MAX_LINES = 200;

    private SoakReport() {}

    /** The report of a soak, finished or not. */
    public static String markdown(SoakResult result) {
        StringBuilder text = new StringBuilder("# Soak\n\n");
        text.append(headline(result)).append("\n\n");
        list(text, "Leaks", result.leaks());
        list(text, "False alarms", lines(result.falseAlarms()));
        list(text, "Failures of the harness", lines(result.failures()));
        text.append("## Runs\n").append(runs(result)).append('\n');
        text.append("## Harness\n").append(resources(result)).append('\n');
        text.append(rule()).append('\n');
        list(
                text,
                "Runs that were not valid",
                lines(result.runs().stream()
                        .filter(run -> !run.verdict().equals("VALID"))
                        .toList()));
        return text.toString();
    }

    /** The conclusion in one sentence. */
    public static String headline(SoakResult result) {
        List<JobResult> runs = result.runs();
        String found = "%d %s, %d %s"
                .formatted(
                        result.leaks().size(),
                        result.leaks().size() == 1 ? "leak" : "leaks",
                        result.falseAlarms().size(),
                        result.falseAlarms().size() == 1 ? "false alarm" : "false alarms");
        return "%d runs in %d min%s: %s, %d failures of the harness%s."
                .formatted(
                        runs.size(),
                        minutes(result),
                        result.interrupted() ? " (interrupted)" : "",
                        found,
                        result.failures().size(),
                        result.inconclusive()
                                .map(why -> ". Inconclusive: " + why)
                                .orElse(""));
    }

    private static long minutes(SoakResult result) {
        Map<Integer, Long> byProcess = new LinkedHashMap<>();
        result.batches().forEach(batch -> byProcess.merge(batch.process(), batch.elapsedMillis(), Math::max));
        return byProcess.values().stream().mapToLong(Long::longValue).sum() / 60_000;
    }

    private static void list(StringBuilder text, String title, List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        text.append("## ").append(title).append('\n');
        lines.stream()
                .limit(MAX_LINES)
                .forEach(line -> text.append("- ").append(line).append('\n'));
        if (lines.size() > MAX_LINES) {
            text.append("- and ").append(lines.size() - MAX_LINES).append(" more\n");
        }
        text.append('\n');
    }

    private static List<String> lines(List<JobResult> runs) {
        return runs.stream()
                .map(run -> run.line()
                        + (run.knownFindings().isEmpty()
                                ? ""
                                : " (known: "
                                        + String.join(
                                                ", ",
                                                run.knownFindings().stream()
                                                        .map(entry -> entry.id())
                                                        .toList())
                                        + ")")
                        + (run.folder().isEmpty() ? "" : ", " + run.folder()))
                .toList();
    }

    private static String runs(SoakResult result) {
        MarkdownTable table = new MarkdownTable(
                "variant", "runs", "valid", "known findings", "false alarms", "inconclusive", "failed", "with caveats");
        Map<String, List<JobResult>> byRecipe = new LinkedHashMap<>();
        result.runs().forEach(run -> byRecipe.computeIfAbsent(run.recipe(), any -> new ArrayList<>())
                .add(run));
        byRecipe.forEach((recipe, runs) -> row(table, recipe, runs));
        row(table, "all", result.runs());
        return table.text();
    }

    private static void row(MarkdownTable table, String name, List<JobResult> runs) {
        long known = runs.stream()
                .filter(run ->
                        run.verdict().equals("INVALID") && !run.knownFindings().isEmpty())
                .count();
        table.row(
                name,
                runs.size(),
                count(runs, "VALID"),
                known,
                count(runs, "INVALID") - known,
                count(runs, "INCONCLUSIVE"),
                count(runs, JobResult.FAILED),
                runs.stream().filter(run -> !run.caveats().isEmpty()).count());
    }

    private static long count(List<JobResult> runs, String verdict) {
        return runs.stream().filter(run -> run.verdict().equals(verdict)).count();
    }

    private static String resources(SoakResult result) {
        MarkdownTable table = new MarkdownTable(
                "resource",
                "process",
                "samples",
                "first",
                "middle",
                "last",
                "growth",
                "bound",
                "steadiness",
                "leak",
                "trend");
        result.samples().forEach((process, samples) -> {
            for (HarnessResource resource : HarnessResource.values()) {
                List<Long> series = SoakResult.series(samples, resource);
                if (!series.isEmpty()) {
                    row(table, process, resource, series);
                }
            }
        });
        return table.text();
    }

    private static void row(MarkdownTable table, int process, HarnessResource resource, List<Long> series) {
        GrowthTrend trend = GrowthTrend.of(series, resource.floor());
        boolean left = resource.goneAfterRuns() && series.stream().anyMatch(amount -> amount > 0);
        boolean decided = trend.conclusive() || resource.goneAfterRuns();
        String leak = trend.leaks() || left ? "yes" : decided ? "no" : "too few samples";
        table.row(
                resource.title(),
                process,
                series.size(),
                resource.text(series.get(0)),
                resource.text(series.get(series.size() / 2)),
                resource.text(series.get(series.size() - 1)),
                resource.text(trend.growth()),
                resource.goneAfterRuns() ? "0 after each run" : resource.text(trend.bound()),
                String.format(Locale.ROOT, "%.1f", trend.steadiness()),
                leak,
                levels(series));
    }

    /** The series as a row of bars between its least and its greatest value. */
    static String levels(List<Long> series) {
        long least = series.stream().mapToLong(Long::longValue).min().orElse(0);
        long most = series.stream().mapToLong(Long::longValue).max().orElse(0);
        int step = Math.max(1, (series.size() + MAX_LEVELS - 1) / MAX_LEVELS);
        StringBuilder bars = new StringBuilder();
        for (int i = 0; i < series.size(); i += step) {
            long above = series.get(i) - least;
            int level = most == least ? 0 : (int) (above * (LEVELS.length() - 1) / (most - least));
            bars.append(LEVELS.charAt(level));
        }
        return bars.toString();
    }

    private static String rule() {
        return """
                A resource leaks if, over the second half of the samples of a process, it grows by more than the bound and steadily: \
                *growth* is the slope of Theil and Sen times the number of steps; *bound* is four standard deviations of the samples \
                around that slope, but at least 2 MiB of heap or of buffers, 2 threads, 4 descriptors and 1 MiB of files; *steadiness* \
                is the statistic of Mann and Kendall, and must be above %s. At least %d samples are needed. A child process or a \
                temporary folder that exists after a run counts as a leak. A slower leak is not detected.
                """
                .formatted(GrowthTrend.SIGNIFICANT, GrowthTrend.LEAST_SAMPLES);
    }
}
