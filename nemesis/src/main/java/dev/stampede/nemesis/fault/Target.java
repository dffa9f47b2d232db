package dev.stampede.nemesis.fault;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The target of a fault, by role or by number. A role is resolved when the fault is injected, and the result is
 * recorded. {@link #parse} reads the output of {@code toString}.
 *
 * @param number the number of the member or the client; 0 for a kind without a number
 */
public record Target(Kind kind, int number) {
    /** The member that leads. */
    public static final Target LEADER = new Target(Kind.LEADER, 0);
    /** A voting member that does not lead. */
    public static final Target FOLLOWER = new Target(Kind.FOLLOWER, 0);
    /** Any member. */
    public static final Target RANDOM = new Target(Kind.RANDOM, 0);
    /** Every member; the fault type selects those that it acts on. */
    public static final Target ALL = new Target(Kind.ALL, 0);
    /** A client that considers itself the lock holder or the leader, depending on the scenario. */
    public static final Target HOLDER = new Target(Kind.HOLDER, 0);
    /** Any client on which the fault can act. */
    public static final Target RANDOM_CLIENT = new Target(Kind.RANDOM_CLIENT, 0);
    /** The member that the holder is connected to. */
    public static final Target MEMBER_OF_HOLDER = new Target(Kind.MEMBER_OF_HOLDER, 0);

    /** The forms of a target that is a member, for error messages. */
    public static final String MEMBER_FORMS =
            "\"leader\", \"follower\", \"random\", \"member N\", \"member of client N\" or \"member of holder\"";

    /** The forms of a target that is a client, for error messages. */
    public static final String CLIENT_FORMS = "\"random client\", \"holder\" or \"client N\"";

    private static final Pattern NUMBERED = Pattern.compile("(member|client|member of client) ([0-9]{1,4})");

    public Target {
        if (number < 0 || number > 9_999 || (!kind.numbered && number != 0)) {
            throw new IllegalArgumentException(
                    "a target \"%s\" cannot have the number %d".formatted(kind.text, number));
        }
    }

    /** The member with this number. */
    public static Target member(int number) {
        return new Target(Kind.MEMBER, number);
    }

    /** The client with this number. */
    public static Target client(int number) {
        return new Target(Kind.CLIENT, number);
    }

    /** The member that the client with this number is connected to. */
    public static Target memberOfClient(int number) {
        return new Target(Kind.MEMBER_OF_CLIENT, number);
    }

    /** Whether this target resolves to one member. */
    public boolean meansMember() {
        return switch (kind) {
            case LEADER, FOLLOWER, RANDOM, MEMBER, MEMBER_OF_CLIENT, MEMBER_OF_HOLDER -> true;
            case ALL, HOLDER, RANDOM_CLIENT, CLIENT -> false;
        };
    }

    /** Whether this target resolves to one client. */
    public boolean meansClient() {
        return switch (kind) {
            case HOLDER, RANDOM_CLIENT, CLIENT -> true;
            case LEADER, FOLLOWER, RANDOM, MEMBER, MEMBER_OF_CLIENT, MEMBER_OF_HOLDER, ALL -> false;
        };
    }

    /** Parses the output of {@code toString}; empty if the text is not a target. */
    public static Optional<Target> parse(String text) {
        Matcher numbered = NUMBERED.matcher(text);
        boolean matches = numbered.matches();
        String name = matches ? numbered.group(1) : text;
        int number = matches ? Integer.parseInt(numbered.group(2)) : 0;
        return Arrays.stream(Kind.values())
                .filter(k -> k.numbered == matches && k.text.equals(name))
                .map(k -> new Target(k, number))
                .findFirst();
    }

    @Override
    public String toString() {
        return kind.numbered ? kind.text + " " + number : kind.text;
    }

    /** The kinds of targets. */
    public enum Kind {
        LEADER("leader", false),
        FOLLOWER("follower", false),
        RANDOM("random", false),
        ALL("all", false),
        MEMBER("member", true),
        MEMBER_OF_CLIENT("member of client", true),
        MEMBER_OF_HOLDER("member of holder", false),
        HOLDER("holder", false),
        RANDOM_CLIENT("random client", false),
        CLIENT("client", true);

        private final String text;
        private final boolean numbered;

        Kind(String text, boolean numbered) {
            this.text = text;
            this.numbered = numbered;
        }
    }
}
