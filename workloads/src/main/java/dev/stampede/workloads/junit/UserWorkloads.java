package dev.stampede.workloads.junit;

import dev.stampede.workloads.registry.BalancingScenario;
import dev.stampede.workloads.registry.ConfigurationScenario;
import dev.stampede.workloads.registry.ElectionScenario;
import dev.stampede.workloads.registry.LockScenario;
import dev.stampede.workloads.registry.RegistersScenario;

/**
 * The workloads of your own classes; {@link Stampede} has them, too. The interfaces of {@code dev.stampede.workloads.user}
 * say what a class needs and what is checked. Each method throws {@link IllegalArgumentException} if the class is unsuitable;
 * the message lists all reasons.
 */
public abstract class UserWorkloads {
    UserWorkloads() {}

    /**
     * Your own lock: a {@link dev.stampede.workloads.user.UserLock}, or a class with the public methods {@code acquire()} or
     * {@code lock()}, and {@code release()} or {@code unlock()}.
     */
    public static Workload lock(Class<?> type) {
        return Workload.of(LockScenario.lock(type));
    }

    /**
     * Your own read-write lock: a {@link dev.stampede.workloads.user.UserReadWriteLock}, or a class with public methods of
     * the names that it lists.
     */
    public static Workload readWriteLock(Class<?> type) {
        return Workload.of(LockScenario.readWriteLock(type));
    }

    /**
     * Your own leader election: a {@link dev.stampede.workloads.user.UserElection}, or a class with the public methods
     * {@code isLeader()} or {@code hasLeadership()}, {@code close()} or {@code stop()}, and perhaps {@code start()}.
     */
    public static Workload election(Class<?> type) {
        return Workload.of(ElectionScenario.of(type));
    }

    /** Your own configuration with a cache: a {@link dev.stampede.workloads.user.UserConfiguration}. */
    public static Workload configuration(Class<?> type) {
        return Workload.of(ConfigurationScenario.of(type));
    }

    /** Your own registers: a {@link dev.stampede.workloads.user.UserRegister}. */
    public static Workload register(Class<?> type) {
        return Workload.of(RegistersScenario.of(type));
    }

    /** Your own registry of services: a {@link dev.stampede.workloads.user.UserRegistry}. */
    public static Workload registry(Class<?> type) {
        return Workload.of(BalancingScenario.of(type));
    }
}
