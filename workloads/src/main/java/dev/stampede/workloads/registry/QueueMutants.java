package dev.stampede.workloads.registry;

import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.scenario.Checklist;
import dev.stampede.workloads.scenario.ExpectedAnomaly;
import dev.stampede.workloads.scenario.RunDemands;
import dev.stampede.workloads.scenario.Variant;
import dev.stampede.workloads.scenario.queue.DistributedQueueDriver;
import dev.stampede.workloads.scenario.queue.PriorityQueueDriver;
import dev.stampede.workloads.scenario.queue.mutants.IgnoresDelay;
import dev.stampede.workloads.scenario.queue.mutants.IgnoresDelete;
import dev.stampede.workloads.scenario.queue.mutants.IgnoresLostPut;
import dev.stampede.workloads.scenario.queue.mutants.ListsOnce;
import dev.stampede.workloads.scenario.queue.mutants.PutsAgain;
import dev.stampede.workloads.scenario.queue.mutants.SkipsUncertainTake;
import dev.stampede.workloads.scenario.queue.mutants.SortsByName;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The mutants of the queue. */
final class QueueMutants {
    private static final RunDemands TEN_SECONDS = RunDemands.ofTime(Duration.ofSeconds(10));

    /** Many clients with many requests, so that a fault finds some requests in transit. */
    private static final Map<String, String> BUSY = Map.of("think.millis", "2", "put.percent", "45", "burst", "1");

    /**
     * Clients that mostly pause between their puts: when a partition cuts them off, their next request is a put, which
     * is lost.
     */
    private static final Map<String, String> PENSIVE =
            Map.of("think.millis", "40", "put.percent", "60", "burst", "1", "life.millis", "60000");

    private QueueMutants() {}

    static List<Variant> all() {
        return List.of(
                taking(
                        "ignores-delete",
                        "takes an item without checking its delete",
                        "deliveries/delivered-twice",
                        IgnoresDelete.class,
                        Map.of("queues", "1", "think.millis", "2"),
                        TEN_SECONDS),
                taking(
                        "sorts-by-name",
                        "names items after their producers, and sorts the names",
                        "queue-order/overtaken",
                        SortsByName.class,
                        Map.of("queues", "1", "burst", "8"),
                        TEN_SECONDS),
                taking(
                        "lists-once",
                        "lists the children of a queue once",
                        "queue-progress/stuck",
                        ListsOnce.class,
                        Map.of("life.millis", "0"),
                        RunDemands.ofTime(Duration.ofSeconds(15))),
                taking(
                        "skips-uncertain-take",
                        "assumes that a delete with a lost answer did not take effect",
                        "deliveries/lost",
                        SkipsUncertainTake.class,
                        BUSY,
                        RunDemands.ofFaults("kill:leader").clients(10)),
                taking(
                        "puts-again",
                        "puts an item again when the answer to its create is lost",
                        "deliveries/enqueued-twice",
                        PutsAgain.class,
                        BUSY,
                        RunDemands.ofFaults("kill:leader").clients(10)),
                taking(
                        "ignores-lost-put",
                        "reports an item whose create had no answer as being in the queue",
                        "deliveries/lost",
                        IgnoresLostPut.class,
                        PENSIVE,
                        RunDemands.ofFaults("client-partition:all").clients(10)),
                mutant(
                        "no-lock-path",
                        "Curator's DistributedQueue without the lock path that at-least-once delivery needs",
                        "deliveries/lost",
                        DistributedQueueDriver.class,
                        QueueScenario.with(QueueScenario.CONSUMING, Map.of("service.millis", "100", "burst", "6")),
                        QueueScenario.consumeAtLeastOnceChecks(),
                        RunDemands.ofFaults("client-kill").clientJvms(3)),
                mutant(
                        "late-refresh",
                        "Curator's DistributedPriorityQueue with a higher minItemsBeforeRefresh than it can tolerate",
                        "queue-order/priority-inverted",
                        PriorityQueueDriver.class,
                        QueueScenario.with(
                                QueueScenario.with(QueueScenario.CONSUMING, QueueScenario.priorities(1_000)),
                                Map.of("queues", "1", "put.percent", "100", "life.millis", "0")),
                        QueueScenario.prioritisedChecks(),
                        RunDemands.ofTime(Duration.ofSeconds(12))),
                mutant(
                        "ignores-delay",
                        "puts items with a delay into a queue that has none",
                        "deliveries/early",
                        IgnoresDelay.class,
                        QueueScenario.with(QueueScenario.CONSUMING, Map.of("delay.millis", "800")),
                        QueueScenario.consumeChecks(),
                        TEN_SECONDS));
    }

    private static Variant taking(
            String name,
            String description,
            String expected,
            Class<? extends ClientDriver> driver,
            Map<String, String> overrides,
            RunDemands demands) {
        return mutant(name, description, expected, driver, overrides, QueueScenario.takeChecks(), demands);
    }

    private static Variant mutant(
            String name,
            String description,
            String expected,
            Class<? extends ClientDriver> driver,
            Map<String, String> overrides,
            Checklist checks,
            RunDemands demands) {
        return QueueScenario.variant(name, description, driver, overrides, checks)
                .expecting(List.of(ExpectedAnomaly.of(expected)))
                .demanding(demands);
    }
}
