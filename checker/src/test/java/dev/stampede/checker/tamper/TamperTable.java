package dev.stampede.checker.tamper;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** The results of all perturbations by scenario, as Markdown. */
final class TamperTable {
    private static final List<String> SCENARIOS =
            List.of("lock", "election", "configuration", "registers", "naming", "load-balancing");

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
        for (Perturbation p : Perturbations.all()) {
            if (p.legal() == legal) {
                StringJoiner row = new StringJoiner(" | ", "| ", " |\n");
                row.add(p.name()).add(p.promise() == null ? "" : p.promise().sentence());
                row.add(p.layer() == null ? "" : p.layer().toString());
                Map<String, String> found = results.getOrDefault(p.name(), Map.of());
                SCENARIOS.forEach(scenario -> row.add(found.getOrDefault(scenario, "–")));
                table.append(row);
            }
        }
    }
}
