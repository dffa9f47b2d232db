package dev.stampede.workloads.campaign;

import dev.stampede.checker.findings.CatalogueEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tables of campaigns, complete or not. Stateless. */
public final class CampaignTables {
    private static final String NOTHING = "–";

    private CampaignTables() {}

    /**
     * The table of mutants: for each mutant, the check that caught it, the active fault, the time from the first
     * operation to the violation (the median of the runs in which it was caught), and the number of these runs.
     */
    public static String mutants(List<JobResult> entries) {
        MarkdownTable table = new MarkdownTable(
                "scenario", "mutant", "caught by", "under", "after (median)", "caught / n", "also by");
        groupBy(entries, e -> e.scenario() + " " + e.variant()).forEach((name, runs) -> {
            List<JobResult> caught =
                    runs.stream().filter(e -> e.caughtBy() != null).toList();
            String first = mostFrequent(
                    caught.stream().map(e -> String.valueOf(e.caughtBy())).toList());
            Set<String> also = new LinkedHashSet<>();
            caught.forEach(e -> also.addAll(e.violations()));
            also.remove(first);
            table.row(
                    runs.get(0).scenario(),
                    runs.get(0).variant(),
                    first,
                    mostFrequent(caught.stream()
                            .filter(e -> first.equals(e.caughtBy()))
                            .map(e -> String.valueOf(e.fault()))
                            .toList()),
                    caught.isEmpty() ? NOTHING : String.format(Locale.ROOT, "%.1f s", median(caught)),
                    caught.size() + " / " + runs.size(),
                    also.isEmpty() ? NOTHING : String.join(", ", also));
        });
        return table.text();
    }

    /**
     * The table of ensemble mutants: for each mutant, the violation that was found, the layers at fault, the time from
     * the first operation to the violation (the median of the runs in which it was found), and the number of these
     * runs. A run counts only if it showed the broken guarantee and ZooKeeper alone is at fault.
     */
    public static String ensembleMutants(List<JobResult> entries) {
        MarkdownTable table = new MarkdownTable(
                "ensemble mutant", "shown by", "broken guarantee", "after (median)", "at fault", "found / n", "also");
        groupBy(entries, e -> String.valueOf(e.ensembleMutant())).forEach((name, runs) -> {
            List<JobResult> found =
                    runs.stream().filter(JobResult::showedBrokenGuarantee).toList();
            Set<String> broken = distinct(found.stream().map(JobResult::caughtBy));
            Set<String> also = distinct(runs.stream().flatMap(e -> e.violations().stream()));
            also.removeAll(broken);
            table.row(
                    name,
                    runs.get(0).recipe(),
                    joined(broken),
                    found.isEmpty() ? NOTHING : String.format(Locale.ROOT, "%.1f s", median(found)),
                    joined(distinct(runs.stream().map(JobResult::blame).filter(Objects::nonNull))),
                    found.size() + " / " + runs.size(),
                    joined(also));
        });
        return table.text();
    }

    private static Set<String> distinct(Stream<@Nullable String> words) {
        return words.map(String::valueOf).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String joined(Set<String> words) {
        return words.isEmpty() ? NOTHING : String.join(", ", words);
    }

    /** The table of correct variants: the verdicts for each variant and mix of faults, followed by the findings. */
    public static String variants(List<JobResult> entries) {
        MarkdownTable table = new MarkdownTable(
                "scenario",
                "variant",
                "faults",
                "n",
                "valid",
                "invalid",
                "known findings",
                "inconclusive",
                "failed",
                "caveats");
        groupBy(entries, e -> e.scenario() + " " + e.variant() + " " + e.faults())
                .forEach((name, runs) -> table.row(
                        runs.get(0).scenario(),
                        runs.get(0).variant(),
                        runs.get(0).faults(),
                        runs.size(),
                        count(runs, "VALID"),
                        count(runs, "INVALID"),
                        runs.stream().filter(e -> !e.knownFindings().isEmpty()).count(),
                        count(runs, "INCONCLUSIVE"),
                        count(runs, JobResult.FAILED),
                        caveats(runs)));
        String findings = entries.stream()
                .filter(e -> !e.verdict().equals("VALID"))
                .map(CampaignTables::finding)
                .collect(Collectors.joining());
        String known = entries.stream()
                .flatMap(e -> e.knownFindings().stream())
                .distinct()
                .map(f -> "- known finding " + f.id() + ": " + f.title() + " (" + f.link() + "; work-around: "
                        + f.workAround() + ")\n")
                .sorted()
                .collect(Collectors.joining());
        return table.text() + (findings.isEmpty() ? "" : "\n" + known + findings);
    }

    /** The table of chaos tests: how often each passed, and with which seeds it failed. */
    public static String tests(List<ChaosTestResult> results) {
        MarkdownTable table = new MarkdownTable("test", "n", "passed", "failed", "seeds that failed");
        Map<String, List<ChaosTestResult>> byTest = new TreeMap<>();
        results.forEach(
                r -> byTest.computeIfAbsent(r.test(), t -> new ArrayList<>()).add(r));
        byTest.forEach((test, of) -> {
            List<String> failed = of.stream()
                    .filter(r -> !r.passed())
                    .map(r -> Long.toString(r.seed()))
                    .toList();
            table.row(
                    test,
                    of.size(),
                    of.size() - failed.size(),
                    failed.size(),
                    failed.isEmpty() ? NOTHING : String.join(", ", failed));
        });
        return table.text();
    }

    private static String finding(JobResult e) {
        String what = e.violations().isEmpty() ? String.valueOf(e.reason()) : String.join(", ", e.violations());
        String where = e.folder().isEmpty()
                ? ""
                : "\n  plan: " + e.folder() + "/plan.json\n  history: " + e.folder() + "/history.jsonl.gz";
        String ids = e.knownFindings().stream().map(CatalogueEntry::id).collect(Collectors.joining(", "));
        String known = ids.isEmpty() ? "" : " (known: " + ids + ")";
        return "- " + e.scenario() + "/" + e.variant() + " seed " + e.seed() + " under " + e.faults() + ": "
                + e.verdict() + ", " + what + known + where + "\n";
    }

    private static Map<String, List<JobResult>> groupBy(
            List<JobResult> entries, java.util.function.Function<JobResult, String> key) {
        Map<String, List<JobResult>> groups = new LinkedHashMap<>();
        entries.forEach(e ->
                groups.computeIfAbsent(key.apply(e), k -> new ArrayList<>()).add(e));
        return groups;
    }

    private static long count(List<JobResult> runs, String verdict) {
        return runs.stream().filter(e -> e.verdict().equals(verdict)).count();
    }

    /** Each caveat with the number of runs that show it. */
    private static String caveats(List<JobResult> runs) {
        Map<String, Integer> counts = new TreeMap<>();
        runs.forEach(e -> e.caveats().forEach(c -> counts.merge(c, 1, Integer::sum)));
        String text = counts.entrySet().stream()
                .map(c -> c.getKey() + " (" + c.getValue() + ")")
                .collect(Collectors.joining(", "));
        return text.isEmpty() ? NOTHING : text;
    }

    private static String mostFrequent(List<String> words) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        words.forEach(w -> counts.merge(w, 1, Integer::sum));
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(NOTHING);
    }

    private static double median(List<JobResult> caught) {
        double[] seconds = caught.stream()
                .mapToDouble(e -> e.seconds() == null ? 0 : e.seconds())
                .sorted()
                .toArray();
        int middle = seconds.length / 2;
        return seconds.length % 2 == 1 ? seconds[middle] : (seconds[middle - 1] + seconds[middle]) / 2;
    }
}
