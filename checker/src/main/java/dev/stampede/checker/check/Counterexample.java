package dev.stampede.checker.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A few operations that show a violation, for the picture and the table.
 *
 * @param title one sentence
 * @param rows at most 20, in order of their start
 * @param stuck why no order explains them, for people; for holds, what overlaps
 */
public record Counterexample(String title, List<Row> rows, @Nullable String stuck) {
    /** The most rows that a picture can hold. */
    public static final int MAX_ROWS = 20;

    public Counterexample {
        if (rows.size() > MAX_ROWS) {
            throw new IllegalArgumentException(
                    "a counterexample has at most " + MAX_ROWS + " rows, not " + rows.size());
        }
        rows = List.copyOf(rows);
    }

    /**
     * One operation or hold.
     *
     * @param operation its number, -1 if it is none
     * @param lane who did it, as it is written beside the picture
     * @param label what it did, such as {@code acquire → 0x100000007}
     * @param outcome OK, FAILED, INDETERMINATE in words
     * @param place its place in the longest linearization, from 1; 0 if it has none
     * @param state the model's state after it, if it has a place
     * @param culprit whether it is drawn as the violation
     */
    public record Row(
            int operation,
            String lane,
            String label,
            String outcome,
            long fromNanos,
            long toNanos,
            int place,
            @Nullable String state,
            boolean culprit) {}
}
