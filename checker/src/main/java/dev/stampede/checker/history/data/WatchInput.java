package dev.stampede.checker.history.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Inputs of a client that sets watches, and of one whose znodes the server removes: TTL znodes and containers. The key
 * is the path of the znode; that of {@link Triggered} is the path in the event.
 *
 * <p>{@link SetWatch} and {@link ReadStat} complete, and {@link Triggered} is recorded, on the client library's event
 * thread, so their order is the order in which the client received responses and events.
 */
public sealed interface WatchInput extends OperationInput {

    /** Parses an input; null if it is none of these. */
    static @Nullable WatchInput parse(String function, @Nullable String argument) {
        return switch (function) {
            case "readStat" -> new ReadStat();
            case "letGo" -> new LetGo();
            case "enterContainer" -> new EnterContainer();
            case "leaveContainer" -> new LeaveContainer();
            default -> argument == null ? null : withArgument(function, argument);
        };
    }

    private static @Nullable WatchInput withArgument(String function, String argument) {
        return switch (function) {
            case "setWatch" -> SetWatch.parse(argument);
            case "triggered" -> Triggered.parse(argument);
            case "createTtl" -> CreateTtl.parse(argument);
            default -> null;
        };
    }

    private static String[] words(String argument, int count) {
        String[] words = argument.split(" ", -1);
        if (words.length != count) {
            throw new IllegalArgumentException("expected " + count + " words, found " + argument);
        }
        return words;
    }

    /** The kind of a watch. */
    enum WatchKind {
        /** One-shot, set by {@code getData}. */
        DATA("data"),
        /** One-shot, set by {@code exists}, also on a znode that does not exist. */
        EXISTS("exists"),
        /** One-shot, set by {@code getChildren}. */
        CHILDREN("children"),
        /** {@code AddWatchMode.PERSISTENT}. */
        PERSISTENT("persistent"),
        /** {@code AddWatchMode.PERSISTENT_RECURSIVE}. */
        PERSISTENT_RECURSIVE("persistentRecursive");

        private final String text;

        WatchKind(String text) {
            this.text = text;
        }

        /** Whether it triggers once. */
        public boolean oneShot() {
            return this == DATA || this == EXISTS || this == CHILDREN;
        }

        private static WatchKind named(String text) {
            return Arrays.stream(values())
                    .filter(kind -> kind.text.equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("expected a kind of watch, found " + text));
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** The type of a watch event. Its text form is ZooKeeper's name. */
    enum ChangeType {
        CREATED("NodeCreated"),
        DELETED("NodeDeleted"),
        DATA_CHANGED("NodeDataChanged"),
        CHILDREN_CHANGED("NodeChildrenChanged");

        private final String text;

        ChangeType(String text) {
            this.text = text;
        }

        /**
         * The type with ZooKeeper's name.
         *
         * @throws IllegalArgumentException if there is none
         */
        public static ChangeType named(String text) {
            return Arrays.stream(values())
                    .filter(type -> type.text.equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("expected a type of event, found " + text));
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * Sets a watch by one asynchronous request. The operation succeeds if the watch is set.
     *
     * @param watch the name of the watch, unique among the watches of its client in the run
     */
    record SetWatch(String watch, WatchKind kind) implements WatchInput {
        private static SetWatch parse(String argument) {
            String[] words = words(argument, 2);
            return new SetWatch(words[0], WatchKind.named(words[1]));
        }

        @Override
        public String function() {
            return "setWatch";
        }

        @Override
        public String argument() {
            return watch + " " + kind;
        }
    }

    /** Reads the Stat of a znode by one asynchronous {@code exists} without a watch. */
    record ReadStat() implements WatchInput {
        @Override
        public String function() {
            return "readStat";
        }
    }

    /**
     * A watch received an event.
     *
     * @param zxid the zxid in the event, 0 if it has none
     */
    record Triggered(String watch, ChangeType type, long zxid) implements WatchInput {
        private static Triggered parse(String argument) {
            String[] words = words(argument, 3);
            return new Triggered(
                    words[0], ChangeType.named(words[1]), Long.parseUnsignedLong(words[2].substring(2), 16));
        }

        @Override
        public String function() {
            return "triggered";
        }

        @Override
        public String argument() {
            return watch + " " + type + " 0x" + Long.toHexString(zxid);
        }
    }

    /** Creates a TTL znode. The client then changes it again and again before the TTL passes, until {@link LetGo}. */
    record CreateTtl(long ttlMillis) implements WatchInput {
        private static CreateTtl parse(String argument) {
            return new CreateTtl(Long.parseLong(argument));
        }

        @Override
        public String function() {
            return "createTtl";
        }

        @Override
        public String argument() {
            return Long.toString(ttlMillis);
        }
    }

    /** The client no longer changes its TTL znode, so the server may remove the znode after the TTL. */
    record LetGo() implements WatchInput {
        @Override
        public String function() {
            return "letGo";
        }
    }

    /** Creates a child of a container, and the container if it does not exist. The key is the path of the child. */
    record EnterContainer() implements WatchInput {
        @Override
        public String function() {
            return "enterContainer";
        }
    }

    /** Deletes the child of a container. */
    record LeaveContainer() implements WatchInput {
        @Override
        public String function() {
            return "leaveContainer";
        }
    }
}
