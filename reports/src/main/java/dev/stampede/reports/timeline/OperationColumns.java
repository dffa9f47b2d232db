package dev.stampede.reports.timeline;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The embedded operations as columns, with their strings in one table.
 *
 * <p>The columns in order: number, client, function, key, argument, answer (result or error), outcome, invoked, lasted,
 * token, zxid. Strings are indexes into {@link #texts()}; 0 is the empty string. Times are microseconds; the duration
 * of an operation that never completed is -1.
 */
final class OperationColumns {
    static final int MAX_TEXT = 200;
    static final int MAX_TEXT_BYTES = 4_000_000;
    private static final String TOO_MANY = "(omitted from this page; see the history)";

    private final Map<String, Integer> index = new HashMap<>();
    private final List<String> texts = new ArrayList<>();
    private final ColumnEncoder columns = new ColumnEncoder();
    private int textSize;

    OperationColumns(History history, OperationSample sample) {
        text("");
        text(TOO_MANY);
        List<Operation> operations = history.operations();
        List<ToLongFunction<Operation>> all = List.of(
                Operation::number,
                Operation::client,
                o -> text(o.function()),
                o -> text(o.key()),
                o -> text(o.argument()),
                o -> text(o.result() != null ? o.result() : o.error()),
                o -> OutcomeCode.of(o.outcome()),
                o -> o.invokedNanos() / 1000,
                o -> o.completed() ? o.completedNanos() / 1000 - o.invokedNanos() / 1000 : -1,
                Operation::token,
                Operation::zxid);
        for (ToLongFunction<Operation> column : all) {
            columns.begin();
            sample.numbers().forEach(number -> columns.add(column.applyAsLong(operations.get(number))));
        }
    }

    private int text(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        String clipped = text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
        Integer known = index.get(clipped);
        if (known != null) {
            return known;
        }
        if (textSize + clipped.length() > MAX_TEXT_BYTES) {
            return 1;
        }
        textSize += clipped.length();
        index.put(clipped, texts.size());
        texts.add(clipped);
        return texts.size() - 1;
    }

    byte[] bytes() {
        return columns.bytes();
    }

    List<String> texts() {
        return texts;
    }
}
