package dev.stampede.checker.checks.queue;

import dev.stampede.checker.check.Citation;

/** The sentences that the checks of queues cite; Curator's are those of version 5.9.0. */
public final class QueueCitations {
    private static final String CURATOR = "Curator 5.9.0, Javadoc of ";
    private static final String CURATOR_URL =
            "https://curator.apache.org/apidocs/org/apache/curator/framework/recipes/queue/";
    private static final String RECIPES = "ZooKeeper Recipes and Solutions, ";
    private static final String RECIPES_URL = "https://zookeeper.apache.org/doc/r3.9.5/recipes.html";

    /** Without a lock path, each item reaches a consumer. */
    public static final Citation RECEIVED = new Citation(
            "Unless a lockPath is used, there is only guaranteed processing of each message to the point of receipt by a"
                    + " given instance.",
            CURATOR + "DistributedQueue",
            CURATOR_URL + "DistributedQueue.html");

    /** Allows the loss of the item that a consumer had taken when it died. */
    public static final Citation DIED = new Citation(
            "If an instance receives an item from the queue but dies while processing it, the item will be lost.",
            CURATOR + "DistributedQueue",
            CURATOR_URL + "DistributedQueue.html");

    /** With a lock path, each item is consumed at least once; allows a second delivery after a failure. */
    public static final Citation SENT_AGAIN = new Citation(
            "The message will not be removed from the queue until the consumer functor returns. Thus, if there is a"
                    + " failure or the process dies, the message will get sent to another process.",
            CURATOR + "QueueBuilder.lockPath",
            CURATOR_URL + "QueueBuilder.html");

    /** With a lock path, one consumer at a time has the item. */
    static final Citation LOCKED = new Citation(
            "A lock is held while the message is being processed - this prevents other processes from taking the message.",
            CURATOR + "QueueBuilder.lockPath",
            CURATOR_URL + "QueueBuilder.html");

    /** Without a lock path, each item is removed once and sent once. */
    public static final Citation REMOVED_FIRST = new Citation(
            "Without a lock set, queue items are removed before being sent to the queue consumer.",
            CURATOR + "QueueBuilder.lockPath",
            CURATOR_URL + "QueueBuilder.html");

    static final Citation DELAYED = new Citation(
            "The item will not be sent to a consumer until the time elapses.",
            CURATOR + "DistributedDelayQueue",
            CURATOR_URL + "DistributedDelayQueue.html");

    static final Citation REMOVED = new Citation(
            "Items can then be removed from the queue if needed",
            CURATOR + "DistributedIdQueue",
            CURATOR_URL + "DistributedIdQueue.html");

    public static final Citation FIFO = new Citation(
            "If a single consumer takes items out of the queue, they will be ordered FIFO.",
            CURATOR + "DistributedQueue",
            CURATOR_URL + "DistributedQueue.html");

    static final Citation REFRESHED = new Citation(
            "When the priority queue detects an item addition/removal, it will stop processing its current list of items"
                    + " and refresh the list. minItemsBeforeRefresh modifies this. It determines the minimum number of"
                    + " items from the active list that will get processed before a refresh.",
            CURATOR + "QueueBuilder.buildPriorityQueue",
            CURATOR_URL + "QueueBuilder.html");

    /** A consumer that found the queue empty learns of new items. */
    public static final Citation NOTIFIED = new Citation(
            "If there are no children in the queue node, the reader waits for a watch notification to check the queue"
                    + " again.",
            RECIPES + "Queues",
            RECIPES_URL + "#sc_recipes_Queues");

    private QueueCitations() {}
}
