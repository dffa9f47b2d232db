package dev.stampede.nemesis.fault;

import static dev.stampede.nemesis.ensemble.Capability.CUT_CLIENTS;
import static dev.stampede.nemesis.ensemble.Capability.CUT_MEMBERS;
import static dev.stampede.nemesis.ensemble.Capability.FILL_DISKS;
import static dev.stampede.nemesis.ensemble.Capability.KILL_MEMBERS;
import static dev.stampede.nemesis.ensemble.Capability.LIMIT_MEMORY;
import static dev.stampede.nemesis.ensemble.Capability.LOCK_DISKS;
import static dev.stampede.nemesis.ensemble.Capability.PAUSE_MEMBERS;
import static dev.stampede.nemesis.ensemble.Capability.THROTTLE_MEMBERS;

import dev.stampede.checker.history.data.FaultEffect;
import dev.stampede.nemesis.ensemble.Capability;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A form of a {@link FaultFamily}, with all that is to be known of it before it is injected. */
public enum FaultShape {
    PARTITION_LEADER(
            FaultFamily.PARTITION,
            "leader",
            "The leader is cut off from every other member.",
            CUT_MEMBERS,
            2,
            Toll.ONE,
            Target.LEADER),
    PARTITION_RANDOM(
            FaultFamily.PARTITION,
            "random",
            "One member is cut off from every other member.",
            CUT_MEMBERS,
            2,
            Toll.ONE,
            Target.RANDOM),
    PARTITION_MAJORITY(
            FaultFamily.PARTITION,
            "majority",
            "A majority of the members is cut off from the minority.",
            CUT_MEMBERS,
            3,
            Toll.MINORITY,
            Target.ALL),
    PARTITION_RING(
            FaultFamily.PARTITION,
            "ring",
            "Every member hears a majority, no two hear the same one (majorities ring). With three members each pair"
                    + " is cut one way, so that no quorum is left.",
            CUT_MEMBERS,
            3,
            Toll.QUORUM,
            Target.ALL),
    PARTITION_BRIDGE(
            FaultFamily.PARTITION,
            "bridge",
            "The members fall into two halves that only one member, the bridge, reaches both of.",
            CUT_MEMBERS,
            3,
            Toll.MINORITY,
            Target.RANDOM),
    PARTITION_ONE_WAY(
            FaultFamily.PARTITION,
            "one-way",
            "One member either hears nothing from the others or is not heard by them, but not both.",
            CUT_MEMBERS,
            2,
            Toll.ONE,
            Target.RANDOM),
    PARTITION_ALL(
            FaultFamily.PARTITION,
            "all",
            "Every member is cut off from every other one: no quorum is left.",
            CUT_MEMBERS,
            2,
            Toll.QUORUM,
            Target.ALL),
    CLIENT_PARTITION_ONE(
            FaultFamily.CLIENT_PARTITION,
            "one",
            "One client is cut off from the member that it is connected to.",
            CUT_CLIENTS,
            1,
            Toll.NONE,
            Target.RANDOM_CLIENT),
    CLIENT_PARTITION_ALL(
            FaultFamily.CLIENT_PARTITION,
            "all",
            "One client is cut off from every member.",
            CUT_CLIENTS,
            1,
            Toll.NONE,
            Target.RANDOM_CLIENT),
    CLIENT_PARTITION_ANSWERS(
            FaultFamily.CLIENT_PARTITION,
            "answers",
            "The requests of one client still reach the member that it is connected to, but its answers are lost: what it asked for is done, and it does not know.",
            CUT_CLIENTS,
            1,
            Toll.NONE,
            Target.RANDOM_CLIENT),
    SESSION_EXPIRY_CLOSE(
            FaultFamily.SESSION_EXPIRY,
            "close",
            "A second handle with the same session id and password is closed: the server ends the session (real).",
            null,
            1,
            Toll.NONE,
            Target.RANDOM_CLIENT),
    SESSION_EXPIRY_CUT(
            FaultFamily.SESSION_EXPIRY,
            "cut",
            "A client is cut off from every member until the server has expired its session (real).",
            CUT_CLIENTS,
            1,
            Toll.NONE,
            Target.RANDOM_CLIENT),
    SESSION_EXPIRY_FAKED(
            FaultFamily.SESSION_EXPIRY,
            "faked",
            "The client is made to believe that its session has expired (injectSessionExpiration); the server keeps"
                    + " it. Never drawn when only the family is named.",
            null,
            1,
            Toll.NONE,
            Target.RANDOM_CLIENT),
    KILL_LEADER(
            FaultFamily.KILL,
            "leader",
            "The leader is killed and started again.",
            KILL_MEMBERS,
            1,
            Toll.ONE,
            Target.LEADER),
    KILL_RANDOM(
            FaultFamily.KILL,
            "random",
            "One member is killed and started again.",
            KILL_MEMBERS,
            1,
            Toll.ONE,
            Target.RANDOM),
    KILL_MAJORITY(
            FaultFamily.KILL,
            "majority",
            "A majority of the voting members is killed at once and started again: no quorum is left.",
            KILL_MEMBERS,
            1,
            Toll.QUORUM,
            Target.ALL),
    PAUSE_LEADER(
            FaultFamily.PAUSE,
            "leader",
            "The leader is stopped and goes on later.",
            PAUSE_MEMBERS,
            1,
            Toll.ONE,
            Target.LEADER),
    PAUSE_RANDOM(
            FaultFamily.PAUSE,
            "random",
            "One member is stopped and goes on later.",
            PAUSE_MEMBERS,
            1,
            Toll.ONE,
            Target.RANDOM),
    CPU_THROTTLE(
            FaultFamily.CPU,
            "throttle",
            "One member is throttled to a small part of one processor.",
            THROTTLE_MEMBERS,
            1,
            Toll.ONE,
            Target.RANDOM),
    MEMORY_LIMIT(
            FaultFamily.MEMORY,
            "limit",
            "One member is limited to less memory than it uses: the kernel takes pages away, or kills it; then it is started again when the limit is lifted.",
            LIMIT_MEMORY,
            1,
            Toll.ONE,
            Target.RANDOM),
    DISK_FULL(
            FaultFamily.DISK,
            "full",
            "The disk of one member is full. A member that ends of it is started again when there is room.",
            FILL_DISKS,
            1,
            Toll.ONE,
            Target.RANDOM),
    DISK_READ_ONLY(
            FaultFamily.DISK,
            "read-only",
            "One member is killed and comes back with its disk read-only, as after an error of the file system; it is started anew when the disk is writable.",
            LOCK_DISKS,
            1,
            Toll.ONE,
            Target.RANDOM),
    CLIENT_KILL_WORKER(
            FaultFamily.CLIENT_KILL,
            "worker",
            "The worker JVM of a client is killed, with all clients in it, and opened again.",
            null,
            1,
            Toll.NONE,
            Target.RANDOM_CLIENT),
    CLIENT_PAUSE_WORKER(
            FaultFamily.CLIENT_PAUSE,
            "worker",
            "The worker JVM of a client is stopped, with all clients in it, and goes on later.",
            null,
            1,
            Toll.NONE,
            Target.RANDOM_CLIENT);

