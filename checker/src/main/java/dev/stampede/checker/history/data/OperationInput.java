package dev.stampede.checker.history.data;

import org.jspecify.annotations.Nullable;

/**
 * The input of an operation: one record for each function that the scenarios of this project call, and {@link Custom}
 * for all others. The key is a separate field of the operation.
 *
 * <p>Each input has exactly one text form, {@link #function()} and {@link #argument()}, which the history file stores.
 * {@link #of} parses it, and {@link #output} parses the output of the operation. Inputs are immutable.
 */
public sealed interface OperationInput
        permits LockInput,
                ZnodeInput,
                NameInput,
                BackendInput,
                CounterInput,
                BarrierInput,
                QueueInput,
                GroupInput,
                TaskInput,
                WatchInput,
                OperationInput.Custom {

    /** The name of the function. */
    String function();

    /** The text form of its argument, null if it has none. */
    default @Nullable String argument() {
        return null;
    }

    /** Parses the output of a successful operation with this input. */
    default OperationOutput output(@Nullable String text) {
        return OperationOutput.Custom.of(text);
    }

    /** Parses an input; returns {@link Custom} for functions that this project does not define. */
    static OperationInput of(String function, @Nullable String argument) {
        OperationInput input = null;
        try {
            input = LockInput.parse(function, argument);
            input = input == null ? ZnodeInput.parse(function, argument) : input;
            input = input == null ? NameInput.parse(function, argument) : input;
            input = input == null ? BackendInput.parse(function, argument) : input;
            input = input == null ? QueueInput.parse(function, argument) : input;
            input = input == null ? CounterInput.parse(function, argument) : input;
            input = input == null ? BarrierInput.parse(function, argument) : input;
            input = input == null ? GroupInput.parse(function, argument) : input;
            input = input == null ? TaskInput.parse(function, argument) : input;
            input = input == null ? WatchInput.parse(function, argument) : input;
        } catch (IllegalArgumentException another) {
            // The function has the same name but another argument, so it belongs to another project.
        }
        return input == null ? new Custom(function, argument) : input;
    }

    /** An input whose meaning only its driver and its check know. */
    record Custom(String function, @Nullable String argument) implements OperationInput {}
}
