package dev.stampede.checker.history.data;

import org.jspecify.annotations.Nullable;

/** Inputs of clients of naming services and id generators. */
public sealed interface NameInput extends OperationInput {

    /** In the argument of a conditional write, the text before the mzxid that the znode must have. */
    String AFTER = "after 0x";

    /** The address that this input writes, null if it writes none. */
    default @Nullable String address() {
        return null;
    }

    /** The mzxid of the state that a conditional write requires, 0 for an unconditional one. */
    default long afterZxid() {
        return 0;
    }

    /** Parses an input; null if it is none of these. */
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

    /** Looks up the address of a name. */
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

    /** How recent the state that a look-up returns must be. */
    enum LookUpKind {
        /** Any state that the member has. */
        PLAIN("look-up"),
        /** A state at least as new as that of a sync that was sent before the look-up. */
        SYNCED("synced-look-up"),
        /** A state at least as new as the last write before the look-up. */
        STRICT("strict-look-up");

        private final String function;

        LookUpKind(String function) {
            this.function = function;
        }
    }

    /** Registers a name, or a backend, with an address. */
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
     * Changes the address of a registered name.
     *
     * @param afterZxid the mzxid of the state that the write requires, 0 for an unconditional write
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

    /** Removes and registers a name in one transaction; the components are those of {@link Change}. */
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

    /** Registers a name whether or not it exists, with several requests. */
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

    /** Requests a unique id. */
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
