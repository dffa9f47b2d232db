package dev.stampede.workloads.junit;

import dev.stampede.nemesis.fault.Target;
import dev.stampede.nemesis.plan.FaultSchedule;
import dev.stampede.nemesis.plan.Faults;
import dev.stampede.workloads.junit.Requirement.Counted;
import java.time.Duration;
import java.util.Map;

/**
 * Everything that a chaos test names, for one static import: workloads, faults, their targets, times, requirements,
 * checks and the assertion on a run.
 *
 * <pre>{@code
 * import static dev.stampede.workloads.junit.Stampede.*;
 * }</pre>
 *
 * <p>AssertJ's own {@code assertThat} may be imported as well. With {@code Assertions.*}, the compiler chooses the
 * method of this class for a {@link ChaosRun}, because it is more specific. A single import of
 * {@code Assertions.assertThat} hides the method of this class, but returns the same {@link ChaosRunAssert}, because a
 * run is an {@code AssertProvider}.
 */
public final class Stampede extends RecipeWorkloads {
    /** The member that leads. */
    public static final Target LEADER = Target.LEADER;
    /** A voting member that does not lead. */
    public static final Target FOLLOWER = Target.FOLLOWER;
    /** Any member. */
    public static final Target RANDOM = Target.RANDOM;
    /** Every member; the fault selects those that it acts on. */
    public static final Target ALL = Target.ALL;
    /** The client that holds the lock, or leads. */
    public static final Target HOLDER = Target.HOLDER;
    /** Any client that has a session. */
    public static final Target RANDOM_CLIENT = Target.RANDOM_CLIENT;
    /** The member that the holder is connected to. */
    public static final Target MEMBER_OF_HOLDER = Target.MEMBER_OF_HOLDER;

    /** Partitions between members that are proven to have taken effect. */
    public static final Counted PARTITIONS = faults("partition");
    /** Session expiries that are proven to have taken effect. */
    public static final Counted SESSION_EXPIRIES = faults("session-expiry");
    /** Kills of members that are proven to have taken effect. */
    public static final Counted KILLS = faults("kill");
    /** Pauses of members that are proven to have taken effect. */
    public static final Counted PAUSES = faults("pause");
    /** Successful acquires. */
    public static final Counted ACQUIRES = operations("acquire");

    private Stampede() {}

    /** Starts assertions on the verdict of a run. */
    public static ChaosRunAssert assertThat(ChaosRun run) {
        return new ChaosRunAssert(run);
    }

    /** A number of milliseconds. */
    public static Duration millis(long number) {
        return Duration.ofMillis(number);
    }

    /** A number of seconds. */
    public static Duration seconds(long number) {
        return Duration.ofSeconds(number);
    }

    /** A number of minutes. */
    public static Duration minutes(long number) {
        return Duration.ofMinutes(number);
    }

    /** At least this number of these events; a run with fewer events is INCONCLUSIVE. */
    public static Requirement atLeast(int number, Counted what) {
        return new Requirement(number, what);
    }

    /** Faults of this family that are proven to have taken effect, such as {@code partition}. */
    public static Counted faults(String family) {
        return new Counted("faults." + family);
    }

    /** Successful operations of this function, such as {@code acquire}. */
    public static Counted operations(String function) {
        return new Counted("ok." + function);
    }

    /** Group membership, by ephemeral znodes and watches on the children. */
    public static Workload naiveMembership() {
        return workload("membership", "naive");
    }

    /** Group membership by Curator's {@code GroupMember}. */
    public static Workload groupMember() {
        return workload("membership", "group-member");
    }

    /** Watches by plain requests, and ephemerals, TTL znodes and containers. */
    public static Workload naiveWatches() {
        return workload("watches", "naive");
    }

    /** The fault with this {@code family:shape} at its default target; {@code list faults} prints all. */
    public static FaultSchedule fault(String name) {
        return Faults.of(name);
    }

    /** One member is cut off from the others; {@link #ALL} cuts every member off from every other. */
    public static FaultSchedule partition(Target target) {
        return Faults.partition(target);
    }

    /** A majority is cut off from the minority. */
    public static FaultSchedule majorityPartition() {
        return Faults.majorityPartition();
    }

    /** Every member hears a majority, and no two members hear the same majority. */
    public static FaultSchedule ring() {
        return Faults.ring();
    }

