package dev.stampede.workloads.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Suggests names that are similar to an unknown name. */
final class NameSuggestions {
    private static final int MAX_SHOWN = 3;

    private NameSuggestions() {}

    /** A text for an error message: {@code did you mean lock?}, followed by all names. */
    static String hint(String unknown, Collection<String> names) {
        List<String> nearest = names.stream()
                .sorted(Comparator.comparingInt((String name) -> distance(unknown, name))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MAX_SHOWN)
                .toList();
        return "did you mean " + String.join(", ", nearest) + "? There are: " + String.join(", ", names);
    }

    /** The Levenshtein distance: the number of letters to insert, delete or replace. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
