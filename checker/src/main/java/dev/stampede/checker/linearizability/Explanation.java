package dev.stampede.checker.linearizability;

import dev.stampede.checker.check.Counterexample;
import dev.stampede.checker.model.ObservedCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why no order explains the calls on one part of an object: the longest order that was found, and what was open when it
 * could not go on.
 *
 * @param part the part of the object, empty if it has only one
 * @param placed how many operations the longest order holds
 * @param order the last of them, in their order
 * @param pending the operations that were open where it stuck, without the culprit, in order of their calls
 * @param culprit the operation that had to be next, because it returned first, and could not
 * @param state the state in which it could not
 */
public record Explanation(String part, int placed, List<Line> order, List<Line> pending, Line culprit, String state) {

    public Explanation {
        order = List.copyOf(order);
        pending = List.copyOf(pending);
    }

    /**
     * One operation.
     *
     * @param call what was read of it
     * @param words what it did
     * @param place its place in the order, from 1; 0 if it has none
     * @param state the state after it, if it has a place
     */
    public record Line(ObservedCall<?, ?> call, String words, int place, @Nullable String state) {}

    /** Why it is stuck, in one sentence. */
    public String sentence() {
        return "After " + placed + " operations the state is " + state + ", and "
                + culprit.words() + " of client " + culprit.call().client()
                + ", which returns next, is not possible there"
                + (pending.isEmpty()
                        ? ""
                        : ", nor after any of the " + pending.size() + " other operations that are open")
                + ".";
    }

    /** The same as a picture. */
    public Counterexample counterexample() {
        return CounterexampleRows.of(this);
    }
}
