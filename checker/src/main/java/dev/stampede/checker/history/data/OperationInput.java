package dev.stampede.checker.history.data;

import org.jspecify.annotations.Nullable;

/**
 * What an operation asked for: one record for each function that the scenarios of this project call, and {@link Custom} for
 * all others. The key that it works on stands beside it.
 *
 * <p>Each input has exactly one text, its {@link #function()} and its {@link #argument()}, which is what a history's file
 * holds; {@link #of} reads it back, and {@link #output} the text of what came back. Inputs are immutable.
 */
public sealed interface OperationInput permits LockInput, ZnodeInput, NameInput, BackendInput, OperationInput.Custom {

    /** The name of the function. */
    String function();

    /** The text of its argument, null if it has none. */
    default @Nullable String argument() {
        return null;
    }

    /** The output with this text, of an operation with this input that succeeded. */
    default OperationOutput output(@Nullable String text) {
        return OperationOutput.Custom.of(text);
    }

    /** The input with this text; {@link Custom} if it is none of this project's scenarios. */
    static OperationInput of(String function, @Nullable String argument) {
        OperationInput input = null;
        try {
            input = LockInput.parse(function, argument);
            input = input == null ? ZnodeInput.parse(function, argument) : input;
            input = input == null ? NameInput.parse(function, argument) : input;
            input = input == null ? BackendInput.parse(function, argument) : input;
        } catch (IllegalArgumentException another) {
            // A function of this name with another argument is somebody else's.
        }
        return input == null ? new Custom(function, argument) : input;
    }

    /** An input that only its driver and its check know. */
    record Custom(String function, @Nullable String argument) implements OperationInput {}
}
