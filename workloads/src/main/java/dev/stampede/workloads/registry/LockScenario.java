package dev.stampede.workloads.registry;

import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.scenario.Checklist;
import dev.stampede.workloads.scenario.RunDemands;
import dev.stampede.workloads.scenario.Scenario;
import dev.stampede.workloads.scenario.Variant;
import dev.stampede.workloads.scenario.lock.FairQueueDriver;
import dev.stampede.workloads.scenario.lock.InterProcessMultiLockDriver;
import dev.stampede.workloads.scenario.lock.InterProcessMutexDriver;
import dev.stampede.workloads.scenario.lock.InterProcessReadWriteLockDriver;
import dev.stampede.workloads.scenario.lock.InterProcessSemaphoreMutexDriver;
import dev.stampede.workloads.scenario.lock.InterProcessSemaphoreV2Driver;
import dev.stampede.workloads.scenario.lock.NaiveLockDriver;
import dev.stampede.workloads.scenario.lock.UserLockDriver;
import dev.stampede.workloads.scenario.lock.UserReadWriteLockDriver;
import dev.stampede.workloads.scenario.user.UserClassContract;
import dev.stampede.workloads.scenario.user.UserObjects;
import dev.stampede.workloads.user.UserReadWriteLock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The scenario of the distributed lock: its variants, with the checks of each. */
public final class LockScenario {
    static final String NAME = "lock";

    /** The number of leases of the semaphore. */
    static final int LEASES = 2;

    private static final Map<String, String> RAW = Map.of(
            "key", "/exclusive_lock",
            "objects", "1",
            "hot.percent", "0",
            "hold.millis", "20",
            "think.millis", "10",
            "reentry.percent", "0",
            "fenced", "true");

    private LockScenario() {}

    /** The scenario with all its variants. */
    public static Scenario scenario() {
        List<Variant> variants = new ArrayList<>(List.of(
                correct(
                        "naive",
                        "the tutorial's: the ephemeral /exclusive_lock/lock",
                        NaiveLockDriver.class,
                        raw(Map.of()),
                        measured("true")),
                correct(
                        "fair-queue",
                        "ZooKeeper's recipe in raw calls: a fair queue of sequential znodes",
                        FairQueueDriver.class,
                        raw(Map.of("key", "/fair_queue", "objects", "2", "hot.percent", "60", "reentry.percent", "10")),
                        ordered("true")),
                mutex(),
                semaphoreMutex(),
                readWriteLock(),
                multiLock(),
                semaphore(LEASES)));
        variants.addAll(LockMutants.all());
        return new Scenario(
                NAME, "distributed lock: at most one client holds it at a time", variants, LockScenario::of);
    }

    /** Curator's {@code InterProcessMutex}. */
    public static Variant mutex() {
        return correct(
                "inter-process-mutex",
                "Curator's InterProcessMutex",
                InterProcessMutexDriver.class,
                recipe(Map.of("reentry.percent", "10")),
                ordered("false"));
    }

    /** Curator's {@code InterProcessSemaphoreMutex}. */
    public static Variant semaphoreMutex() {
        return correct(
                "inter-process-semaphore-mutex",
                "Curator's InterProcessSemaphoreMutex",
                InterProcessSemaphoreMutexDriver.class,
                recipe(Map.of()),
                measured("false"));
    }

    /** Curator's {@code InterProcessReadWriteLock}. */
    public static Variant readWriteLock() {
        return correct(
                "inter-process-read-write-lock",
                "Curator's InterProcessReadWriteLock",
                InterProcessReadWriteLockDriver.class,
                recipe(Map.of("read.percent", "60", "reentry.percent", "10")),
                exclusive("false").and("reentrancy", Map.of()));
    }

    /** Curator's {@code InterProcessMultiLock}. */
    public static Variant multiLock() {
        return correct(
                "inter-process-multi-lock",
                "Curator's InterProcessMultiLock over two of three InterProcessMutexes at a time",
                InterProcessMultiLockDriver.class,
                multi(Map.of()),
                several());
    }

    /** Curator's {@code InterProcessSemaphoreV2} with this number of leases. */
    public static Variant semaphore(int leases) {
        return correct(
                "inter-process-semaphore-v2",
                "Curator's InterProcessSemaphoreV2 of " + leases + " leases",
                InterProcessSemaphoreV2Driver.class,
                recipe(Map.of("leases", Integer.toString(leases), "fenced", "none")),
                leased("false", leases));
    }

