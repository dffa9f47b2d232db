package dev.stampede.workloads.registry;

import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.scenario.Checklist;
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
import java.util.List;
import java.util.Map;

/** The mutants of the lock, as data: each with the settings and the faults under which it shows itself. */
final class LockMutants {
    private static final String QUEUE = "/fair_queue";

    private LockMutants() {}

    static List<Variant> all() {
        return List.of(
                naive(
                        "persistent-node",
                        "creates the lock's znode persistent",
                        PersistentNode.class,
                        Map.of("hold.millis", "600"),
                        "--faults",
                        "session-expiry:close@holder"),
                naive(
                        "never-doubts",
                        "goes on relying on its hold while it is disconnected",
                        NeverDoubts.class,
                        Map.of("hold.millis", "1000"),
                        "--faults",
                        "kill:random@member-of-holder"),
                naive(
                        "careless-release",
                        "deletes the lock's znode without looking whose it is",
                        CarelessRelease.class,
                        Map.of("hold.millis", "150"),
                        "--faults",
                        "session-expiry:close@holder"),
                naive(
                        "unfenced",
                        "writes to the store without the token of its hold",
                        NaiveLockDriver.class,
                        Map.of("fenced", "false", "hold.millis", "150"),
                        "--faults",
                        "client-pause:worker@holder",
                        "--client-jvms",
                        "3",
                        "--clients",
                        "3"),
                queue(
                        "watches-nothing",
                        "waits in the queue without a watch",
                        WatchesNothing.class,
                        Map.of(),
                        "--clients",
                        "3",
                        "--time",
                        "12s"),
                queue(
                        "watches-too-late",
                        "sets its watch after it has looked, and does not look again",
                        WatchesTooLate.class,
                        Map.of("hold.millis", "2"),
                        "--clients",
                        "2",
                        "--time",
                        "12s"),
                queue(
                        "lists-before-it-queues",
                        "takes its turn by a list that it read before it queued",
                        ListsBeforeItQueues.class,
                        Map.of("think.millis", "40"),
                        "--clients",
                        "4",
                        "--time",
                        "10s"),
                queue(
                        "reuses-node",
                        "goes on with its old znode after its session has ended",
                        ReusesNode.class,
                        Map.of("hold.millis", "600"),
                        "--faults",
                        "session-expiry:faked@holder"),
                queue(
                        "forgets-its-depth",
                        "gives the lock up by the first release, however often it was acquired",
                        ForgetsItsDepth.class,
                        Map.of("reentry.percent", "30"),
                        "--clients",
                        "3",
                        "--time",
                        "8s"),
                mutant(
                        "wrong-prefix",
                        "counts the readers before a writer by a prefix that none of them has",
                        WrongPrefix.class,
                        LockScenario.raw(Map.of("key", QUEUE, "read.percent", "60")),
                        LockScenario.exclusive("true"),
                        "--clients",
                        "4",
                        "--time",
                        "8s"),
                mutant(
                        "miscounts-leases",
                        "counts the leases that are out without its own",
                        MiscountsLeases.class,
                        LockScenario.raw(Map.of("key", QUEUE + "/leases", "leases", "2", "fenced", "none")),
                        LockScenario.leased("true", 2),
                        "--clients",
                        "5",
                        "--time",
                        "8s"),
                mutant(
                        "abandons-its-place",
                        "gives up waiting for a lease and leaves its znode in the queue",
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
                        "--clients",
                        "6",
                        "--time",
                        "10s"),
                mutant(
                        "keeps-the-first",
                        "acquires one after another, and keeps those that it has when one fails",
                        KeepsTheFirst.class,
                        LockScenario.multi(Map.of()),
                        LockScenario.several(),
                        "--clients",
                        "4",
                        "--time",
                        "10s"));
    }

    private static Variant naive(
            String name,
            String description,
            Class<? extends ClientDriver> driver,
            Map<String, String> overrides,
            String... args) {
        return mutant(name, description, driver, LockScenario.raw(overrides), LockScenario.measured("true"), args);
    }

    private static Variant queue(
            String name,
            String description,
            Class<? extends ClientDriver> driver,
            Map<String, String> overrides,
            String... args) {
        Map<String, String> settings = LockScenario.raw(overrides);
        settings.put("key", QUEUE);
        return mutant(name, description, driver, settings, LockScenario.ordered("true"), args);
    }

    private static Variant mutant(
            String name,
            String description,
            Class<? extends ClientDriver> driver,
            Map<String, String> settings,
            Checklist promises,
            String... args) {
        return new Variant(
                LockScenario.NAME,
                name,
                description,
                true,
                driver.getName(),
                settings,
                LockScenario.writes(settings),
                LockScenario.finished(promises),
                List.of(args));
    }
}