    /** The members are divided into two halves, and only one member reaches both. */
    public static FaultSchedule bridge() {
        return Faults.bridge();
    }

    /** One member either hears nothing from the others or is not heard by them. */
    public static FaultSchedule oneWay(Target target) {
        return Faults.oneWay(target);
    }

    /** A client is cut off from the member that it is connected to. */
    public static FaultSchedule clientPartition(Target client) {
        return Faults.clientPartition(client);
    }

    /** A client is cut off from every member. */
    public static FaultSchedule clientIsolation(Target client) {
        return Faults.clientIsolation(client);
    }

    /** The requests of a client are executed, and the answers are lost. */
    public static FaultSchedule lostAnswers(Target client) {
        return Faults.lostAnswers(client);
    }

    /** The session of a random client is closed by a second handle. */
    public static FaultSchedule sessionExpiry() {
        return Faults.sessionExpiry();
    }

    /** The session of this client is closed by a second handle. */
    public static FaultSchedule sessionExpiry(Target client) {
        return Faults.sessionExpiry(client);
    }

    /** The client is cut off until its session has expired. */
    public static FaultSchedule sessionTimeout(Target client) {
        return Faults.sessionTimeout(client);
    }

    /** A member is killed and restarted; {@link #ALL} kills a majority at once. */
    public static FaultSchedule kill(Target target) {
        return Faults.kill(target);
    }

    /** A member is paused and continues later. */
    public static FaultSchedule pause(Target target) {
        return Faults.pause(target);
    }

    /** The processor time of a member is limited. */
    public static FaultSchedule throttle(Target target) {
        return Faults.throttle(target);
    }

    /** The memory of a member is limited to less than it uses. */
    public static FaultSchedule memoryLimit(Target target) {
        return Faults.memoryLimit(target);
    }

    /** The disk of a member is full. */
    public static FaultSchedule fullDisk(Target target) {
        return Faults.fullDisk(target);
    }

    /** A member is restarted with a read-only disk. */
    public static FaultSchedule readOnlyDisk(Target target) {
        return Faults.readOnlyDisk(target);
    }

    /** The worker JVM of a client is killed and restarted. */
    public static FaultSchedule clientKill(Target client) {
        return Faults.clientKill(client);
    }

    /** The worker JVM of a client is paused and continues later. */
    public static FaultSchedule clientPause(Target client) {
        return Faults.clientPause(client);
    }

    /** The member with this number. */
    public static Target member(int number) {
        return Target.member(number);
    }

    /** The client with this number. */
    public static Target client(int number) {
        return Target.client(number);
    }

    /** The member that the client with this number is connected to. */
    public static Target memberOfClient(int number) {
        return Target.memberOfClient(number);
    }

    /** The check with this name; {@code list checks} prints all, with their parameters. */
    public static Promise check(String name) {
        return new Promise(name, Map.of());
    }

    /** At most one client holds the lock at a time, in the four views of the check. */
    public static Promise mutualExclusion() {
        return check("mutual-exclusion");
    }

    /** At most one client is the leader at a time, in the four views of the check. */
    public static Promise singleMaster() {
        return check("single-master");
    }

    /** Every change reaches every connected client in time and in order, and the event of a change before its data. */
    public static Promise propagation() {
        return check("propagation");
    }

    /** The reads of a session never return an older state than an earlier one. */
    public static Promise sessionOrder() {
        return check("session-order");
    }

    /** Each multi happens as a whole, and no read shows a part of it. */
    public static Promise transactions() {
        return check("transactions");
    }

    /** Each name has the value that its owner set last. */
    public static Promise naming() {
        return check("naming");
    }

    /** Ids are unique, and increase in real time. */
    public static Promise uniqueIds() {
        return check("unique-ids");
    }

    /** Balancers list and use the live backends, within derived bounds. */
    public static Promise balancing() {
        return check("balancing");
    }

    /** Operations succeed again within the derived budget after each heal. */
    public static Promise recovery() {
        return check("recovery");
    }

    /** The ensemble kept its own guarantees. */
    public static Promise guarantees() {
        return check("guarantees");
    }

    /** All members have the same tree, and no acknowledged write is lost. */
    public static Promise audit() {
        return check("audit");
    }
}
