package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Intervals;
import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.model.Counter;
import dev.stampede.checker.model.ObservedCall;

/**
 * Decides histories of a counter that goes up by one at a time.
 *
 * <p><b>Precondition</b>: every increment is by 1, no indeterminate one has a deadline, and every read tells a value.
 *
 * <p>The counter runs through its values one after another, so it only remains to find which increment led to each: one that
 * was told the value, or one of those that were not. Let v be a value that was seen or comes before one that was, and start(v)
 * the instant of the increment to it. Reads of smaller values and increments that were told values up to v say from when on it
 * can be, at earliest; reads of values from v on, and increments told one of them, by when it must be. Both bounds grow with
 * v. An increment that was told nothing can have led to v if its interval meets the bounds of v: to a range of values. Filling
 * values with increments is then like scheduling unit jobs with release times and deadlines, where the job that ends first
 * goes first; certain ones before indeterminate ones, which have no deadline, so that they can wait. What certain ones remain
 * must lead to values that nobody saw. (That a schedule can fill all values seen and one can use all certain increments
 * implies that one can do both: Mendelsohn and Dulmage 1958.) An increment that is chosen for a smaller value than another
 * does not begin after the other ends, because then the other had been chosen. So {@link KnownOrderScheduler} decides what remains.
 *
 * <p>O(n log c) for c increments that can lead to the same value. F. Glover, "Maximum matching in a convex bipartite graph"
 * (1967).
 */
final class CounterSpecialist extends ColumnSpecialist<CounterSpecialist.Columns> {
    static final byte NONE = 0;
    static final byte READ = 1;

    /** An increment that was told the value after it. */
    static final byte TOLD = 2;

    static final byte UNKNOWN_EPOCH = 3;

    /**
     * Reads and increments.
     *
     * @param value what was read or told, less the initial value
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Columns(Intervals when, byte[] part, long[] value) {}

    @Override
    public String name() {
        return "value-order";
    }

    @Override
    Columns encode(Problem problem) {
        long initial = ((Counter) problem.model()).initial();
        byte[] part = new byte[problem.size()];
        long[] value = new long[part.length];
        for (int i = 0; i < part.length; i++) {
            ObservedCall<?, ?> call = problem.call(i);
            if (call.input() instanceof Counter.Add add) {
                if (add.delta() != 1
                        || (!call.certain() && (call.output() != null || call.returned() != ObservedCall.NEVER))) {
                    throw new Refusal("every increment is by 1, and no indeterminate one has a deadline");
                }
                part[i] = UNKNOWN_EPOCH;
                if (call.output() instanceof Counter.Value told) {
                    part[i] = TOLD;
                    value[i] = told.value() - initial;
                }
            } else if (call.certain()) {
                if (!(call.output() instanceof Counter.Value seen)) {
                    throw new Refusal("every read tells a value");
                }
                part[i] = READ;
                value[i] = seen.value() - initial;
            }
        }
        return new Columns(problem.when(), part, value);
    }

    @Override
    SpecialistResult decide(Columns columns, SearchBudget budget) {
        return new CounterValues(columns).decide(budget);
    }
}
