package dev.stampede.checker.findings;

import dev.stampede.checker.check.Citation;
import dev.stampede.checker.checks.queue.QueueCitations;
import dev.stampede.checker.findings.CatalogueEntry.Recognition;
import java.util.List;

/** The known findings in Curator's queues. The causes were read in the sources of 5.9.0. */
final class CuratorQueueFindings {
    private static final String SOURCE =
            "https://github.com/apache/curator/blob/apache-curator-5.9.0/curator-recipes/src/main/java/"
                    + "org/apache/curator/framework/recipes/queue/";
    private static final String SIMPLE = "queue/simple-distributed-queue";

    /** The queues that remove an item before they deliver it. */
    private static final String[] REMOVE_FIRST = {
        "queue/distributed-queue",
        "queue/distributed-id-queue",
        "queue/distributed-priority-queue",
        "queue/distributed-delay-queue"
    };

    private CuratorQueueFindings() {}

    static List<CatalogueEntry> all() {
        return List.of(lostBySimpleQueue(), putTwice(), lostByQueue(), lostOnClose());
    }

    private static CatalogueEntry lostBySimpleQueue() {
        return entry(
                "STAMPEDE-F5",
                List.of(AnomalyPattern.of("deliveries", "lost", SIMPLE)),
                "SimpleDistributedQueue loses an item if the reply to its delete is lost.",
                QueueCitations.RECEIVED,
                "SimpleDistributedQueue.internalElement deletes the item with a request that the framework sends again."
                        + " The second one is refused with NoNode because the first one took effect; the recipe takes"
                        + " this for a delete of another client, and returns the next item",
                "use a RetryPolicy that never retries for this CuratorFramework, and treat an exception as an unknown"
                        + " outcome",
                "SimpleDistributedQueue.java");
    }

    private static CatalogueEntry putTwice() {
        return entry(
                "STAMPEDE-F6",
                List.of(
                        AnomalyPattern.of("deliveries", "enqueued-twice", SIMPLE),
                        AnomalyPattern.of("deliveries", "enqueued-twice", REMOVE_FIRST)),
                "Curator's queues contain an item twice if the reply to its create is lost.",
                QueueCitations.REMOVED_FIRST,
                "SimpleDistributedQueue.offer and DistributedQueue.internalCreateNode create a sequential znode without"
                        + " withProtection(), and the framework sends the create again",
                "put an id into each item, and let consumers ignore an id that they have seen",
                "DistributedQueue.java");
    }

    private static CatalogueEntry lostByQueue() {
        return entry(
                "STAMPEDE-F7",
                List.of(AnomalyPattern.of("deliveries", "lost", REMOVE_FIRST)),
                "DistributedQueue without a lock path loses an item if the reply to its delete is lost.",
                QueueCitations.RECEIVED,
                "DistributedQueue.processNormally deletes the item with a request that the framework sends again. The"
                        + " second one is refused with NoNode because the first one took effect; the recipe takes this"
                        + " for a delete of another client, and never calls the consumer",
                "use QueueBuilder.lockPath()",
                "DistributedQueue.java");
    }

    private static CatalogueEntry lostOnClose() {
        return entry(
                "STAMPEDE-F8",
                List.of(AnomalyPattern.of("deliveries", "lost-on-close", REMOVE_FIRST)),
                "DistributedQueue.close() loses the item that the queue has removed and not yet delivered.",
                QueueCitations.DIED,
                "DistributedQueue.close interrupts the thread of the consumer (shutdownNow) and does not wait for it. A"
                        + " delete that is in progress is sent and takes effect, but the consumer is not called",
                "use QueueBuilder.lockPath()",
                "DistributedQueue.java");
    }

    private static CatalogueEntry entry(
            String id,
            List<AnomalyPattern> patterns,
            String title,
            Citation broken,
            String cause,
            String workAround,
            String source) {
        return new CatalogueEntry(
                id,
                Library.CURATOR,
                VersionRange.from("2.0.0"),
                Recognition.CHARACTERISTIC,
                patterns,
                title,
                broken,
                cause,
                workAround,
                SOURCE + source);
    }
}
