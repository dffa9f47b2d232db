package dev.stampede.checker.tamper;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** The results of all perturbations by scenario, as Markdown. */
final class TamperTable {
    private static final List<String> SCENARIOS = List.of(
            "lock",
            "election",
            "configuration",
            "registers",
            "naming",
            "load-balancing",
            "queue",
            "counter",
            "barrier",
            "membership");

    private TamperTable() {}

    /** @param results the headline's anomaly, or the verdict, by perturbation and scenario */
    static String of(Map<String, Map<String, String>> results) {
        StringBuilder table = new StringBuilder("# Perturbations of recorded histories\n");
        section(table, "Impossible changes", false, results);
        section(table, "Legal changes", true, results);
        return table.toString();
    }

    private static void section(
            StringBuilder table, String title, boolean legal, Map<String, Map<String, String>> results) {
        table.append("\n## ").append(title).append("\n| perturbation | promise | layer | ");
        table.append(String.join(" | ", SCENARIOS)).append(" |\n|").append(" --- |".repeat(3 + SCENARIOS.size()));
        table.append('\n');
        Map<String, Integer> cells = new HashMap<>();
        int perturbations = 0;
        for (Perturbation p : Perturbations.all()) {
            if (p.legal() == legal) {
                StringJoiner row = new StringJoiner(" | ", "| ", " |\n");
                row.add(p.name()).add(p.promise() == null ? "" : p.promise().sentence());
                row.add(p.layer() == null ? "" : p.layer().toString());
                Map<String, String> found = results.getOrDefault(p.name(), Map.of());
                SCENARIOS.forEach(scenario -> row.add(found.getOrDefault(scenario, "–")));
                found.keySet().forEach(scenario -> cells.merge(scenario, 1, Integer::sum));
                table.append(row);
                perturbations++;
            }
        }
        StringJoiner totals = new StringJoiner(" | ", "| ", " |\n");
        totals.add(perturbations + " perturbations").add("").add("");
        SCENARIOS.forEach(scenario -> totals.add(cells.getOrDefault(scenario, 0).toString()));
        table.append(totals);
    }
}
