package dev.stampede.workloads.registry;

import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.scenario.Checklist;
import dev.stampede.workloads.scenario.ExpectedAnomaly;
import dev.stampede.workloads.scenario.RunDemands;
import dev.stampede.workloads.scenario.Variant;
import dev.stampede.workloads.scenario.lock.NaiveLockDriver;
import dev.stampede.workloads.scenario.lock.mutants.AbandonsItsPlace;
import dev.stampede.workloads.scenario.lock.mutants.CarelessRelease;
import dev.stampede.workloads.scenario.lock.mutants.ForgetsItsDepth;
import dev.stampede.workloads.scenario.lock.mutants.KeepsTheFirst;
import dev.stampede.workloads.scenario.lock.mutants.ListsBeforeItQueues;
import dev.stampede.workloads.scenario.lock.mutants.MiscountsLeases;
import dev.stampede.workloads.scenario.lock.mutants.NeverDoubts;
import dev.stampede.workloads.scenario.lock.mutants.PersistentNode;
import dev.stampede.workloads.scenario.lock.mutants.ReusesNode;
import dev.stampede.workloads.scenario.lock.mutants.WatchesNothing;
import dev.stampede.workloads.scenario.lock.mutants.WatchesTooLate;
import dev.stampede.workloads.scenario.lock.mutants.WrongPrefix;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The mutants of the lock, each with the settings and the faults that it needs to show its anomaly. */
final class LockMutants {
    private static final String QUEUE = "/fair_queue";

    private LockMutants() {}

    static List<Variant> all() {
        return List.of(
                naive(
                        "persistent-node",
                        "creates a persistent znode",
                        "recovery/no-progress",
                        PersistentNode.class,
                        Map.of("hold.millis", "600"),
                        RunDemands.ofFaults("session-expiry:close@holder").lasting(Duration.ofSeconds(8))),
                naive(
                        "never-doubts",
                        "relies on its hold while it is disconnected",
                        "mutual-exclusion/undisciplined",
                        NeverDoubts.class,
                        Map.of("hold.millis", "1000"),
                        RunDemands.ofFaults("kill:random@member-of-holder").lasting(Duration.ofSeconds(14))),
                naive(
                        "careless-release",
                        "deletes the lock's znode without reading its owner",
                        "mutual-exclusion/foreign-delete",
                        CarelessRelease.class,
                        Map.of("hold.millis", "150"),
                        RunDemands.ofFaults("session-expiry:close@holder").lasting(Duration.ofSeconds(10))),
                naive(
                        "unfenced",
                        "writes to the store without the token of its hold",
                        "mutual-exclusion/stale-write",
                        NaiveLockDriver.class,
                        Map.of("fenced", "false", "hold.millis", "150"),
                        RunDemands.ofFaults("client-pause:worker@holder")
                                .lasting(Duration.ofSeconds(18))
                                .clients(3)
                                .clientJvms(3)),
                queue(
                        "watches-nothing",
                        "waits in the queue without a watch",
                        "wake-up/lost-wake-up",
                        WatchesNothing.class,
                        Map.of(),
                        RunDemands.ofTime(Duration.ofSeconds(12)).clients(3)),
                queue(
                        "watches-too-late",
                        "sets its watch after the check, and does not check again",
                        "wake-up/lost-wake-up",
                        WatchesTooLate.class,
                        Map.of("hold.millis", "2"),
                        RunDemands.ofTime(Duration.ofSeconds(12)).clients(2)),
                queue(
                        "lists-before-it-queues",
                        "reads the list of waiters before it creates its own znode",
                        "mutual-exclusion/server-overlap",
                        ListsBeforeItQueues.class,
                        Map.of("think.millis", "40"),
                        RunDemands.ofTime(Duration.ofSeconds(10)).clients(4)),
                queue(
                        "reuses-node",
                        "uses its old znode after its session has ended",
                        "mutual-exclusion/foreign-grant",
                        ReusesNode.class,
                        Map.of("hold.millis", "600"),
                        RunDemands.ofFaults("session-expiry:faked@holder")),
                queue(
                        "forgets-its-depth",
                        "releases the lock with the first release, even if it was acquired several times",
                        "reentrancy/released-too-early",
                        ForgetsItsDepth.class,
                        Map.of("reentry.percent", "30"),
                        RunDemands.ofTime(Duration.ofSeconds(8)).clients(3)),
                mutant(
                        "wrong-prefix",
                        "looks for the readers before a writer with a wrong prefix",
                        "mutual-exclusion/server-overlap",
                        WrongPrefix.class,
                        LockScenario.raw(Map.of("key", QUEUE, "read.percent", "60")),
                        LockScenario.exclusive("true"),
                        RunDemands.ofTime(Duration.ofSeconds(8)).clients(4)),
                mutant(
                        "miscounts-leases",
                        "allows one lease more than configured",
                        "leases/too-many-leases",
                        MiscountsLeases.class,
                        LockScenario.raw(Map.of("key", QUEUE + "/leases", "leases", "2", "fenced", "none")),
                        LockScenario.leased("true", 2),
                        RunDemands.ofTime(Duration.ofSeconds(8)).clients(5)),
                mutant(
                        "abandons-its-place",
                        "gives up waiting for a lease and leaves its znode in the queue",
                        "leaks/leaked-znode",
                        AbandonsItsPlace.class,
                        LockScenario.raw(Map.of(
                                "key",
                                QUEUE + "/leases",
                                "leases",
                                "2",
                                "fenced",
                                "none",
                                "patience.millis",
                                "250",
                                "hold.millis",
                                "100")),
                        LockScenario.leased("true", 2),
                        RunDemands.ofTime(Duration.ofSeconds(10)).clients(6)),
                mutant(
                        "keeps-the-first",
                        "acquires one lock after another, and keeps the acquired ones when one fails",
                        "all-or-none/partly-held",
                        KeepsTheFirst.class,
                        LockScenario.multi(Map.of()),
                        LockScenario.several(),
                        RunDemands.ofTime(Duration.ofSeconds(10)).clients(4)));
    }

    private static Variant naive(
            String name,
            String description,
            String expected,
            Class<? extends ClientDriver> driver,
            Map<String, String> overrides,
            RunDemands demands) {
        return mutant(
                name,
                description,
                expected,
                driver,
                LockScenario.raw(overrides),
                LockScenario.measured("true"),
                demands);
    }

    private static Variant queue(
            String name,
            String description,
            String expected,
            Class<? extends ClientDriver> driver,
            Map<String, String> overrides,
            RunDemands demands) {
        Map<String, String> settings = LockScenario.raw(overrides);
        settings.put("key", QUEUE);
        return mutant(name, description, expected, driver, settings, LockScenario.ordered("true"), demands);
    }

    private static Variant mutant(
            String name,
            String description,
            String expected,
            Class<? extends ClientDriver> driver,
            Map<String, String> settings,
            Checklist promises,
            RunDemands demands) {
        return new Variant(
                LockScenario.NAME,
                name,
                description,
                List.of(ExpectedAnomaly.of(expected)),
                driver.getName(),
                settings,
                LockScenario.writes(settings),
                LockScenario.finished(promises),
                demands);
    }
}
