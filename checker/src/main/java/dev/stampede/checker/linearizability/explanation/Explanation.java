package dev.stampede.checker.linearizability.explanation;

import dev.stampede.checker.check.Counterexample;
import dev.stampede.checker.model.ObservedCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why no order explains the calls on one part of an object: a few operations that suffice, the longest order of them, and
 * why none of those that are open where it ends can come next.
 *
 * @param part the part of the object, empty if it has only one
 * @param operations how many operations the part has
 * @param proof who refuted these few
 * @param others what is known of all other operations
 * @param start what the order begins with
 * @param placed how many operations the longest order holds, those that led to its start included
 * @param order the last of them, in their order
 * @param pending the operations that are open where it ends, without the culprit, in order of their calls
 * @param culprit the operation that has to be next, because it returns first, and cannot
 * @param state the state in which it cannot
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

    /** Who refuted the few operations. */
    public enum Proof {
        /** The engine, and independently of it a search that tries every order. */
        TRIED_EVERY_ORDER,
        /** The engine alone: they are too many to try every order. */
        ENGINE
    }

    /** Whether other operations, if they happened or not, could make these few linearizable. */
    public enum Others {
        CANNOT_HELP,
        /** That took too long to find out; that all operations together are not linearizable was found before. */
        UNKNOWN
    }

    /**
     * What an order begins with.
     *
     * @param operations how many operations led to the state and are not named; 0 if it is the initial one
     */
    public record Start(int operations, String state) {}

    /**
     * One operation.
     *
     * @param call what was read of it; an operation that is only possible here may have been certain in the history, if
     *     that does not matter
     * @param words what it did
     * @param place its place in the order, from 1; 0 if it has none
     * @param state the state after it, if it has a place
     * @param why why it cannot come next, if it has no place
     */
    public record Line(
            ObservedCall<?, ?> call, String words, int place, @Nullable String state, @Nullable String why) {}

    /** How many operations suffice to see it. */
    public int size() {
        return placed - start.operations() + pending.size() + 1;
    }

    /** Why it is stuck, in one sentence. */
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

    /** The same as text for people, one statement a line. */
    public String prose() {
        return ExplanationText.prose(this);
    }

    /**
     * The same as a drawing in ASCII: a line for each client, time from left to right; the state after each operation of the
     * order and the reasons below.
     */
    public String ascii() {
        return ExplanationText.ascii(this);
    }

    /** The lines of the clients alone. */
    public String lanes() {
        return ExplanationText.lanes(this);
    }

    /** The same as a picture. */
    public Counterexample counterexample() {
        return CounterexampleRows.of(this);
    }
}
