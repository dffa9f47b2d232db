package dev.stampede.workloads.junit;

import dev.stampede.workloads.registry.BalancingScenario;
import dev.stampede.workloads.registry.BarrierScenario;
import dev.stampede.workloads.registry.ConfigurationScenario;
import dev.stampede.workloads.registry.CounterScenario;
import dev.stampede.workloads.registry.ElectionScenario;
import dev.stampede.workloads.registry.LockScenario;
import dev.stampede.workloads.registry.MembershipScenario;
import dev.stampede.workloads.registry.QueueScenario;
import dev.stampede.workloads.registry.RegistersScenario;

/**
 * The workloads of your own classes; {@link Stampede} inherits these methods. The interfaces of
 * {@code dev.stampede.workloads.user} say what a class needs and what is checked. Each method throws
 * {@link IllegalArgumentException} if the class is unsuitable; the message lists all reasons.
 */
public abstract class UserWorkloads {
    /** Two groups of three members, as the setting {@code members} says. */
    private static final int BARRIER_CLIENTS = 6;

    UserWorkloads() {}

    /**
     * Your own lock: a {@link dev.stampede.workloads.user.UserLock}, or a class with the public methods
     * {@code acquire()} or {@code lock()}, and {@code release()} or {@code unlock()}.
     */
    public static Workload lock(Class<?> type) {
        return Workload.of(LockScenario.lock(type));
    }

    /**
     * Your own read-write lock: a {@link dev.stampede.workloads.user.UserReadWriteLock}, or a class with public methods
     * of the names that this interface lists.
     */
    public static Workload readWriteLock(Class<?> type) {
        return Workload.of(LockScenario.readWriteLock(type));
    }

    /**
     * Your own leader election: a {@link dev.stampede.workloads.user.UserElection}, or a class with the public methods
     * {@code isLeader()} or {@code hasLeadership()}, {@code close()} or {@code stop()}, and optionally {@code start()}.
     */
    public static Workload election(Class<?> type) {
        return Workload.of(ElectionScenario.of(type));
    }

    /** Your own configuration with a cache: a {@link dev.stampede.workloads.user.UserConfiguration}. */
    public static Workload configuration(Class<?> type) {
        return Workload.of(ConfigurationScenario.of(type));
    }

    /** Your own counter: a {@link dev.stampede.workloads.user.UserCounter}. */
    public static Workload counter(Class<?> type) {
        return Workload.of(CounterScenario.of(type));
    }

    /**
     * Your own double barriers: a {@link dev.stampede.workloads.user.UserBarrier}. Six clients form two groups of
     * three.
     */
    public static Workload barrier(Class<?> type) {
        return Workload.of(BarrierScenario.of(type)).clients(BARRIER_CLIENTS);
    }

    /** Your own registers: a {@link dev.stampede.workloads.user.UserRegister}. */
    public static Workload register(Class<?> type) {
        return Workload.of(RegistersScenario.of(type));
    }

    /** Your own registry of services: a {@link dev.stampede.workloads.user.UserRegistry}. */
    public static Workload registry(Class<?> type) {
        return Workload.of(BalancingScenario.of(type));
    }

    /** Your own queues: a {@link dev.stampede.workloads.user.UserQueue}. */
    public static Workload queue(Class<?> type) {
        return Workload.of(QueueScenario.of(type));
    }

    /** Your own group membership: a {@link dev.stampede.workloads.user.UserMembership}. */
    public static Workload membership(Class<?> type) {
        return Workload.of(MembershipScenario.of(type));
    }
}