    private final FaultFamily family;
    private final String label;
    private final String description;
    private final @Nullable Capability needs;
    private final int leastVoters;
    private final Toll toll;

    @SuppressWarnings("ImmutableEnumChecker") // records of strings and numbers: immutable, but not annotated so
    private final Target target;

    FaultShape(
            FaultFamily family,
            String label,
            String description,
            @Nullable Capability needs,
            int leastVoters,
            Toll toll,
            Target target) {
        this.family = family;
        this.label = label;
        this.description = description;
        this.needs = needs;
        this.leastVoters = leastVoters;
        this.toll = toll;
        this.target = target;
    }

    public FaultFamily family() {
        return family;
    }

    /** Its name within its family. */
    public String label() {
        return label;
    }

    /** {@code family:shape}, as on the command line, in plans and in histories. */
    public String kind() {
        return family.label() + ":" + label;
    }

    /** One or two sentences for people. */
    public String description() {
        return description;
    }

    /** What it takes from the ensemble while it lasts. */
    public Toll toll() {
        return toll;
    }

    /** Whom it befalls if nothing else is said. */
    public Target target() {
        return target;
    }

    /** Whether what it does is real; an expiry that is only faked on the client's side is not. */
    public boolean real() {
        return this != SESSION_EXPIRY_FAKED;
    }

    /** What it does to members, clients and links, in the order of the enum. */
    public List<FaultEffect> effects() {
        return switch (this) {
            case PARTITION_LEADER,
                    PARTITION_RANDOM,
                    PARTITION_MAJORITY,
                    PARTITION_RING,
                    PARTITION_BRIDGE,
                    PARTITION_ONE_WAY,
                    PARTITION_ALL -> List.of(FaultEffect.CUTS_MEMBERS);
            case CLIENT_PARTITION_ONE, CLIENT_PARTITION_ALL, CLIENT_PARTITION_ANSWERS ->
                List.of(FaultEffect.CUTS_CLIENTS);
            case SESSION_EXPIRY_CLOSE -> List.of(FaultEffect.CLOSES_CLIENT_SESSION);
            case SESSION_EXPIRY_CUT -> List.of(FaultEffect.CUTS_CLIENTS, FaultEffect.EXPIRES_CLIENT_SESSION);
            case SESSION_EXPIRY_FAKED -> List.of(FaultEffect.FAKES_SESSION_EXPIRY);
            case KILL_LEADER, KILL_RANDOM, KILL_MAJORITY -> List.of(FaultEffect.KILLS_MEMBERS);
            case PAUSE_LEADER, PAUSE_RANDOM -> List.of(FaultEffect.PAUSES_MEMBERS);
            case CPU_THROTTLE, MEMORY_LIMIT, DISK_FULL, DISK_READ_ONLY -> List.of(FaultEffect.STARVES_MEMBERS);
            case CLIENT_KILL_WORKER -> List.of(FaultEffect.KILLS_CLIENT_JVM);
            case CLIENT_PAUSE_WORKER -> List.of(FaultEffect.PAUSES_CLIENT_JVM);
        };
    }