    /**
     * A variant for a user's lock, or read-write lock.
     *
     * @throws IllegalArgumentException if the class is unsuitable; the message lists all reasons
     */
    public static Variant of(Class<?> lock) {
        boolean readWrite = UserReadWriteLock.class.isAssignableFrom(lock)
                || UserReadWriteLockDriver.KIND.problems(lock).isEmpty();
        return readWrite ? readWriteLock(lock) : lock(lock);
    }

    /** As {@link #of}, for a lock. */
    public static Variant lock(Class<?> type) {
        UserLockDriver.KIND.require(type);
        return users(type, UserLockDriver.class, Map.of());
    }

    /** As {@link #of}, for a read-write lock. */
    public static Variant readWriteLock(Class<?> type) {
        UserReadWriteLockDriver.KIND.require(type);
        return users(type, UserReadWriteLockDriver.class, Map.of("read.percent", "60"));
    }

    private static Variant users(Class<?> type, Class<? extends ClientDriver> driver, Map<String, String> overrides) {
        Map<String, String> settings =
                with(recipe(overrides), Map.of(UserObjects.CLASS, type.getName(), "objects", "1", "hot.percent", "0"));
        String doubts = Boolean.toString(UserClassContract.reportsDoubts(type));
        return new Variant(
                NAME,
                type.getName(),
                "the user's " + type.getSimpleName(),
                List.of(),
                driver.getName(),
                settings,
                true,
                start().and("mutual-exclusion", Map.of("doubts", doubts, "raw", UserClassContract.raw(type)))
                        .and("hangs", Map.of())
                        .andTheEnsemble(),
                RunDemands.none());
    }

    private static Variant correct(
            String name,
            String description,
            Class<? extends ClientDriver> driver,
            Map<String, String> settings,
            Checklist promises) {
        return new Variant(
                NAME,
                name,
                description,
                List.of(),
                driver.getName(),
                settings,
                writes(settings),
                finished(promises),
                RunDemands.none());
    }

    /** Whether clients with these settings write to the fenced store. */
    static boolean writes(Map<String, String> settings) {
        return !settings.getOrDefault("fenced", "none").equals("none");
    }

    /** Adds the checks that all variants have. */
    static List<CheckSpec> finished(Checklist promises) {
        return promises.and("herd", Map.of()).andTheEnsemble();
    }

    /** The settings of a variant in raw calls, with some replaced. */
    static Map<String, String> raw(Map<String, String> overrides) {
        return with(RAW, overrides);
    }

    /** The settings of a recipe: two locks, one of which is acquired more often. */
    static Map<String, String> recipe(Map<String, String> overrides) {
        Map<String, String> all = with(RAW, Map.of("key", "/locks/a", "objects", "2", "hot.percent", "60"));
        all.put("patience.millis", "10000");
        return with(all, overrides);
    }

    /** The settings of a lock of several mutexes: enough contention that some acquires time out. */
    static Map<String, String> multi(Map<String, String> overrides) {
        return with(
                Map.of(
                        "key", "/locks/several",
                        "objects", "3",
                        "hold.millis", "20",
                        "think.millis", "20",
                        "patience.millis", "400"),
                overrides);
    }

    private static Map<String, String> with(Map<String, String> settings, Map<String, String> overrides) {
        Map<String, String> all = new TreeMap<>(settings);
        all.putAll(overrides);
        return all;
    }

    /** Requires at least 6 grants per minute. */
    private static Checklist start() {
        return Checklist.requiring(Map.of("acquire", 6));
    }

    static Checklist exclusive(String raw) {
        return unleaked(start().and("mutual-exclusion", Map.of("doubts", "true", "raw", raw)), Map.of());
    }

    /** The checks of an exclusive, reentrant lock that serves waiters in order. */
    static Checklist ordered(String raw) {
        return exclusive(raw).and("reentrancy", Map.of()).and("waiting", Map.of("ordered", "true"));
    }

    /** The checks of an exclusive lock whose waits are only measured. */
    static Checklist measured(String raw) {
        return exclusive(raw).and("waiting", Map.of());
    }

    static Checklist leased(String raw, int leases) {
        String number = Integer.toString(leases);
        return unleaked(
                        start().and("leases", Map.of("leases", number, "doubts", "true", "raw", raw)),
                        Map.of("leases", number))
                .and("waiting", Map.of());
    }

    static Checklist several() {
        return exclusive("false").and("all-or-none", Map.of());
    }

    private static Checklist unleaked(Checklist checks, Map<String, String> leases) {
        return checks.and("wake-up", leases).and("leaks", Map.of());
    }
}
