package dev.stampede.reports.timeline;

import dev.stampede.checker.history.data.Outcome;

/** The numbers of outcomes in the page's data and in tables by outcome: OK 0, FAILED 1, INDETERMINATE 2. */
public final class OutcomeCode {
    private OutcomeCode() {}

    /** The number of an outcome. */
    public static int of(Outcome outcome) {
        return switch (outcome) {
            case OK -> 0;
            case FAILED -> 1;
            case INDETERMINATE -> 2;
        };
    }
}
