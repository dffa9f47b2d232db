package dev.stampede.nemesis.fault;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whom a fault is to befall, by role. What the role is resolved to is found out when the fault is injected, and
 * recorded. Written as {@link #toString} says; {@link #parse} reads it back.
 */
public sealed interface Target {
    /** The member that leads. */
    Target LEADER = new Role("leader");
    /** A voting member that does not lead. */
    Target FOLLOWER = new Role("follower");
    /** Any member. */
    Target RANDOM = new Role("random");
    /** Every member: the shape says who is taken. */
    Target ALL = new Role("all");
    /** The client that believes to hold what the scenario is about. */
    Target HOLDER = new Role("holder");
    /** Any client that has a session. */
    Target RANDOM_CLIENT = new Role("random client");
    /** The member that the holder is connected to. */
    Target MEMBER_OF_HOLDER = new Role("member of holder");

    /** What a member may be called, for error messages. */
    String MEMBER_FORMS =
            "\"leader\", \"follower\", \"random\", \"member N\", \"member of client N\" or \"member of holder\"";

    /** What a client may be called, for error messages. */
    String CLIENT_FORMS = "\"random client\", \"holder\" or \"client N\"";

    /** The member with this number. */
    static Target member(int number) {
        return new Member(number);
    }

    /** The client with this number. */
    static Target client(int number) {
        return new Client(number);
    }

    /** The member that the client with this number is connected to. */
    static Target memberOfClient(int number) {
        return new MemberOfClient(number);
    }

    /** Whether it is resolved to one member. */
    default boolean meansMember() {
        return this instanceof Member
                || this instanceof MemberOfClient
                || equals(LEADER)
                || equals(FOLLOWER)
                || equals(RANDOM)
                || equals(MEMBER_OF_HOLDER);
    }

    /** Whether it is resolved to one client. */
    default boolean meansClient() {
        return this instanceof Client || equals(HOLDER) || equals(RANDOM_CLIENT);
    }

    /** Reads what {@link #toString} wrote; empty if it is none. */
    static Optional<Target> parse(String text) {
        for (Target role : new Target[] {LEADER, FOLLOWER, RANDOM, ALL, HOLDER, RANDOM_CLIENT, MEMBER_OF_HOLDER}) {
            if (role.toString().equals(text)) {
                return Optional.of(role);
            }
        }
        Matcher matcher =
                Pattern.compile("(member|client|member of client) ([0-9]{1,4})").matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int number = Integer.parseInt(matcher.group(2));
        return Optional.of(
                switch (matcher.group(1)) {
                    case "member" -> member(number);
                    case "client" -> client(number);
                    default -> memberOfClient(number);
                });
    }

    /** One of the roles above. */
    record Role(String name) implements Target {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A member by its number. */
    record Member(int number) implements Target {
        @Override
        public String toString() {
            return "member " + number;
        }
    }

    /** A client by its number. */
    record Client(int number) implements Target {
        @Override
        public String toString() {
            return "client " + number;
        }
    }

    /** The member that a client is connected to. */
    record MemberOfClient(int number) implements Target {
        @Override
        public String toString() {
            return "member of client " + number;
        }
    }
}
