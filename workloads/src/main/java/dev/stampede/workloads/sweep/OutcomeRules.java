package dev.stampede.workloads.sweep;

import java.util.ArrayList;
import java.util.List;

/** Decides the outcome of a case. Stateless. */
final class OutcomeRules {
    private OutcomeRules() {}

    /**
     * The shortfalls of a case, including that of its exception.
     *
     * @param allowed whether the documentation allows the exception of the answer
     * @param recorded the shortfalls of the postconditions
     */
    static List<Shortfall> shortfalls(OperationAnswer answer, boolean allowed, List<Shortfall> recorded) {
        List<Shortfall> all = new ArrayList<>(recorded);
        Exception thrown = answer.thrown();
        if (thrown != null) {
            all.add(new Shortfall(
                    allowed ? CellOutcome.CAVEAT : CellOutcome.UNEXPECTED_EXCEPTION,
                    "the operation throws only exceptions that its documentation allows",
                    "the operation threw " + thrown));
        }
        return all;
    }

    /**
     * The outcome: the worst shortfall; {@link CellOutcome#NOT_FIRED} if nothing bad was found and nothing was lost.
     */
    static CellOutcome outcome(boolean counts, boolean fired, List<Shortfall> shortfalls) {
        CellOutcome worst =
                CellOutcome.worst(shortfalls.stream().map(Shortfall::outcome).toList());
        return !counts && !fired && !worst.bad() && worst != CellOutcome.HARNESS_FAILED ? CellOutcome.NOT_FIRED : worst;
    }
}
