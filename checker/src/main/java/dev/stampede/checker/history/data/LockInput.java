package dev.stampede.checker.history.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Inputs of clients of locks, semaphores and leader elections. */
public sealed interface LockInput extends OperationInput {

    /** The mode of readers, who can hold a lock together. */
    String READ_MODE = "read";

    /** Parses an input; null if it is none of these. */
    static @Nullable LockInput parse(String function, @Nullable String argument) {
        return switch (function) {
            case "acquire" -> argument == null ? Acquire.EXCLUSIVE : new Acquire(argument);
            case "release" -> argument == null ? Release.EXCLUSIVE : new Release(argument);
            case "acquire-all" -> argument == null ? null : new AcquireAll(List.of(argument.split(",", -1)));
            case "release-all" -> argument == null ? null : new ReleaseAll(List.of(argument.split(",", -1)));
            case "sample" -> new SampleLeadership();
            default -> null;
        };
    }

    /**
     * Acquires a lock, a permit or leadership.
     *
     * @param mode {@code read} or {@code write} for recipes that have both, otherwise null
     */
    record Acquire(@Nullable String mode) implements LockInput {
        /** An acquire of a lock that has one mode only. */
        public static final Acquire EXCLUSIVE = new Acquire(null);

        /** Whether this is the acquire of a reader. */
        public boolean shared() {
            return READ_MODE.equals(mode);
        }

        @Override
        public String function() {
            return "acquire";
        }

        @Override
        public @Nullable String argument() {
            return mode;
        }

        @Override
        public OperationOutput output(@Nullable String text) {
            return OperationOutput.Granted.parse(text);
        }
    }

    /** Releases what an acquire of the same mode was granted. */
    record Release(@Nullable String mode) implements LockInput {
        /** A release of a lock that has one mode only. */
        public static final Release EXCLUSIVE = new Release(null);

        /** Whether this is the release of a reader. */
        public boolean shared() {
            return READ_MODE.equals(mode);
        }

        @Override
        public String function() {
            return "release";
        }

        @Override
        public @Nullable String argument() {
            return mode;
        }
    }

    /** Acquires several locks as one. */
    record AcquireAll(List<String> keys) implements LockInput {
        public AcquireAll {
            keys = List.copyOf(keys);
        }

        @Override
        public String function() {
            return "acquire-all";
        }

        @Override
        public String argument() {
            return String.join(",", keys);
        }
    }

    /** Releases several locks as one. */
    record ReleaseAll(List<String> keys) implements LockInput {
        public ReleaseAll {
            keys = List.copyOf(keys);
        }

        @Override
        public String function() {
            return "release-all";
        }

        @Override
        public String argument() {
            return String.join(",", keys);
        }
    }

    /** Asks the recipe whether the client is the leader. */
    record SampleLeadership() implements LockInput {
        @Override
        public String function() {
            return "sample";
        }

        @Override
        public OperationOutput output(@Nullable String text) {
            return OperationOutput.Leadership.parse(text);
        }
    }
}
