package dev.stampede.checker.history.data;

import org.jspecify.annotations.Nullable;

/** Inputs of clients of counters. */
public sealed interface CounterInput extends OperationInput {

    /** Parses an input; null if it is none of these. */
    static @Nullable CounterInput parse(String function, @Nullable String argument) {
        return switch (function) {
            case "increment" -> argument == null ? new Increment() : null;
            case "get-count" -> new GetCount();
            case "try-count" -> argument == null ? null : TryCount.parse(argument);
            default -> null;
        };
    }

    /** Adds one. The output is the count afterwards. */
    record Increment() implements CounterInput {
        @Override
        public String function() {
            return "increment";
        }

        @Override
        public OperationOutput output(@Nullable String text) {
            return OperationOutput.WholeNumber.parse(text);
        }
    }

    /**
     * Sets the count to {@code expected + 1} if it is {@code expected}. The operation succeeds only if the count was
     * set.
     */
    record TryCount(long expected) implements CounterInput {
        private static final String FROM = "from ";

        @Override
        public String function() {
            return "try-count";
        }

        @Override
        public String argument() {
            return FROM + expected;
        }

        private static @Nullable TryCount parse(String argument) {
            String number = argument.startsWith(FROM) ? argument.substring(FROM.length()) : "";
            return number.matches("-?[0-9]{1,18}") ? new TryCount(Long.parseLong(number)) : null;
        }
    }

    /** Reads the count. */
    record GetCount() implements CounterInput {
        @Override
        public String function() {
            return "get-count";
        }

        @Override
        public OperationOutput output(@Nullable String text) {
            return OperationOutput.WholeNumber.parse(text);
        }
    }
}
