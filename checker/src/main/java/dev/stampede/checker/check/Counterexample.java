package dev.stampede.checker.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A few operations that show a violation, for the picture and the table.
 *
 * @param title one sentence
 * @param rows at most 20, in the order of their start
 * @param stuck readable text: why no order explains the operations, or, if the rows are holds, which of them overlap
 */
public record Counterexample(String title, List<Row> rows, @Nullable String stuck) {
    /** The maximum number of rows in a picture. */
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
     * @param operation its number, -1 if it is not an operation
     * @param lane the client, as written next to the picture
     * @param label the call and its result, such as {@code acquire → 0x100000007}
     * @param outcome OK, FAILED or INDETERMINATE in words
     * @param place its position in the longest linearization, from 1; 0 if it has none
     * @param state the model's state after it, if it has a position
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
