package dev.stampede.workloads.junit;

import dev.stampede.workloads.registry.BalancingScenario;
import dev.stampede.workloads.registry.ElectionScenario;
import dev.stampede.workloads.registry.LockScenario;
import dev.stampede.workloads.registry.NamingScenario;
import dev.stampede.workloads.registry.Scenarios;
import dev.stampede.workloads.run.RunConfig;
import dev.stampede.workloads.scenario.ExpectedAnomaly;
import dev.stampede.workloads.scenario.Scenario;
import dev.stampede.workloads.scenario.Variant;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the clients of a run do, and their number. Immutable: each method returns a new workload.
 *
 * @param clientJvms the number of worker JVMs that the clients run in; 0 for the JVM of the test
 */
public record Workload(Variant variant, int clients, int clientJvms) {

    /** The tutorial's lock. */
    public static Workload naiveLock() {
        return of("lock", "naive");
    }

    /** Curator's {@code InterProcessMutex} on this path. */
    public static Workload interProcessMutex(String path) {
        return of(LockScenario.mutex()).on(path);
    }

    /** The fair queue of sequential znodes, in raw calls. */
    public static Workload fairQueue() {
        return of("lock", "fair-queue");
    }

    /** Curator's {@code InterProcessSemaphoreMutex} on this path. */
    public static Workload interProcessSemaphoreMutex(String path) {
        return of(LockScenario.semaphoreMutex()).on(path);
    }

    /** Curator's {@code InterProcessReadWriteLock} on this path. */
    public static Workload interProcessReadWriteLock(String path) {
        return of(LockScenario.readWriteLock()).on(path);
    }

    /** Curator's {@code InterProcessMultiLock}: each acquires two of three locks below this path. */
    public static Workload interProcessMultiLock(String path) {
        return of(LockScenario.multiLock()).with("key", path);
    }

    /** Curator's {@code InterProcessSemaphoreV2} on this path. */
    public static Workload interProcessSemaphoreV2(String path, int leases) {
        return of(LockScenario.semaphore(leases)).on(path);
    }

    /**
     * The user's own lock: a class with a public constructor that takes a {@code CuratorFramework}, or a {@code
     * CuratorFramework} and a {@code Consumer<String>} that the class calls with a reason when the client must stop to rely on
     * its hold, and the public methods {@code acquire()} and {@code release()}.
     *
     * @throws IllegalArgumentException if the class does not fit; the message lists all reasons
     */
    public static Workload lock(Class<?> type) {
        return of(LockScenario.of(type));
    }

    /** The tutorial's election. */
    public static Workload naiveElection() {
        return of("election", "naive");
    }

    /** Curator's {@code LeaderLatch} on this path. */
    public static Workload leaderLatch(String path) {
        return of(ElectionScenario.latch()).with("key", path);
    }

    /** Curator's {@code LeaderSelector} on this path. */
    public static Workload leaderSelector(String path) {
        return of(ElectionScenario.selector()).with("key", path);
    }

    /** The tutorial's configuration, by one-shot watches. */
    public static Workload naiveConfiguration() {
        return of("configuration", "naive");
    }

    /** Configuration by Curator's {@code CuratorCache}. */
    public static Workload curatorCache() {
        return of("configuration", "curator-cache");
    }

    /** Configuration by Curator's {@code NodeCache}, one for each key. */
    public static Workload nodeCache() {
        return of("configuration", "node-cache");
    }

    /** Configuration by Curator's {@code SharedValue}, one for each key. */
    public static Workload sharedValue() {
        return of("configuration", "shared-value");
    }

    /** Configuration by Curator's {@code PersistentWatcher}, without a reaction to reconnects. */
    public static Workload persistentWatcher() {
        return of("configuration", "persistent-watcher");
    }

    /** Registers and transactions by raw requests. */
    public static Workload naiveRegisters() {
        return of("registers", "naive");
    }

    /** Registers and transactions by Curator's framework and {@code CuratorOp}. */
    public static Workload curatorOp() {
        return of("registers", "curator-op");
    }

    /** The tutorial's naming service. */
    public static Workload naiveNaming() {
        return of("naming", "naive");
    }

    /** Names by Curator's {@code ServiceDiscovery}. */
    public static Workload namesByServiceDiscovery() {
        return of(NamingScenario.discovery());
    }

    /** Ids by Curator's {@code DistributedAtomicLong}. */
    public static Workload atomicLongIds() {
        return of(NamingScenario.atomicLong());
    }

    /** The tutorial's load balancing. */
    public static Workload naiveBalancing() {
        return of("load-balancing", "naive");
    }

    /** Load balancing; Curator's {@code PersistentNode} registers the backends. */
    public static Workload persistentNodeBackends() {
        return of(BalancingScenario.persistentNode());
    }

    /** Any variant of any scenario, by their names. */
    public static Workload of(String scenario, String variant) {
        Scenario known = Scenarios.named(scenario)
                .orElseThrow(() -> new IllegalArgumentException("there is no scenario " + scenario));
        return of(known.variant(variant)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no variant " + variant + " of the scenario " + scenario)));
    }

    /** A variant, of the registered scenarios or of the caller's own. */
    public static Workload of(Variant variant) {
        return new Workload(variant, RunConfig.DEFAULT_CLIENTS, 0);
    }

    /** With one object, at this path. */
    private Workload on(String path) {
        return with("key", path).with("objects", "1").with("hot.percent", "0");
    }

    /**
     * As a mutant, which must show this anomaly: its runs end as soon as the anomaly is certain. For classes that are known to
     * be broken, so that a test shows that the checks find it.
     *
     * @param check the name of one of the workload's checks, such as {@code mutual-exclusion}
     * @param kind of the anomaly, such as {@code server-overlap}
     */
    public Workload expecting(String check, String kind) {
        return new Workload(variant.expecting(List.of(new ExpectedAnomaly(check, kind))), clients, clientJvms);
    }

    /** With this number of clients. */
    public Workload clients(int number) {
        return new Workload(variant, number, clientJvms);
    }

    /** With the clients in this number of worker JVMs. */
    public Workload inWorkers(int jvms) {
        return new Workload(variant, clients, jvms);
    }

    /** With this mean time of a hold. */
    public Workload holding(Duration mean) {
        return with("hold.millis", Long.toString(mean.toMillis()));
    }

    /** With this mean time of a leader's tenure. */
    public Workload tenure(Duration mean) {
        return with("tenure.millis", Long.toString(mean.toMillis()));
    }

    /** With a setting of the driver replaced. */
    public Workload with(String setting, String value) {
        return new Workload(variant.with(Map.of(setting, value)), clients, clientJvms);
    }
}
