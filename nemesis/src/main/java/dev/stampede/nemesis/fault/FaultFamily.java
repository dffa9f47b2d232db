package dev.stampede.nemesis.fault;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A kind of fault. Its forms are its {@link #shapes}. */
public enum FaultFamily {
    PARTITION("partition", "Members are cut off from members, both ways or one way."),
    CLIENT_PARTITION(
            "client-partition", "A client is cut off from one member, or from all of them, both ways or one way."),
    SESSION_EXPIRY("session-expiry", "A client loses its session."),
    KILL("kill", "Members are killed (SIGKILL) and started again."),
    PAUSE("pause", "Members are stopped (SIGSTOP) and go on later (SIGCONT)."),
    CPU("cpu", "Members get little processor time."),
    MEMORY("memory", "Members get less memory than they use."),
    DISK("disk", "Members cannot write to their disks."),
    CLIENT_KILL("client-kill", "A worker JVM with all its clients is killed (SIGKILL) and opened again."),
    CLIENT_PAUSE("client-pause", "A worker JVM with all its clients is stopped (SIGSTOP) and goes on later (SIGCONT).");

    private final String label;
    private final String description;

    FaultFamily(String label, String description) {
        this.label = label;
        this.description = description;
    }

    /** Its name on the command line, in plans and in histories. */
    public String label() {
        return label;
    }

    /** One sentence for people. */
    public String description() {
        return description;
    }

    /** Its forms, in the order in which they are listed. */
    public List<FaultShape> shapes() {
        return Arrays.stream(FaultShape.values())
                .filter(shape -> shape.family() == this)
                .toList();
    }

    /** The forms that a plan draws from when only the family is named: those that are real. */
    public List<FaultShape> realShapes() {
        return shapes().stream().filter(FaultShape::real).toList();
    }

    /** Whether it befalls members, so that several at once may cost the ensemble its quorum. */
    public boolean befallsMembers() {
        return switch (this) {
            case PARTITION, KILL, PAUSE, CPU, MEMORY, DISK -> true;
            case CLIENT_PARTITION, SESSION_EXPIRY, CLIENT_KILL, CLIENT_PAUSE -> false;
        };
    }

    /** Whether every ensemble that is our own can do it, and not only one of containers. */
    public boolean common() {
        return switch (this) {
            case PARTITION, CLIENT_PARTITION, SESSION_EXPIRY, KILL, PAUSE, CLIENT_KILL, CLIENT_PAUSE -> true;
            case CPU, MEMORY, DISK -> false;
        };
    }

    /** The family with this name. */
    public static Optional<FaultFamily> named(String label) {
        return Arrays.stream(values()).filter(f -> f.label.equals(label)).findFirst();
    }
}
