package dev.stampede.checker.history.data;

import org.jspecify.annotations.Nullable;

/** Inputs of clients of znodes: of a configuration that clients watch, or of registers. */
public sealed interface ZnodeInput extends OperationInput {

    /** Whether the operation can change a znode. */
    default boolean writes() {
        return this instanceof Create
                || this instanceof CreateSequential
                || this instanceof SetData
                || this instanceof Raise
                || this instanceof Delete
                || this instanceof Multi;
    }

    /** Parses an input; null if it is none of these. */
    static @Nullable ZnodeInput parse(String function, @Nullable String argument) {
        return switch (function) {
            case "get" -> new Read(ReadKind.GET);
            case "syncGet" -> new Read(ReadKind.SYNC_GET);
            case "exists" -> new Read(ReadKind.EXISTS);
            case "fetch" -> new Read(ReadKind.FETCH);
            case "view" -> new ViewChange();
            case "snapshot" -> new Snapshot();
            case "children" -> new CountChildren();
            case "notified" -> Notified.parse(argument);
            default -> argument == null ? null : withArgument(function, argument);
        };
    }

    private static @Nullable ZnodeInput withArgument(String function, String argument) {
        return switch (function) {
            case "create" -> new Create(argument);
            case "createSequential" -> new CreateSequential(argument);
            case "delete" -> new Delete(Integer.parseInt(argument));
            case "setData" -> SetData.parse(argument);
            case "raise" -> new Raise(argument);
            case "multi" -> Multi.parse(argument);
            default -> null;
        };
    }

    /** Reads a znode. */
    record Read(ReadKind kind) implements ZnodeInput {
        @Override
        public String function() {
            return kind.function;
        }

        @Override
        public OperationOutput output(@Nullable String text) {
            return OperationOutput.Shown.parse(text);
        }
    }

    /** How a znode is read. */
    enum ReadKind {
        /** Its data and Stat. */
        GET("get"),
        /** As {@link #GET}, after a sync of the same session. */
        SYNC_GET("syncGet"),
        /** Its Stat only. */
        EXISTS("exists"),
        /** Its data and Stat, and sets a new watch, in response to a watch event. */
        FETCH("fetch");

        private final String function;

        ReadKind(String function) {
            this.function = function;
        }
    }

    /** The client's own code acts on a new state of the key from now on. */
    record ViewChange() implements ZnodeInput {
        @Override
        public String function() {
            return "view";
        }

        @Override
        public OperationOutput output(@Nullable String text) {
            return OperationOutput.Shown.parse(text);
        }
    }

    /** Reads several znodes in one transaction. */
    record Snapshot() implements ZnodeInput {
        @Override
        public String function() {
            return "snapshot";
        }

        @Override
        public OperationOutput output(@Nullable String text) {
            return OperationOutput.ShownTogether.parse(text);
        }
    }

    /** Counts the children of a znode. */
    record CountChildren() implements ZnodeInput {
        @Override
        public String function() {
            return "children";
        }

        @Override
        public OperationOutput output(@Nullable String text) {
            return OperationOutput.WholeNumber.parse(text);
        }
    }

    /**
     * A watch event arrived.
     *
     * @param type the type in ZooKeeper's or the recipe's terms, empty if the client does not report it
     * @param zxid the zxid of the event, 0 if the library does not report it
     */
    record Notified(String type, long zxid) implements ZnodeInput {
        private static Notified parse(@Nullable String argument) {
            if (argument == null) {
                return new Notified("", 0);
            }
            int blank = argument.indexOf(" 0x");
            return blank < 0
                    ? new Notified(argument, 0)
                    : new Notified(
                            argument.substring(0, blank), Long.parseUnsignedLong(argument.substring(blank + 3), 16));
        }

        @Override
        public String function() {
            return "notified";
        }

        @Override
        public @Nullable String argument() {
            if (type.isEmpty()) {
                return null;
            }
            return zxid == 0 ? type : type + " 0x" + Long.toHexString(zxid);
        }
    }

    /** Creates a znode. */
    record Create(String data) implements ZnodeInput {
        @Override
        public String function() {
            return "create";
        }

        @Override
        public String argument() {
            return data;
        }
    }

    /** Creates a sequential child whose data is the tag. */
    record CreateSequential(String tag) implements ZnodeInput {
        @Override
        public String function() {
            return "createSequential";
        }

        @Override
        public String argument() {
            return tag;
        }
    }

    /** Deletes a znode if it has this version. */
    record Delete(int version) implements ZnodeInput {
        @Override
        public String function() {
            return "delete";
        }

        @Override
        public String argument() {
            return Integer.toString(version);
        }
    }

    /** Sets the data of a znode if it has this version (-1: any version): ZooKeeper's compare-and-set. */
    record SetData(String data, int version) implements ZnodeInput {
        private static SetData parse(String argument) {
            int blank = argument.lastIndexOf(' ');
            if (blank < 1 || !argument.startsWith("[") || !argument.endsWith("]")) {
                throw new IllegalArgumentException("expected [data version], found " + argument);
            }
            return new SetData(
                    argument.substring(1, blank),
                    Integer.parseInt(argument.substring(blank + 1, argument.length() - 1)));
        }

        @Override
        public String function() {
            return "setData";
        }

        @Override
        public String argument() {
            return "[" + data + " " + version + "]";
        }

        @Override
        public OperationOutput output(@Nullable String text) {
            return OperationOutput.WholeNumber.parse(text);
        }
    }

    /** Sets the data of a znode unconditionally, so that a multi that checks its version fails. */
    record Raise(String data) implements ZnodeInput {
        @Override
        public String function() {
            return "raise";
        }

        @Override
        public String argument() {
            return data;
        }

        @Override
        public OperationOutput output(@Nullable String text) {
            return OperationOutput.WholeNumber.parse(text);
        }
    }

    /** Sets several znodes to the tag in one transaction, if the guard has this version. */
    record Multi(String tag, int guardVersion) implements ZnodeInput {
        private static Multi parse(String argument) {
            int blank = argument.lastIndexOf(' ');
            return new Multi(
                    argument.substring(0, Math.max(0, blank)), Integer.parseInt(argument.substring(blank + 1)));
        }

        @Override
        public String function() {
            return "multi";
        }

        @Override
        public String argument() {
            return tag + " " + guardVersion;
        }
    }
}
