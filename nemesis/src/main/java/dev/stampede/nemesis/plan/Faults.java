package dev.stampede.nemesis.plan;

import dev.stampede.nemesis.fault.FaultType;
import dev.stampede.nemesis.fault.Target;
import dev.stampede.nemesis.fault.network.ClientPartitionFault;
import dev.stampede.nemesis.fault.network.PartitionFault;
import dev.stampede.nemesis.fault.process.KillFault;
import dev.stampede.nemesis.fault.process.PauseFault;
import dev.stampede.nemesis.fault.process.WorkerFault;
import dev.stampede.nemesis.fault.registry.FaultTypes;
import dev.stampede.nemesis.fault.resource.ResourceFault;
import dev.stampede.nemesis.fault.session.SessionExpiryFault;

/** Factory methods for the faults of a test. Import them statically. */
public final class Faults {
    private Faults() {}

    /** One member is cut off from the others; {@link Target#ALL} cuts every member off from every other. */
    public static FaultSchedule partition(Target target) {
        if (target.equals(Target.ALL)) {
            return of(PartitionFault.ALL);
        }
        return target.equals(Target.LEADER)
                ? of(PartitionFault.LEADER)
                : of(PartitionFault.RANDOM).at(target);
    }

    /** A majority is cut off from the minority. */
    public static FaultSchedule majorityPartition() {
        return of(PartitionFault.MAJORITY);
    }

    /** Every member hears a majority, and no two members hear the same one. */
    public static FaultSchedule ring() {
        return of(PartitionFault.RING);
    }

    /** The members are divided into two halves, and only one member reaches both. */
    public static FaultSchedule bridge() {
        return of(PartitionFault.BRIDGE);
    }

    /** One member either hears nothing from the others or is not heard by them. */
    public static FaultSchedule oneWay(Target target) {
        return of(PartitionFault.ONE_WAY).at(target);
    }

    /** A client is cut off from the member that it is connected to. */
    public static FaultSchedule clientPartition(Target client) {
        return of(ClientPartitionFault.ONE).at(client);
    }

    /** A client is cut off from every member. */
    public static FaultSchedule clientIsolation(Target client) {
        return of(ClientPartitionFault.ALL).at(client);
    }

    /** The requests of a client are executed, and the answers are lost. */
    public static FaultSchedule lostAnswers(Target client) {
        return of(ClientPartitionFault.ANSWERS).at(client);
    }

    /** The session of a random client is closed by a second handle. */
    public static FaultSchedule sessionExpiry() {
        return sessionExpiry(Target.RANDOM_CLIENT);
    }

    /** The session of this client is closed by a second handle. */
    public static FaultSchedule sessionExpiry(Target client) {
        return of(SessionExpiryFault.CLOSE).at(client);
    }

    /** The client is cut off until its session has expired. */
    public static FaultSchedule sessionTimeout(Target client) {
        return of(SessionExpiryFault.CUT).at(client);
    }

    /** A member is killed and restarted; {@link Target#ALL} kills a majority at once. */
    public static FaultSchedule kill(Target target) {
        if (target.equals(Target.ALL)) {
            return of(KillFault.MAJORITY);
        }
        return target.equals(Target.LEADER)
                ? of(KillFault.LEADER)
                : of(KillFault.RANDOM).at(target);
    }

    /** A member is paused and continues later. */
    public static FaultSchedule pause(Target target) {
        return target.equals(Target.LEADER)
                ? of(PauseFault.LEADER)
                : of(PauseFault.RANDOM).at(target);
    }

    /** The processor time of a member is limited. */
    public static FaultSchedule throttle(Target target) {
        return of(ResourceFault.CPU_THROTTLE).at(target);
    }

    /** The memory of a member is limited to less than it uses. */
    public static FaultSchedule memoryLimit(Target target) {
        return of(ResourceFault.MEMORY_LIMIT).at(target);
    }

    /** The disk of a member is full. */
    public static FaultSchedule fullDisk(Target target) {
        return of(ResourceFault.DISK_FULL).at(target);
    }

    /** A member is restarted with a read-only disk. */
    public static FaultSchedule readOnlyDisk(Target target) {
        return of(ResourceFault.DISK_READ_ONLY).at(target);
    }

    /** The worker JVM of a client is killed and restarted. */
    public static FaultSchedule clientKill(Target client) {
        return of(WorkerFault.KILL).at(client);
    }

    /** The worker JVM of a client is paused and continues later. */
    public static FaultSchedule clientPause(Target client) {
        return of(WorkerFault.PAUSE).at(client);
    }

    /** A fault of this type with its default target. */
    public static FaultSchedule of(FaultType type) {
        return new FaultSchedule(type, type.scope().defaultTarget(), null, null, null);
    }

    /**
     * A fault of the type with this {@code family:shape} and its default target.
     *
     * @throws IllegalArgumentException if the type is unknown; the message has the most similar names
     */
    public static FaultSchedule of(String name) {
        return of(FaultTypes.named(name)
                .orElseThrow(() -> new IllegalArgumentException("unknown fault \"%s\"; nearest: %s"
                        .formatted(name, String.join(", ", FaultTypes.nearestTypes(name))))));
    }
}
