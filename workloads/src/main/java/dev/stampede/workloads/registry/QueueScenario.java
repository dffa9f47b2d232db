package dev.stampede.workloads.registry;

import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.scenario.Checklist;
import dev.stampede.workloads.scenario.RunDemands;
import dev.stampede.workloads.scenario.Scenario;
import dev.stampede.workloads.scenario.Variant;
import dev.stampede.workloads.scenario.queue.DelayQueueDriver;
import dev.stampede.workloads.scenario.queue.DistributedQueueDriver;
import dev.stampede.workloads.scenario.queue.IdQueueDriver;
import dev.stampede.workloads.scenario.queue.NaiveQueueDriver;
import dev.stampede.workloads.scenario.queue.PriorityQueueDriver;
import dev.stampede.workloads.scenario.queue.SimpleQueueDriver;
import dev.stampede.workloads.scenario.queue.UserQueueDriver;
import dev.stampede.workloads.scenario.user.UserClassContract;
import dev.stampede.workloads.scenario.user.UserObjects;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The scenario of queue management. */
public final class QueueScenario {
    static final String NAME = "queue";

    private static final String LOCKS = "/queues/locks";
    private static final int MIN_ITEMS = 2;

    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("key", "/queues"),
            Map.entry("queues", "3"),
            Map.entry("put.percent", "30"),
            Map.entry("burst", "3"),
            Map.entry("think.millis", "10"),
            Map.entry("take.millis", "500"),
            Map.entry("life.millis", "6000"),
            Map.entry("service.millis", "10"),
            Map.entry("reject.percent", "0"),
            Map.entry("locks", ""),
            Map.entry("put.millis", "4000"));

    /** The settings of consumers that the queue calls. */
    static final Map<String, String> CONSUMING = Map.of("think.millis", "60", "put.percent", "60");

    private QueueScenario() {}

    /** The scenario with all its variants. */
    public static Scenario scenario() {
        List<Variant> variants = new ArrayList<>(List.of(
                variant(
                        "naive",
                        "the tutorial's: sequential znodes; take reads the smallest one and deletes it",
                        NaiveQueueDriver.class,
                        Map.of(),
                        takeChecks().and("linearizability", Map.of("model", "fifo-queue"))),
                simple(),
                distributed(),
                distributedWithLocks(),
                identified(),
                prioritised(),
                delayed()));
        variants.addAll(QueueMutants.all());
        return new Scenario(
                NAME,
                "queues: each item reaches a consumer, in order, and none gets lost, doubled or stuck",
                variants,
                QueueScenario::of);
    }

    /**
     * A variant for a user's queues. The order is judged if the requests of the class are recorded.
     *
     * @throws IllegalArgumentException if the class is unsuitable; the message lists all reasons
     */
    public static Variant of(Class<?> queue) {
        UserQueueDriver.KIND.require(queue);
        Checklist checks = checks("dequeue", Map.of());
        return variant(
                        queue.getName(),
                        "the user's " + queue.getSimpleName(),
                        UserQueueDriver.class,
                        Map.of(UserObjects.CLASS, queue.getName()),
                        UserClassContract.opensHandles(queue) ? checks : checks.and("queue-order", Map.of()))
                .alsoChecking("hangs");
    }

    /** Curator's {@code SimpleDistributedQueue}. */
    public static Variant simple() {
        return variant(
                "simple-distributed-queue",
                "Curator's SimpleDistributedQueue: offer and poll",
                SimpleQueueDriver.class,
                Map.of(),
                takeChecks());
    }

    /** Curator's {@code DistributedQueue} without a lock path: at-most-once delivery. */
    public static Variant distributed() {
        return variant(
                "distributed-queue",
                "Curator's DistributedQueue without a lock path: items are removed first, then delivered",
                DistributedQueueDriver.class,
                CONSUMING,
                consumeChecks().and("queue-order", Map.of()));
    }

    /** Curator's {@code DistributedQueue} with a lock path: at-least-once delivery. */
    public static Variant distributedWithLocks() {
        return variant(
                "distributed-queue-with-locks",
                "Curator's DistributedQueue with a lock path: items are locked, delivered, then removed",
                DistributedQueueDriver.class,
                with(CONSUMING, Map.of("locks", LOCKS, "reject.percent", "5")),
                consumeAtLeastOnceChecks().and("queue-order", Map.of("locks", LOCKS)));
    }

    /** Curator's {@code DistributedIdQueue}. */
    public static Variant identified() {
        return variant(
                "distributed-id-queue",
                "Curator's DistributedIdQueue; producers remove some items again",
                IdQueueDriver.class,
                with(CONSUMING, Map.of("remove.percent", "20")),
                consumeChecks().and("queue-order", Map.of()));
    }

    /** Curator's {@code DistributedPriorityQueue}. */
    public static Variant prioritised() {
        return variant(
                "distributed-priority-queue",
                "Curator's DistributedPriorityQueue",
                PriorityQueueDriver.class,
                with(CONSUMING, priorities(MIN_ITEMS)),
                prioritisedChecks());
    }

    /** Curator's {@code DistributedDelayQueue}. */
    public static Variant delayed() {
        return variant(
                "distributed-delay-queue",
                "Curator's DistributedDelayQueue",
                DelayQueueDriver.class,
                with(CONSUMING, Map.of("delay.millis", "800")),
                consumeChecks());
    }

    /** Several priorities, and a consumer slow enough for items to wait. */
    static Map<String, String> priorities(int minItems) {
        return Map.of("priorities", "5", "min.items", Integer.toString(minItems), "service.millis", "25", "burst", "6");
    }

    /** The checks of a queue whose clients ask for items. */
    static Checklist takeChecks() {
        return checks("dequeue", Map.of()).and("queue-order", Map.of());
    }

    /** The checks of a queue that calls its consumers, without its order. */
    static Checklist consumeChecks() {
        return checks("consume", Map.of());
    }

    static Checklist consumeAtLeastOnceChecks() {
        return checks("consume", Map.of("delivery", "at-least-once"));
    }

    static Checklist prioritisedChecks() {
        return consumeChecks()
                .and("queue-order", Map.of("order", "priority", "min-items", Integer.toString(MIN_ITEMS)));
    }

    private static Checklist checks(String taken, Map<String, String> delivery) {
        return Checklist.requiring(Map.of("enqueue", 60, taken, 60))
                .and("deliveries", delivery)
                .and("queue-progress", delivery);
    }

    static Map<String, String> with(Map<String, String> settings, Map<String, String> overrides) {
        Map<String, String> all = new TreeMap<>(settings);
        all.putAll(overrides);
        return all;
    }

    static Variant variant(
            String name,
            String description,
            Class<? extends ClientDriver> driver,
            Map<String, String> overrides,
            Checklist checks) {
        List<CheckSpec> all = checks.andTheEnsemble();
        return new Variant(
                NAME,
                name,
                description,
                List.of(),
                driver.getName(),
                with(SETTINGS, overrides),
                false,
                all,
                RunDemands.none());
    }
}
