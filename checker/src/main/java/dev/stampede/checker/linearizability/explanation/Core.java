package dev.stampede.checker.linearizability.explanation;

import dev.stampede.checker.linearizability.explanation.Explanation.Others;
import dev.stampede.checker.model.Model;
import dev.stampede.checker.model.ObservedCall;
import java.util.List;

/**
 * A few calls that are not linearizable, in the order of their calls.
 *
 * @param calls the calls with the constraints that are necessary for the contradiction
 * @param whole the same calls with all their constraints in the history
 * @param start the state before the first call
 * @param others whether other operations could resolve the contradiction
 */
public record Core<S, I, O>(
        List<ObservedCall<I, O>> calls, List<ObservedCall<I, O>> whole, Start<S> start, Others others) {

    /**
     * A state, and the number of unnamed operations that led to it. They are omitted because they are many and only
     * this state matters.
     *
     * @param operations 0 for the initial state
     */
    public record Start<S>(S state, int operations) {}

    /** The core that consists of all calls. */
    public static <S, I, O> Core<S, I, O> all(Model<S, I, O> model, List<ObservedCall<I, O>> calls) {
        return new Core<>(calls, calls, new Start<>(model.initial(), 0), Others.CANNOT_HELP);
    }

    /** The same calls, starting in the model's initial state. */
    public Core<S, I, O> fromTheBeginning(Model<S, I, O> model) {
        return new Core<>(calls, whole, new Start<>(model.initial(), 0), others);
    }
}