    /** Whether it ends by itself, so that it lasts no time. */
    public boolean momentary() {
        return this == SESSION_EXPIRY_CLOSE || this == SESSION_EXPIRY_FAKED;
    }

    /** Whether it befalls a worker JVM. */
    public boolean needsWorkers() {
        return family == FaultFamily.CLIENT_KILL || family == FaultFamily.CLIENT_PAUSE;
    }

    /** Whether the target is a sensible one for this shape. */
    public boolean accepts(Target candidate) {
        if (target.equals(Target.ALL) || target.equals(Target.LEADER)) {
            return candidate.equals(target);
        }
        return family.befallsMembers() ? candidate.meansMember() : candidate.meansClient();
    }

    /** The targets that it accepts, for error messages. */
    public String acceptedTargets() {
        if (target.equals(Target.ALL) || target.equals(Target.LEADER)) {
            return "\"" + target + "\"";
        }
        return family.befallsMembers() ? Target.MEMBER_FORMS : Target.CLIENT_FORMS;
    }

    /**
     * Why it cannot be injected into such an ensemble, with the remedy; empty if it can.
     */
    public Optional<String> obstacle(EnsembleFacts facts) {
        if (needs != null && !facts.capabilities().contains(needs)) {
            return Optional.of(
                    "%s needs an ensemble whose %s; this one (%s) cannot do that. Leave it out, or run on --ensemble %s"
                            .formatted(kind(), need(needs), facts.description(), has(needs)));
        }
        if (facts.voters() < leastVoters) {
            return Optional.of(
                    "%s needs at least %d voting members; this ensemble has %d. Leave it out, or ask for --members %d"
                            .formatted(kind(), leastVoters, facts.voters(), Math.max(3, leastVoters)));
        }
        if (!family.befallsMembers() && facts.clients() == 0) {
            return Optional.of(
                    kind() + " needs a client; this run has none. Leave it out, or ask for --clients 1 or more");
        }
        if (needsWorkers() && facts.workers() == 0) {
            return Optional.of(
                    kind() + " needs worker JVMs; the clients of this run live in the harness itself. Leave it"
                            + " out, or ask for --client-jvms 1 or more");
        }
        return Optional.empty();
    }

    private static String need(Capability capability) {
        return switch (capability) {
            case CUT_MEMBERS -> "links between members can be cut";
            case CUT_CLIENTS -> "links between clients and members can be cut";
            case KILL_MEMBERS -> "members can be killed and restarted";
            case PAUSE_MEMBERS -> "members can be paused";
            case THROTTLE_MEMBERS -> "members can be given little processor time";
            case LIMIT_MEMORY -> "members' memory can be limited";
            case FILL_DISKS -> "members' disks can be filled";
            case LOCK_DISKS -> "members' disks can be made read-only";
        };
    }

    /** A kind of ensemble that has the capability, as the command line calls it. */
    private static String has(Capability capability) {
        return switch (capability) {
            case CUT_MEMBERS, CUT_CLIENTS, KILL_MEMBERS, PAUSE_MEMBERS -> "local";
            case THROTTLE_MEMBERS, LIMIT_MEMORY, FILL_DISKS, LOCK_DISKS -> "containers";
        };
    }

    /** The shape with this {@code family:shape}. */
    public static Optional<FaultShape> named(String kind) {
        return Arrays.stream(values()).filter(s -> s.kind().equals(kind)).findFirst();
    }

    /** What a fault takes from the ensemble while it lasts. */
    public enum Toll {
        /** No member. */
        NONE,
        /** One member at most. */
        ONE,
        /** As many members as the ensemble can do without. */
        MINORITY,
        /** Its quorum, on purpose. */
        QUORUM;

        /** How many voting members of so many it takes out at most. */
        public int members(int voters) {
            return switch (this) {
                case NONE -> 0;
                case ONE -> Math.min(1, voters);
                case MINORITY -> (voters - 1) / 2;
                case QUORUM -> voters;
            };
        }
    }
}
