package dev.stampede.checker.linearizability.explanation;

import dev.stampede.checker.linearizability.explanation.Explanation.Others;
import dev.stampede.checker.model.Model;
import dev.stampede.checker.model.ObservedCall;
import java.util.List;

/**
 * A few calls that are not linearizable, in the order of their calls.
 *
 * @param calls what must be seen of them
 * @param whole the same calls as they are in the history
 * @param start what they begin with
 * @param others what is known of all other operations
 */
public record Core<S, I, O>(
        List<ObservedCall<I, O>> calls, List<ObservedCall<I, O>> whole, Start<S> start, Others others) {

    /**
     * A state, and how many operations led to it that are not named, because they are many and only this came of them.
     *
     * @param operations 0 for the initial state
     */
    public record Start<S>(S state, int operations) {}

    /** All calls there are. */
    public static <S, I, O> Core<S, I, O> all(Model<S, I, O> model, List<ObservedCall<I, O>> calls) {
        return new Core<>(calls, calls, new Start<>(model.initial(), 0), Others.CANNOT_HELP);
    }

    /** The same, as seen from the model's initial state. */
    public Core<S, I, O> fromTheBeginning(Model<S, I, O> model) {
        return new Core<>(calls, whole, new Start<>(model.initial(), 0), others);
    }
}
