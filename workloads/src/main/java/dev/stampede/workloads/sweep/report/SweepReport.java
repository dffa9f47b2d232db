package dev.stampede.workloads.sweep.report;

import dev.stampede.reports.AtomicFiles;
import dev.stampede.workloads.campaign.MarkdownTable;
import dev.stampede.workloads.sweep.CaseResult;
import dev.stampede.workloads.sweep.CellOutcome;
import dev.stampede.workloads.sweep.LossWay;
import dev.stampede.workloads.sweep.Sweep;
import dev.stampede.workloads.sweep.SweepFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/** Writes the result of a sweep as {@code sweep.md}, {@code sweep.json} and {@code sweep.html}. Stateless. */
public final class SweepReport {
    private SweepReport() {}

    /** Writes the files into a folder. */
    public static void write(Path folder, Sweep.Result result, BinaryOperator<String> findings) throws IOException {
        AtomicFiles.text(folder.resolve("sweep.md"), markdown(result, findings) + "\n" + table(result));
        AtomicFiles.text(folder.resolve("sweep.json"), SweepFile.json(result.results()));
        AtomicFiles.text(folder.resolve("sweep.html"), SweepPage.html(result, findings));
    }

    /** The numbers, the groups of bad cases and the operations that were not swept, in Markdown. */
    public static String markdown(Sweep.Result result, BinaryOperator<String> findings) {
        StringBuilder text = new StringBuilder(summary(result)).append("\n\n");
        List<CauseGroup> groups = CauseGroup.of(result.results(), findings);
        if (!groups.isEmpty()) {
            MarkdownTable table = new MarkdownTable(
                    "recipe",
                    "operations",
                    "lost",
                    "ways",
                    "outcome",
                    "cases",
                    "repeated alike",
                    "known finding",
                    "example");
            groups.forEach(g -> table.row(
                    g.recipe(),
                    g.methods(),
                    g.lostType(),
                    g.ways(),
                    g.outcome(),
                    g.results().size(),
                    g.agreement(),
                    g.finding(),
                    observed(g.results().get(0))));
            text.append(table.text()).append('\n');
        }
        notSwept(result).forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    /** One line with the numbers of cases. */
    public static String summary(Sweep.Result result) {
        Map<CellOutcome, Long> counts = SweepMatrix.of(result.results()).counts();
        long cells = counts.values().stream().mapToLong(Long::longValue).sum();
        String each = counts.entrySet().stream()
                .map(e -> e.getValue() + " " + e.getKey())
                .collect(Collectors.joining(", "));
        return cells + " cases: " + each
                + String.format(
                        Locale.ROOT,
                        "; %.1f %% did not fire",
                        cells == 0 ? 0 : 100.0 * counts.getOrDefault(CellOutcome.NOT_FIRED, 0L) / cells)
                + (result.executed() == 0
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "; %d executed in %.0f s (%.1f cases/s)",
                                result.executed(),
                                result.seconds(),
                                result.executed() / Math.max(0.001, result.seconds())));
    }

    /** The matrix in Markdown: a row for each request, a column for each way. */
    static String table(Sweep.Result result) {
        SweepMatrix matrix = SweepMatrix.of(result.results());
        List<String> columns = new ArrayList<>(List.of("operation", "parents", "request"));
        matrix.ways().forEach(w -> columns.add(w.name()));
        MarkdownTable table = new MarkdownTable(columns.toArray(String[]::new));
        for (SweepMatrix.Row row : matrix.rows()) {
            List<Object> cells = new ArrayList<>(List.of(row.operation(), row.setting(), row.request()));
            for (LossWay way : matrix.ways()) {
                cells.add(row.cell(way).map(c -> c.outcome().toString()).orElse(""));
            }
            table.row(cells.toArray());
        }
        return table.text();
    }

    /** The operations whose undisturbed case was not correct, with the reason. */
    static List<String> notSwept(Sweep.Result result) {
        return result.results().stream()
                .filter(r -> r.sweepCase().counts() && r.outcome() != CellOutcome.CORRECT)
                .map(r -> "not swept, because the undisturbed case was not correct: " + r.line())
                .toList();
    }

    static String observed(CaseResult result) {
        return result.shortfalls().stream()
                .filter(s -> s.outcome() == result.outcome())
                .map(s -> s.observed())
                .findFirst()
                .orElse("");
    }
}
