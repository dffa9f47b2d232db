package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Intervals;
import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.model.Counter;
import dev.stampede.checker.model.ObservedCall;

/**
 * Decides histories of a counter that is incremented by one at a time.
 *
 * <p><b>Precondition</b>: every increment is by 1, no indeterminate one has a deadline, and the output of every read is
 * known.
 *
 * <p>The counter takes its values one after another, so the only unknown is which increment led to each value: either
 * one whose output is that value, or one without an output. Let v be a value that was observed, or that precedes an
 * observed one, and start(v) the instant of the increment to it. Reads of smaller values, and increments with outputs
 * up to v, are lower bounds of start(v). Reads of values from v on, and increments with such outputs, are upper bounds.
 * Both bounds increase with v. An increment without an output can lead to v if its interval overlaps the
 * interval between these bounds, so it can lead to a range of values. Assigning increments to values is then equivalent to scheduling
 * unit jobs with release times and deadlines, where the job with the earliest deadline runs first; certain increments
 * come before indeterminate ones, which have no deadline and can wait. The remaining certain increments must lead to
 * values that were not observed. (If one schedule covers all observed values, and another uses all certain increments,
 * then one schedule does both: Mendelsohn and Dulmage 1958.) An increment that is assigned to a smaller value than
 * another one is not called after the other one returned, because otherwise the other one would have been assigned
 * first. Therefore {@link KnownOrderScheduler} decides the rest.
 *
 * <p>O(n log c) for c increments that can lead to the same value. F. Glover, "Maximum matching in a convex bipartite
 * graph" (1967).
 */
final class CounterSpecialist extends ColumnSpecialist<CounterSpecialist.Columns> {
    static final byte NONE = 0;
    static final byte READ = 1;

    /** An increment whose output is the value after it. */
    static final byte WITH_VALUE = 2;

    static final byte WITHOUT_VALUE = 3;

    /**
     * Reads and increments.
     *
     * @param value the output minus the initial value
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Columns(Intervals when, byte[] role, long[] value) {}

    @Override
    public String name() {
        return "value-order";
    }

    @Override
    Columns encode(Problem problem) {
        long initial = ((Counter) problem.model()).initial();
        byte[] role = new byte[problem.size()];
        long[] value = new long[role.length];
        for (int i = 0; i < role.length; i++) {
            ObservedCall<?, ?> call = problem.call(i);
            if (call.input() instanceof Counter.Add add) {
                if (add.delta() != 1
                        || (!call.certain() && (call.output() != null || call.returned() != ObservedCall.NEVER))) {
                    throw Refusal.unmet("every increment is by 1, and no indeterminate one has a deadline");
                }
                role[i] = WITHOUT_VALUE;
                if (call.output() instanceof Counter.Value output) {
                    role[i] = WITH_VALUE;
                    value[i] = output.value() - initial;
                }
            } else if (call.certain()) {
                if (!(call.output() instanceof Counter.Value seen)) {
                    throw Refusal.unmet("the output of every read is known");
                }
                role[i] = READ;
                value[i] = seen.value() - initial;
            }
        }
        return new Columns(problem.when(), role, value);
    }

    @Override
    SpecialistResult decide(Columns columns, SearchBudget budget) {
        return new CounterValues(columns).decide(budget);
    }
}
