package dev.stampede.workloads.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A table in Markdown. Not thread-safe. */
public final class MarkdownTable {
    private final List<List<String>> rows = new ArrayList<>();

    /** A table with these headings. */
    public MarkdownTable(String... columns) {
        rows.add(List.of(columns));
    }

    /** Adds a row, with as many cells as there are headings. */
    public void row(Object... cells) {
        List<String> texts = new ArrayList<>();
        for (Object cell : cells) {
            texts.add(String.valueOf(cell).replace("|", "\\|").replace("\n", " "));
        }
        rows.add(List.copyOf(texts));
    }

    /** The text of the table, with aligned columns. */
    public String text() {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int c = 0; c < columns; c++) {
                widths[c] = Math.max(widths[c], row.get(c).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (int r = 0; r < rows.size(); r++) {
            List<String> cells = new ArrayList<>();
            for (int c = 0; c < columns; c++) {
                cells.add(String.format(
                        Locale.ROOT, "%-" + widths[c] + "s", rows.get(r).get(c)));
            }
            lines.add("| " + String.join(" | ", cells) + " |");
            if (r == 0) {
                lines.add(java.util.Arrays.stream(widths)
                        .mapToObj("-"::repeat)
                        .collect(Collectors.joining(" | ", "| ", " |")));
            }
        }
        return String.join("\n", lines) + "\n";
    }
}
