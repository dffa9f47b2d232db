package dev.stampede.checker.linearizability.explanation;

import dev.stampede.checker.check.Counterexample;
import dev.stampede.checker.check.Counterexample.Row;
import dev.stampede.checker.linearizability.explanation.Explanation.Line;
import dev.stampede.checker.model.ObservedCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Selects the rows of a picture: the culprit, the operations concurrent with it, and as much of the preceding order as
 * fits.
 */
final class CounterexampleRows {
    private CounterexampleRows() {}

    private static final int MAX_PENDING = 9;

    static Counterexample of(Explanation explanation) {
        List<Row> rows = new ArrayList<>();
        rows.add(row(explanation.culprit(), true));
        explanation.pending().stream().limit(MAX_PENDING).forEach(line -> rows.add(row(line, false)));
        List<Line> order = explanation.order();
        int room = Math.min(order.size(), Counterexample.MAX_ROWS - rows.size());
        order.subList(order.size() - room, order.size()).forEach(line -> rows.add(row(line, false)));
        rows.sort(Comparator.comparingLong(Row::fromNanos));
        return new Counterexample(title(explanation), rows, explanation.sentence());
    }

    private static String title(Explanation explanation) {
        String where = explanation.part().isEmpty() ? "" : " on " + explanation.part();
        String proof = explanation.proof() == Explanation.Proof.TRIED_EVERY_ORDER ? " (every order was tried)" : "";
        return "No order of these " + explanation.size() + " of " + explanation.operations() + " operations" + where
                + " explains what they returned" + proof;
    }

    private static Row row(Line line, boolean culprit) {
        ObservedCall<?, ?> call = line.call();
        return new Row(
                call.number(),
                "client " + call.client(),
                line.words(),
                call.certain() ? "OK" : "INDETERMINATE",
                call.called(),
                call.returned(),
                line.place(),
                line.state(),
                culprit);
    }
}
