package dev.stampede.checker.linearizability.explanation;

import dev.stampede.checker.check.Counterexample;
import dev.stampede.checker.model.ObservedCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why no order explains the calls of one partition: a few operations that suffice for the contradiction, an order of
 * those that returned before the culprit, and the reason why neither the culprit nor any operation that is concurrent
 * with it can come next.
 *
 * @param part the name of the partition, empty if there is only one
 * @param operations the number of operations of the partition
 * @param proof how these few operations were refuted
 * @param others whether other operations could resolve the contradiction
 * @param start the state before the first operation of the order
 * @param placed the length of the order, including the operations that led to its start
 * @param order the last operations of that order
 * @param pending the other operations that are not in the order, although they were called before the culprit returned;
 *     in the order of their calls
 * @param culprit the operation that returns first and therefore has to be next, but is not possible
 * @param state the state at the end of the order, in which the culprit is not possible
 */
public record Explanation(
        String part,
        int operations,
        Proof proof,
        Others others,
        Start start,
        int placed,
        List<Line> order,
        List<Line> pending,
        Line culprit,
        String state) {

    public Explanation {
        order = List.copyOf(order);
        pending = List.copyOf(pending);
    }

    /** How the few operations were refuted. */
    public enum Proof {
        /** By the engine, and independently by a search that tries every order. */
        TRIED_EVERY_ORDER,
        /** By the engine only: there are too many operations to try every order. */
        ENGINE
    }

    /** Whether the other operations, each of which may have taken effect or not, could resolve the contradiction. */
    public enum Others {
        CANNOT_HELP,
        /** It took too long to find out. All operations together are known not to be linearizable. */
        UNKNOWN
    }

    /**
     * The start of an order.
     *
     * @param operations the number of unnamed operations that led to the state; 0 for the initial state
     */
    public record Start(int operations, String state) {}

    /**
     * One operation.
     *
     * @param call the call as it was recorded, with its times and its result; the search may have relaxed them
     * @param words a description of the operation
     * @param place its position in the order, from 1; 0 if it is not in the order
     * @param state the state after it, if it is in the order
     * @param why why it cannot come next, if it is not in the order
     */
    public record Line(
            ObservedCall<?, ?> call, String words, int place, @Nullable String state, @Nullable String why) {}

    /** The number of operations that suffice for the contradiction. */
    public int size() {
        return placed - start.operations() + pending.size() + 1;
    }

    /** One sentence that says where the order is stuck. */
    public String sentence() {
        return "After " + placed + (placed == 1 ? " operation" : " operations") + " the state is " + state + ", and "
                + culprit.words() + " of client " + culprit.call().client()
                + ", which returns next, is not possible there"
                + (pending.isEmpty()
                        ? ""
                        : pending.size() == 1
                                ? ", nor after the other operation that is open"
                                : ", nor after any of the " + pending.size() + " other operations that are open")
                + ".";
    }

    /** The explanation as text for people, one statement per line. */
    public String prose() {
        return ExplanationText.prose(this);
    }

    /**
     * The explanation as an ASCII drawing: one line per client with time from left to right, followed by the state
     * after each operation of the order and the reasons.
     */
    public String ascii() {
        return ExplanationText.ascii(this);
    }

    /** Only the lines of the clients. */
    public String lanes() {
        return ExplanationText.lanes(this);
    }

    /** The explanation as a picture. */
    public Counterexample counterexample() {
        return CounterexampleRows.of(this);
    }
}
