package dev.stampede.checker.history.data;

import org.jspecify.annotations.Nullable;

/**
 * Inputs of producers and consumers of a queue. The key of the operation is the path of the queue. Each item is
 * enqueued by one operation; its text contains no blanks.
 *
 * <p>A consumer that asks for items calls {@link Dequeue}. A consumer that the queue calls back records {@link Open},
 * one {@link Consume} for each call, and {@link Close}.
 */
public sealed interface QueueInput extends OperationInput {

    /** Parses an input; null if it is none of these. */
    static @Nullable QueueInput parse(String function, @Nullable String argument) {
        return switch (function) {
            case "enqueue" -> argument == null ? null : Enqueue.parse(argument);
            case "dequeue" -> argument == null ? new Dequeue() : Dequeue.parse(argument);
            case "consume" -> argument == null ? null : Consume.parse(argument);
            case "remove-item" -> argument == null ? null : new Remove(argument);
            case "open-queue" -> argument == null ? new Open() : null;
            case "close-queue" -> argument == null ? new Close() : null;
            default -> null;
        };
    }

    private static String with(String item, String label, long number) {
        return number == 0 ? item : item + " " + label + " " + number;
    }

    /** The number after a label in {@code item label number}; 0 if the argument has another label, or none. */
    private static long number(String argument, String label) {
        String[] words = argument.split(" ", -1);
        return words.length == 3 && words[1].equals(label) ? Long.parseLong(words[2]) : 0;
    }

    private static String item(String argument) {
        return argument.split(" ", -1)[0];
    }

    /**
     * Returns an input if its text form equals the argument. Another argument belongs to another project, and is
     * refused.
     */
    private static QueueInput exactly(QueueInput input, String argument) {
        if (!argument.equals(input.argument())) {
            throw new IllegalArgumentException("expected an item, found \"" + argument + "\"");
        }
        return input;
    }

    /**
     * Adds an item. The operation succeeds when the create of the item's znode is acknowledged.
     *
     * @param priority the item with the lowest number is consumed first; 0 in a queue without priorities
     * @param dueMillis the wall-clock time, in milliseconds since 1970, before which it must not be consumed; 0 for
     *     none
     */
    record Enqueue(String item, int priority, long dueMillis) implements QueueInput {
        private static final String PRIORITY = "priority";
        private static final String DUE = "due";

        public Enqueue {
            if (priority != 0 && dueMillis != 0) {
                throw new IllegalArgumentException("expected a priority or a delay, found both of " + item);
            }
        }

        /** An item of a queue without priorities and delays. */
        public Enqueue(String item) {
            this(item, 0, 0);
        }

        static QueueInput parse(String argument) {
            int priority = Math.toIntExact(number(argument, PRIORITY));
            return exactly(new Enqueue(QueueInput.item(argument), priority, number(argument, DUE)), argument);
        }

        @Override
        public String function() {
            return "enqueue";
        }

        @Override
        public String argument() {
            return priority == 0 ? with(item, DUE, dueMillis) : with(item, PRIORITY, priority);
        }
    }

    /**
     * Asks for an item. The operation succeeds with an item, and fails if there is none in time.
     *
     * @param atMostMillis the time in milliseconds after which the operation gives up; {@link #UNKNOWN} if it is not
     *     recorded
     */
    record Dequeue(long atMostMillis) implements QueueInput {
        /** The timeout of an operation whose timeout is not recorded. */
        public static final long UNKNOWN = -1;

        private static final String WITHIN = "within ";
        private static final String MILLIS = " ms";

        /** An operation whose timeout is not recorded. */
        public Dequeue() {
            this(UNKNOWN);
        }

        private static @Nullable Dequeue parse(String argument) {
            return argument.matches(WITHIN + "[0-9]{1,15}" + MILLIS)
                    ? new Dequeue(
                            Long.parseLong(argument.substring(WITHIN.length(), argument.length() - MILLIS.length())))
                    : null;
        }

        @Override
        public String function() {
            return "dequeue";
        }

        @Override
        public @Nullable String argument() {
            return atMostMillis == UNKNOWN ? null : WITHIN + atMostMillis + MILLIS;
        }

        @Override
        public OperationOutput output(@Nullable String text) {
            return text == null ? OperationOutput.Custom.DONE : new OperationOutput.Taken(text);
        }
    }

    /**
     * The queue calls a consumer with an item. The operation succeeds when the consumer has processed the item, and
     * fails if the consumer rejects it.
     *
     * @param wallMillis the wall-clock time of the call in milliseconds since 1970, 0 if it is not recorded
     */
    record Consume(String item, long wallMillis) implements QueueInput {
        private static final String AT = "at";

        static QueueInput parse(String argument) {
            return exactly(new Consume(QueueInput.item(argument), number(argument, AT)), argument);
        }

        @Override
        public String function() {
            return "consume";
        }

        @Override
        public String argument() {
            return with(item, AT, wallMillis);
        }
    }

    /** Removes the item with this id before it is consumed. The output is the number of removed items. */
    record Remove(String item) implements QueueInput {
        @Override
        public String function() {
            return "remove-item";
        }

        @Override
        public String argument() {
            return item;
        }

        @Override
        public OperationOutput output(@Nullable String text) {
            return OperationOutput.WholeNumber.parse(text);
        }
    }

    /** A consumer that the queue calls back starts. */
    record Open() implements QueueInput {
        @Override
        public String function() {
            return "open-queue";
        }
    }

    /** A consumer that the queue calls back stops. */
    record Close() implements QueueInput {
        @Override
        public String function() {
            return "close-queue";
        }
    }
}
