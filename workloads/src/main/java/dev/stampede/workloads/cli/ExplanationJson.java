package dev.stampede.workloads.cli;

import dev.stampede.checker.linearizability.explanation.Explanation;
import dev.stampede.checker.linearizability.explanation.Explanation.Line;
import dev.stampede.checker.model.ObservedCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An {@link Explanation} as fields of JSON. The field {@code core} has the few operations that show the violation. */
final class ExplanationJson {
    private ExplanationJson() {}

    static Map<String, Object> of(Explanation explanation) {
        List<Line> core = new ArrayList<>(explanation.order());
        core.addAll(explanation.pending());
        core.add(explanation.culprit());
        core.sort(Comparator.comparingLong(line -> line.call().called()));
        return new JsonLine()
                .with("key", explanation.part())
                .with("operations", explanation.operations())
                .with("proof", explanation.proof() == Explanation.Proof.TRIED_EVERY_ORDER ? "every order" : "search")
                .with("others", explanation.others() == Explanation.Others.CANNOT_HELP ? "cannot help" : "unknown")
                .with(
                        "start",
                        new JsonLine()
                                .with("operations", explanation.start().operations())
                                .with("state", explanation.start().state())
                                .fields())
                .with("core", core.stream().map(ExplanationJson::operation).toList())
                .with(
                        "order",
                        explanation.order().stream()
                                .map(ExplanationJson::placed)
                                .toList())
                .with(
                        "pending",
                        explanation.pending().stream()
                                .map(ExplanationJson::refused)
                                .toList())
                .with("culprit", refused(explanation.culprit()))
                .with("state", explanation.state())
                .with("prose", explanation.prose())
                .with("ascii", explanation.ascii())
                .fields();
    }

    private static Map<String, Object> placed(Line line) {
        Map<String, Object> fields = operation(line);
        fields.put("place", line.place());
        fields.put("state", String.valueOf(line.state()));
        return fields;
    }

    private static Map<String, Object> refused(Line line) {
        Map<String, Object> fields = operation(line);
        fields.put("why", String.valueOf(line.why()));
        return fields;
    }

    /** The times are those of the history. An operation that never returned has no return time. */
    private static Map<String, Object> operation(Line line) {
        ObservedCall<?, ?> call = line.call();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("number", call.number());
        fields.put("client", call.client());
        fields.put("operation", line.words());
        fields.put("outcome", call.certain() ? "OK" : "INDETERMINATE");
        fields.put("called", call.called());
        if (call.returned() != ObservedCall.NEVER) {
            fields.put("returned", call.returned());
        }
        return fields;
    }
}
