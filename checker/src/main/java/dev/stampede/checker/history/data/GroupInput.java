package dev.stampede.checker.history.data;

import org.jspecify.annotations.Nullable;

/**
 * Inputs of group members, and of clients that watch a group. The key of an input about a membership is the path of the
 * member's znode; the key of an input about a view is the path of the group.
 */
public sealed interface GroupInput extends OperationInput {

    /** Parses an input; null if it is none of these. */
    static @Nullable GroupInput parse(String function, @Nullable String argument) {
        return argument == null ? withoutData(function) : withData(function, argument);
    }

    private static @Nullable GroupInput withoutData(String function) {
        return switch (function) {
            case "leaveGroup" -> new Leave();
            case "members" -> new ListMembers();
            case "closeView" -> new CloseView();
            case "closeSession" -> new CloseSession();
            default -> null;
        };
    }

    private static @Nullable GroupInput withData(String function, String data) {
        return switch (function) {
            case "joinGroup" -> new Join(data);
            case "setMemberData" -> new SetMemberData(data);
            default -> null;
        };
    }

    /** A client joins a group, with this data. */
    record Join(String data) implements GroupInput {
        @Override
        public String function() {
            return "joinGroup";
        }

        @Override
        public String argument() {
            return data;
        }
    }

    /** A group member replaces its data. */
    record SetMemberData(String data) implements GroupInput {
        @Override
        public String function() {
            return "setMemberData";
        }

        @Override
        public String argument() {
            return data;
        }
    }

    /** A group member leaves its group. */
    record Leave() implements GroupInput {
        @Override
        public String function() {
            return "leaveGroup";
        }
    }

    /** A client receives a list of the members of a group (its view), and uses it until the next one. */
    record ListMembers() implements GroupInput {
        @Override
        public String function() {
            return "members";
        }

        @Override
        public OperationOutput output(@Nullable String text) {
            return OperationOutput.Members.parse(text);
        }
    }

    /** A client no longer uses its view of a group. */
    record CloseView() implements GroupInput {
        @Override
        public String function() {
            return "closeView";
        }
    }

    /** A client closes its session, which ends its memberships and its views. */
    record CloseSession() implements GroupInput {
        @Override
        public String function() {
            return "closeSession";
        }
    }
}
