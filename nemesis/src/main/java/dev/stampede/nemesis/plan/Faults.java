package dev.stampede.nemesis.plan;

import dev.stampede.nemesis.fault.FaultShape;
import dev.stampede.nemesis.fault.Target;

/** What a test says of the faults that it wants; meant to be imported statically. */
public final class Faults {
    private Faults() {}

    /** One member is cut off from the others; {@link Target#ALL} cuts all from all. */
    public static FaultSchedule partition(Target target) {
        if (target.equals(Target.ALL)) {
            return of(FaultShape.PARTITION_ALL);
        }
        return target.equals(Target.LEADER)
                ? of(FaultShape.PARTITION_LEADER)
                : of(FaultShape.PARTITION_RANDOM).at(target);
    }

    /** A majority is cut off from the minority. */
    public static FaultSchedule majorityPartition() {
        return of(FaultShape.PARTITION_MAJORITY);
    }

    /** Every member hears a majority, no two the same. */
    public static FaultSchedule ring() {
        return of(FaultShape.PARTITION_RING);
    }

    /** Two halves that only one member reaches both of. */
    public static FaultSchedule bridge() {
        return of(FaultShape.PARTITION_BRIDGE);
    }

    /** One member does not hear the others, or is not heard. */
    public static FaultSchedule oneWay(Target target) {
        return of(FaultShape.PARTITION_ONE_WAY).at(target);
    }

    /** A client is cut off from its member. */
    public static FaultSchedule clientPartition(Target client) {
        return of(FaultShape.CLIENT_PARTITION_ONE).at(client);
    }

    /** A client is cut off from every member. */
    public static FaultSchedule clientIsolation(Target client) {
        return of(FaultShape.CLIENT_PARTITION_ALL).at(client);
    }

    /** What a client asks its member for is done, and the answers are lost. */
    public static FaultSchedule lostAnswers(Target client) {
        return of(FaultShape.CLIENT_PARTITION_ANSWERS).at(client);
    }

    /** The session of some client is closed by a second handle. */
    public static FaultSchedule sessionExpiry() {
        return sessionExpiry(Target.RANDOM_CLIENT);
    }

    /** The session of this client is closed by a second handle. */
    public static FaultSchedule sessionExpiry(Target client) {
        return of(FaultShape.SESSION_EXPIRY_CLOSE).at(client);
    }

    /** The client is cut off until its session has expired. */
    public static FaultSchedule sessionTimeout(Target client) {
        return of(FaultShape.SESSION_EXPIRY_CUT).at(client);
    }

    /** A member is killed and started again; {@link Target#ALL} kills a majority at once. */
    public static FaultSchedule kill(Target target) {
        if (target.equals(Target.ALL)) {
            return of(FaultShape.KILL_MAJORITY);
        }
        return target.equals(Target.LEADER)
                ? of(FaultShape.KILL_LEADER)
                : of(FaultShape.KILL_RANDOM).at(target);
    }

    /** A member is stopped and goes on later. */
    public static FaultSchedule pause(Target target) {
        return target.equals(Target.LEADER)
                ? of(FaultShape.PAUSE_LEADER)
                : of(FaultShape.PAUSE_RANDOM).at(target);
    }

    /** A member gets little processor time. */
    public static FaultSchedule throttle(Target target) {
        return of(FaultShape.CPU_THROTTLE).at(target);
    }

    /** A member gets less memory than it uses. */
    public static FaultSchedule memoryLimit(Target target) {
        return of(FaultShape.MEMORY_LIMIT).at(target);
    }

    /** The disk of a member is full. */
    public static FaultSchedule fullDisk(Target target) {
        return of(FaultShape.DISK_FULL).at(target);
    }

    /** A member comes back with its disk read-only. */
    public static FaultSchedule readOnlyDisk(Target target) {
        return of(FaultShape.DISK_READ_ONLY).at(target);
    }

    /** The worker JVM of a client is killed and opened again. */
    public static FaultSchedule clientKill(Target client) {
        return of(FaultShape.CLIENT_KILL_WORKER).at(client);
    }

    /** The worker JVM of a client is stopped and goes on later. */
    public static FaultSchedule clientPause(Target client) {
        return of(FaultShape.CLIENT_PAUSE_WORKER).at(client);
    }

    /** Any shape, at its usual target. */
    public static FaultSchedule of(FaultShape shape) {
        return new FaultSchedule(shape, shape.target(), null, null, null);
    }
}
