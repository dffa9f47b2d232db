package dev.stampede.reports.index;

import dev.stampede.checker.check.Verdict;
import dev.stampede.reports.DisplayFormat;
import dev.stampede.reports.PageResource;
import dev.stampede.reports.VerdictStyle;
import dev.stampede.reports.index.RunSummary.Purpose;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * The texts of the index page. The template escapes them, except {@code style} and {@code svg}.
 *
 * @param latest the newest runs, newest first
 */
public record IndexPage(
        String style,
        Bar bar,
        Bar canary,
        String mutants,
        List<String> fresh,
        List<String> nights,
        List<Row> matrix,
        List<SignatureHistory> open,
        List<SignatureHistory> closed,
        List<Trend> trends,
        List<RunSummary> latest,
        int total,
        List<String> problems) {
    static final int MAX_NIGHTS = 30;
    private static final int MAX_LATEST = 200;

    /** A verdict with its sign and one sentence. */
    public record Bar(String word, String glyph, String type, String sentence) {}

    /** A recipe with a fault family, and one cell per night. */
    public record Row(String recipe, String fault, List<Cell> cells, String rate) {}

    /** One night of a row; {@code href} is empty if there was no run. */
    public record Cell(String glyph, String type, String title, String href) {}

    /** Recovery and throughput of a recipe over its latest runs. */
    public record Trend(String recipe, String recovery, String recoverySvg, String throughput, String throughputSvg) {}

    static IndexPage of(RunIndex.Runs read) {
        List<RunSummary> runs = read.runs().stream()
                .sorted(Comparator.comparing(RunSummary::startedAt))
                .toList();
        List<String> nights = new ArrayList<>(
                new TreeSet<>(runs.stream().map(RunSummary::night).toList()));
        nights = nights.subList(Math.max(0, nights.size() - MAX_NIGHTS), nights.size());
        String tonight = nights.isEmpty() ? "" : nights.get(nights.size() - 1);
        List<RunSummary> now =
                runs.stream().filter(r -> r.night().equals(tonight)).toList();
        List<SignatureHistory> histories = SignatureHistory.of(runs);
        List<RunSummary> latest = new ArrayList<>(runs.subList(Math.max(0, runs.size() - MAX_LATEST), runs.size()));
        java.util.Collections.reverse(latest);
        return new IndexPage(
                PageResource.text("report.css") + PageResource.text("index.css"),
                bar(now, tonight),
                canary(runs, tonight),
                mutants(now),
                histories.stream()
                        .filter(s -> s.first().night().equals(tonight))
                        .map(s -> (s.finding().caveat() ? "caveat " : "violation ") + name(s))
                        .toList(),
                List.copyOf(nights),
                matrix(runs, nights),
                histories.stream().filter(s -> !s.closed()).toList(),
                histories.stream().filter(SignatureHistory::closed).toList(),
                trends(runs),
                latest,
                runs.size(),
                read.problems());
    }

    /** The name of a signature for people. */
    public static String name(SignatureHistory s) {
        List<String> kinds = s.finding().faultKinds();
        return s.finding().check() + "/" + s.finding().kind() + " under "
                + (kinds.isEmpty() ? "no fault" : String.join(" + ", kinds)) + " in "
                + s.finding().recipe();
    }

    private static Bar bar(List<RunSummary> now, String tonight) {
        List<RunSummary> subjects =
                now.stream().filter(r -> r.purpose() == Purpose.SUBJECT).toList();
        if (subjects.isEmpty()) {
            return new Bar("NO RUNS", "?", "inconclusive", "there are no runs yet");
        }
        Verdict worst = Verdict.worst(subjects.stream().map(RunSummary::verdict).toList());
        long bad = subjects.stream().filter(r -> r.verdict() == worst).count();
        String sentence = worst == Verdict.VALID
                ? "all " + subjects.size() + " runs of the night of " + tonight
                : bad + " of " + subjects.size() + " runs of the night of " + tonight + "; the first: "
                        + subjects.stream()
                                .filter(r -> r.verdict() == worst)
                                .findFirst()
                                .map(r -> r.recipe() + ": " + r.headline())
                                .orElse("");
        return new Bar(worst.name(), VerdictStyle.glyph(worst), VerdictStyle.cssClass(worst), sentence);
    }

    private static Bar canary(List<RunSummary> runs, String tonight) {
        List<RunSummary> canaries =
                runs.stream().filter(r -> r.purpose() == Purpose.CANARY).toList();
        if (canaries.isEmpty()) {
            return new Bar(
                    "no canary",
                    "✗",
                    "invalid",
                    "the canary has never run: nothing proves that violations are detected");
        }
        RunSummary last = canaries.get(canaries.size() - 1);
        if (!last.night().equals(tonight)) {
            return new Bar("stale", "✗", "invalid", "the canary last ran in the night of " + last.night());
        }
        boolean missed = canaries.stream().anyMatch(r -> r.night().equals(tonight) && !r.good());
        return missed
                ? new Bar("missed", "✗", "invalid", "a deliberately broken lock was not reported as INVALID")
                : new Bar("caught", "✓", "valid", "the deliberately broken lock was reported as INVALID");
    }

    private static String mutants(List<RunSummary> now) {
        List<RunSummary> mutants =
                now.stream().filter(r -> r.purpose() == Purpose.MUTANT).toList();
        long caught = mutants.stream().filter(RunSummary::good).count();
        return mutants.isEmpty() ? "no mutants ran" : caught + " of " + mutants.size() + " mutants caught";
    }

    private static List<Row> matrix(List<RunSummary> runs, List<String> nights) {
        TreeMap<String, TreeMap<String, List<RunSummary>>> by = new TreeMap<>();
        for (RunSummary run : runs) {
            if (run.purpose() == Purpose.SUBJECT) {
                List<String> families = run.families().isEmpty() ? List.of("no faults") : run.families();
                for (String family : families) {
                    by.computeIfAbsent(run.recipe(), r -> new TreeMap<>())
                            .computeIfAbsent(family, f -> new ArrayList<>())
                            .add(run);
                }
            }
        }
        List<Row> rows = new ArrayList<>();
        by.forEach((recipe, families) -> families.forEach((family, all) -> rows.add(new Row(
                recipe,
                family,
                nights.stream().map(n -> cell(n, all)).toList(),
                new OccurrenceRate(
                                (int) all.stream()
                                        .filter(r -> r.verdict() == Verdict.INVALID)
                                        .count(),
                                all.size())
                        .words()))));
        return rows;
    }

    private static Cell cell(String night, List<RunSummary> all) {
        List<RunSummary> runs =
                all.stream().filter(r -> r.night().equals(night)).toList();
        if (runs.isEmpty()) {
            return new Cell("·", "none", night + ": no run", "");
        }
        Verdict worst = Verdict.worst(runs.stream().map(RunSummary::verdict).toList());
        RunSummary shown =
                runs.stream().filter(r -> r.verdict() == worst).findFirst().orElseThrow();
        return new Cell(
                VerdictStyle.glyph(worst),
                VerdictStyle.cssClass(worst),
                night + ": " + worst + ", " + runs.size() + (runs.size() == 1 ? " run" : " runs"),
                href(shown));
    }

    private static List<Trend> trends(List<RunSummary> runs) {
        TreeMap<String, List<RunSummary>> by = new TreeMap<>();
        runs.stream().filter(r -> r.purpose() == Purpose.SUBJECT).forEach(r -> by.computeIfAbsent(
                        r.recipe(), k -> new ArrayList<>())
                .add(r));
        List<Trend> trends = new ArrayList<>();
        by.forEach((recipe, all) -> {
            List<RunSummary> recovered =
                    all.stream().filter(r -> r.recoveryNanos() >= 0).toList();
            trends.add(new Trend(
                    recipe,
                    recovered.isEmpty()
                            ? "none measured"
                            : DisplayFormat.duration(last(recovered).recoveryNanos()),
                    spark(recovered, RunSummary::recoveryNanos, "slowest recovery of each run of " + recipe),
                    String.format(Locale.ROOT, "%,.0f/s", last(all).perSecond()),
                    spark(all, RunSummary::perSecond, "operations per second of each run of " + recipe)));
        });
        return trends;
    }

    private static RunSummary last(List<RunSummary> runs) {
        return runs.get(runs.size() - 1);
    }

    private static String spark(List<RunSummary> runs, ToDoubleFunction<RunSummary> value, String title) {
        List<RunSummary> shown = runs.subList(Math.max(0, runs.size() - 60), runs.size());
        return Sparkline.draw(shown.stream().mapToDouble(value).toArray(), title);
    }

    /** The link to a run's report; empty if its folder is not below the folder of the index. */
    public static String href(RunSummary run) {
        String folder = run.folder();
        if (folder.startsWith("/") || folder.contains("..") || folder.contains(":") || folder.contains("\\")) {
            return "";
        }
        String encoded = java.net.URLEncoder.encode(folder, java.nio.charset.StandardCharsets.UTF_8)
                .replace("%2F", "/")
                .replace("+", "%20");
        return encoded + (encoded.isEmpty() ? "" : "/") + "report.html";
    }
}
