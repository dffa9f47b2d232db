package dev.stampede.checker.history.data;

import org.jspecify.annotations.Nullable;

/** What clients of names and of ids ask for. */
public sealed interface NameInput extends OperationInput {

    /** What stands before the mzxid of the state that a write is to follow. */
    String AFTER = "after 0x";

    /** What the name is to stand for, null if this writes nothing. */
    default @Nullable String address() {
        return null;
    }

    /** The mzxid of the state that a write is to follow, 0 if it does not say. */
    default long afterZxid() {
        return 0;
    }

    /** The input with this text, null if it is none of these. */
    static @Nullable NameInput parse(String function, @Nullable String argument) {
        return switch (function) {
            case "look-up" -> new LookUp(LookUpKind.PLAIN);
            case "synced-look-up" -> new LookUp(LookUpKind.SYNCED);
            case "strict-look-up" -> new LookUp(LookUpKind.STRICT);
            case "next-id" -> new NextId();
            case "register" -> argument == null ? null : new Register(argument);
            case "change" -> argument == null ? null : new Change(addressIn(argument), afterZxidIn(argument));
            case "replace" -> argument == null ? null : new Replace(addressIn(argument), afterZxidIn(argument));
            case "put" -> argument == null ? null : new Put(argument);
            case "unregister" -> new Unregister(argument == null ? 0 : afterZxidIn(argument));
            default -> null;
        };
    }

    private static String after(String address, long zxid) {
        return zxid == 0 ? address : (address + " " + AFTER + Long.toHexString(zxid)).strip();
    }

    private static String addressIn(String argument) {
        int at = argument.indexOf(AFTER);
        return (at < 0 ? argument : argument.substring(0, at)).strip();
    }

    private static long afterZxidIn(String argument) {
        int at = argument.indexOf(AFTER);
        return at < 0
                ? 0
                : Long.parseUnsignedLong(argument.substring(at + AFTER.length()).strip(), 16);
    }

    /** Looks up what a name stands for. */
    record LookUp(LookUpKind kind) implements NameInput {
        @Override
        public String function() {
            return kind.function;
        }

        @Override
        public OperationOutput output(@Nullable String text) {
            return new OperationOutput.Found(text);
        }
    }

    /** What a look-up promises. */
    enum LookUpKind {
        /** Some state that the member has. */
        PLAIN("look-up"),
        /** A state that is not older than a sync which was asked for before it. */
        SYNCED("synced-look-up"),
        /** A state that is not older than the last write before it. */
        STRICT("strict-look-up");

        private final String function;

        LookUpKind(String function) {
            this.function = function;
        }
    }

    /** Registers an address under a name, or a backend. */
    record Register(String address) implements NameInput {
        @Override
        public String function() {
            return "register";
        }

        @Override
        public String argument() {
            return address;
        }
    }

    /**
     * Lets a registered name stand for another address.
     *
     * @param afterZxid the mzxid of the state that it is to follow, 0 if it does not say
     */
    record Change(String address, long afterZxid) implements NameInput {
        @Override
        public String function() {
            return "change";
        }

        @Override
        public String argument() {
            return after(address, afterZxid);
        }
    }

    /** Removes and registers a name in one transaction; components as {@link Change}. */
    record Replace(String address, long afterZxid) implements NameInput {
        @Override
        public String function() {
            return "replace";
        }

        @Override
        public String argument() {
            return after(address, afterZxid);
        }
    }

    /** Registers a name whether there is one or not, in several steps. */
    record Put(String address) implements NameInput {
        @Override
        public String function() {
            return "put";
        }

        @Override
        public String argument() {
            return address;
        }
    }

    /** Removes a name; {@code afterZxid} as in {@link Change}. */
    record Unregister(long afterZxid) implements NameInput {
        @Override
        public String function() {
            return "unregister";
        }

        @Override
        public @Nullable String argument() {
            return afterZxid == 0 ? null : after("", afterZxid);
        }
    }

    /** Asks for an id that nobody else gets. */
    record NextId() implements NameInput {
        @Override
        public String function() {
            return "next-id";
        }

        @Override
        public OperationOutput output(@Nullable String text) {
            return OperationOutput.WholeNumber.parse(text);
        }
    }
}
