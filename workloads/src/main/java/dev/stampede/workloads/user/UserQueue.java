package dev.stampede.workloads.user;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Your queues, for the scenario {@code queue}. A queue is named by a path such as {@code /queues/q-0}, which need not
 * exist. More is checked for a class that stores the znodes of a queue's items below this path.
 *
 * <p><b>What is checked.</b> An item whose put returned is taken once. It may get lost only if the client that took it
 * died before its take returned. While a client is connected and no fault acts, it finds an item within a time that is
 * derived from the settings. If each item is one sequential znode below the path of its queue and the class takes a
 * {@code CuratorFramework}, items are taken first in, first out, by the zxids of their creates and deletes. Doubts that
 * the object reports do not change what is checked.
 *
 * <p><b>Lost answers.</b> After a put that throws, the item may be in the queue or not. A take that throws does not
 * excuse the loss of an item: a class must find out whether its request took effect, and return the item from this call
 * or from a later one.
 */
public interface UserQueue extends UserObject {

    /**
     * Adds an item. May block for its requests.
     *
     * @param item a short text without blanks, unique in the run
     * @throws Exception if it is unknown whether the item is in the queue; the client does not put the item again
     */
    void put(String queue, String item) throws Exception;

    /**
     * Takes the first item. May block until there is one, but at most for {@code atMost} and the time of its requests.
     *
     * @return the item; null if there was none in time
     * @throws Exception if no item was taken in this call, as far as the class knows
     */
    @Nullable
    String take(String queue, Duration atMost) throws Exception;
}
