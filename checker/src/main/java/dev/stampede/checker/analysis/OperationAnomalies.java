package dev.stampede.checker.analysis;

import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Adds anomalies whose time, clients and keys are those of the operations that show them. Not thread-safe. */
public final class OperationAnomalies {
    private final History history;
    private final AnomalyCollector anomalies;

    /** Adds to a collector of anomalies of the same history. */
    public OperationAnomalies(History history, AnomalyCollector anomalies) {
        this.history = history;
        this.anomalies = anomalies;
    }

    /** The client of an operation in a sentence. */
    public static String who(Operation operation) {
        return "client " + operation.client();
    }

    /** Adds a violation. */
    public void add(String kind, String headline, Blame blame, Citation promise, Operation... operations) {
        add(kind, headline, blame, promise, null, operations);
    }

    /** Adds a caveat if there is an excuse, otherwise a violation. */
    public void add(
            String kind,
            String headline,
            Blame blame,
            Citation promise,
            @Nullable Citation excuse,
            Operation... operations) {
        add(kind, headline, List.of(), blame, promise, excuse, Arrays.asList(operations));
    }

    /**
     * Adds a violation by an operation that lasted too long, with the stack of its thread if that was in the user's
     * code.
     */
    public void addBlocked(
            String kind, String headline, Blame blame, Citation promise, Operation operation, long untilNanos) {
        String stack = BlockedStacks.of(history).sentence(operation, untilNanos);
        List<String> reasons = stack == null ? List.of() : List.of(stack);
        add(kind, headline, reasons, blame, promise, null, List.of(operation));
    }

    private void add(
            String kind,
            String headline,
            List<String> reasons,
            Blame blame,
            Citation promise,
            @Nullable Citation excuse,
            List<Operation> shown) {
        TreeSet<Integer> clients = new TreeSet<>();
        shown.forEach(o -> clients.add(o.client()));
        long from = shown.stream().mapToLong(Operation::invokedNanos).min().orElse(0);
        long to = shown.stream().mapToLong(Operation::completedNanos).max().orElse(from);
        Extent extent = new Extent(
                from,
                Math.max(from, Math.min(to, history.endNanos())),
                clients,
                shown.stream().map(Operation::number).toList());
        anomalies.add(kind, headline, reasons, blame, extent, promise, excuse);
    }
}
