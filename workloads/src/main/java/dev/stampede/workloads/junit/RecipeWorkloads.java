package dev.stampede.workloads.junit;

import dev.stampede.workloads.registry.BalancingScenario;
import dev.stampede.workloads.registry.ElectionScenario;
import dev.stampede.workloads.registry.LockScenario;
import dev.stampede.workloads.registry.NamingScenario;
import dev.stampede.workloads.scenario.Variant;

/** The workloads of the tutorial and of Curator's recipes; {@link Stampede} inherits these methods. */
public abstract class RecipeWorkloads extends UserWorkloads {
    RecipeWorkloads() {}

    /** Any variant of any scenario, by the names that {@code list scenarios} prints. */
    public static Workload workload(String scenario, String variant) {
        return Workload.of(scenario, variant);
    }

    /** A variant, of the registered scenarios or of your own. */
    public static Workload workload(Variant variant) {
        return Workload.of(variant);
    }

    /** The tutorial's lock. */
    public static Workload naiveLock() {
        return workload("lock", "naive");
    }

    /** ZooKeeper's lock recipe, in raw calls: a fair queue of sequential znodes. */
    public static Workload fairQueue() {
        return workload("lock", "fair-queue");
    }

    /** Curator's {@code InterProcessMutex} on this path. */
    public static Workload interProcessMutex(String path) {
        return Workload.of(LockScenario.mutex()).on(path);
    }

    /** Curator's {@code InterProcessSemaphoreMutex} on this path. */
    public static Workload interProcessSemaphoreMutex(String path) {
        return Workload.of(LockScenario.semaphoreMutex()).on(path);
    }

    /** Curator's {@code InterProcessReadWriteLock} on this path. */
    public static Workload interProcessReadWriteLock(String path) {
        return Workload.of(LockScenario.readWriteLock()).on(path);
    }

    /** Curator's {@code InterProcessMultiLock}: each client acquires two of three locks below this path. */
    public static Workload interProcessMultiLock(String path) {
        return Workload.of(LockScenario.multiLock()).with("key", path);
    }

    /** Curator's {@code InterProcessSemaphoreV2} on this path. */
    public static Workload interProcessSemaphoreV2(String path, int leases) {
        return Workload.of(LockScenario.semaphore(leases)).on(path);
    }

    /** The tutorial's election. */
    public static Workload naiveElection() {
        return workload("election", "naive");
    }

    /** Curator's {@code LeaderLatch} on this path. */
    public static Workload leaderLatch(String path) {
        return Workload.of(ElectionScenario.latch()).with("key", path);
    }

    /** Curator's {@code LeaderSelector} on this path. */
    public static Workload leaderSelector(String path) {
        return Workload.of(ElectionScenario.selector()).with("key", path);
    }

    /** The tutorial's configuration, by one-shot watches. */
    public static Workload naiveConfiguration() {
        return workload("configuration", "naive");
    }

    /** Configuration by Curator's {@code CuratorCache}. */
    public static Workload curatorCache() {
        return workload("configuration", "curator-cache");
    }

    /** Configuration by Curator's {@code NodeCache}, one for each key. */
    public static Workload nodeCache() {
        return workload("configuration", "node-cache");
    }

    /** Configuration by Curator's {@code SharedValue}, one for each key. */
    public static Workload sharedValue() {
        return workload("configuration", "shared-value");
    }

    /** Configuration by Curator's {@code PersistentWatcher}, without a reaction to reconnects. */
    public static Workload persistentWatcher() {
        return workload("configuration", "persistent-watcher");
    }

    /** Registers and transactions by raw requests. */
    public static Workload naiveRegisters() {
        return workload("registers", "naive");
    }

    /** Registers and transactions by Curator's framework and {@code CuratorOp}. */
    public static Workload curatorOp() {
        return workload("registers", "curator-op");
    }

    /** The tutorial's naming service. */
    public static Workload naiveNaming() {
        return workload("naming", "naive");
    }

    /** Names by Curator's {@code ServiceDiscovery}. */
    public static Workload namesByServiceDiscovery() {
        return Workload.of(NamingScenario.discovery());
    }

    /** Ids by Curator's {@code DistributedAtomicLong}. */
    public static Workload atomicLongIds() {
        return Workload.of(NamingScenario.atomicLong());
    }

    /** The tutorial's load balancing. */
    public static Workload naiveBalancing() {
        return workload("load-balancing", "naive");
    }

    /** Load balancing; Curator's {@code PersistentNode} registers the backends. */
    public static Workload persistentNodeBackends() {
        return Workload.of(BalancingScenario.persistentNode());
    }
}
