package dev.stampede.checker.history.data;

import org.jspecify.annotations.Nullable;

/**
 * Inputs of clients of barriers. A call that passes the barrier succeeds; a call that reports its timeout fails with
 * {@link #TIMED_OUT}.
 */
public sealed interface BarrierInput extends OperationInput {

    /** The error of a call that reports that its timeout has elapsed. */
    String TIMED_OUT = "timed out";

    /** The timeout of a call without a timeout. */
    long UNLIMITED = Long.MAX_VALUE;

    /**
     * The time in milliseconds after which the call gives up; {@link #UNLIMITED} for a call that does not wait or never
     * gives up.
     */
    default long timeoutMillis() {
        return UNLIMITED;
    }

    /** Parses an input; null if it is none of these. */
    static @Nullable BarrierInput parse(String function, @Nullable String argument) {
        return switch (function) {
            case "set-barrier" -> new SetBarrier();
            case "lift-barrier" -> new LiftBarrier();
            case "await-barrier" -> new AwaitBarrier(timeout(argument));
            case "enter" -> argument == null ? null : Enter.parse(argument);
            case "leave" -> new Leave(timeout(argument));
            default -> null;
        };
    }

    private static @Nullable String text(long timeoutMillis) {
        return timeoutMillis == UNLIMITED ? null : timeoutMillis + " ms";
    }

    private static long timeout(@Nullable String text) {
        if (text == null) {
            return UNLIMITED;
        }
        if (!text.matches("[0-9]{1,15} ms")) {
            throw new IllegalArgumentException("expected a timeout such as 500 ms, found \"" + text + "\"");
        }
        return Long.parseLong(text.substring(0, text.indexOf(' ')));
    }

    /** Sets the barrier: from now on clients wait for it. */
    record SetBarrier() implements BarrierInput {
        @Override
        public String function() {
            return "set-barrier";
        }
    }

    /** Lifts the barrier: waiting clients pass. */
    record LiftBarrier() implements BarrierInput {
        @Override
        public String function() {
            return "lift-barrier";
        }
    }

    /** Waits until the barrier is not set. */
    record AwaitBarrier(long timeoutMillis) implements BarrierInput {
        @Override
        public String function() {
            return "await-barrier";
        }

        @Override
        public @Nullable String argument() {
            return text(timeoutMillis);
        }
    }

    /**
     * Enters a double barrier, and waits until enough clients have entered.
     *
     * @param members the number of clients that must enter
     */
    record Enter(int members, long timeoutMillis) implements BarrierInput {
        private static final String OF = "of ";
        private static final String WITHIN = " within ";

        @Override
        public String function() {
            return "enter";
        }

        @Override
        public String argument() {
            String within = text(timeoutMillis);
            return OF + members + (within == null ? "" : WITHIN + within);
        }

        private static @Nullable Enter parse(String argument) {
            int within = argument.indexOf(WITHIN);
            String members = within < 0 ? argument : argument.substring(0, within);
            if (!members.matches(OF + "[0-9]{1,9}")) {
                return null;
            }
            return new Enter(
                    Integer.parseInt(members.substring(OF.length())),
                    timeout(within < 0 ? null : argument.substring(within + WITHIN.length())));
        }
    }

    /** Leaves a double barrier, and waits until all clients have left. */
    record Leave(long timeoutMillis) implements BarrierInput {
        @Override
        public String function() {
            return "leave";
        }

        @Override
        public @Nullable String argument() {
            return text(timeoutMillis);
        }
    }
}
