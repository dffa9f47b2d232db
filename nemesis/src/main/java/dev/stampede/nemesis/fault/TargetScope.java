package dev.stampede.nemesis.fault;

import java.util.Optional;

/** The kinds of targets that a fault type can have. */
public enum TargetScope {
    /** The member that leads, and no other. */
    LEADER(Target.LEADER, "\"leader\""),
    /** One member, by role or by number. */
    MEMBER(Target.RANDOM, Target.MEMBER_FORMS),
    /** All members; the fault type selects those that it acts on. */
    ALL_MEMBERS(Target.ALL, "\"all\""),
    /** One client, by role or by number. */
    CLIENT(Target.RANDOM_CLIENT, Target.CLIENT_FORMS),
    /** The worker JVM of one client, with all clients in it. */
    WORKER(Target.RANDOM_CLIENT, Target.CLIENT_FORMS);

    @SuppressWarnings("ImmutableEnumChecker") // a record of an enum and a number is immutable, but not annotated
    private final Target defaultTarget;

    private final String acceptedForms;

    TargetScope(Target defaultTarget, String acceptedForms) {
        this.defaultTarget = defaultTarget;
        this.acceptedForms = acceptedForms;
    }

    /** The default target. */
    public Target defaultTarget() {
        return defaultTarget;
    }

    /** The targets that {@link #accepts} accepts, for error messages. */
    public String acceptedForms() {
        return acceptedForms;
    }

    /** Whether faults of this scope act on members, so that several active faults may leave no quorum. */
    public boolean affectsMembers() {
        return this == LEADER || this == MEMBER || this == ALL_MEMBERS;
    }

    /** Whether this target is within the scope. */
    public boolean accepts(Target target) {
        return switch (this) {
            case LEADER, ALL_MEMBERS -> target.equals(defaultTarget);
            case MEMBER -> target.meansMember();
            case CLIENT, WORKER -> target.meansClient();
        };
    }

    /** The reason why a run with these facts has no target in this scope, with the remedy; empty if it has a target. */
    Optional<String> obstacle(String fault, EnsembleFacts facts) {
        if (!affectsMembers() && facts.clients() == 0) {
            return Optional.of(
                    fault + " needs a client; this run has none. Leave the fault out, or add --clients 1 or more");
        }
        if (this == WORKER && facts.workers() == 0) {
            return Optional.of(
                    fault + " needs worker JVMs; the clients of this run are in the harness itself. Leave the"
                            + " fault out, or add --client-jvms 1 or more");
        }
        return Optional.empty();
    }
}
