package dev.stampede.workloads.scenario.queue;

import dev.stampede.checker.history.data.QueueInput;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.RandomTimes;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The settings of all clients of queues, and the random values that a client draws by them.
 *
 * <ul>
 *   <li>{@code key}: the parent znode of the queues.
 *   <li>{@code queues}: the number of queues. Fewer queues mean more contention.
 *   <li>{@code put.percent}: the share of turns in which the client puts items.
 *   <li>{@code burst}: the number of items of such a turn, drawn from 1 to this number.
 *   <li>{@code think.millis}: the mean time between two turns, drawn uniformly from 0.5 to 1.5 times the mean.
 *   <li>{@code life.millis}: the mean lifetime of the queue objects, drawn in the same way. Afterwards the client
 *       closes them and opens new ones. With 0 they live as long as the client.
 * </ul>
 */
public final class QueueSettings {
    /** The pause after an operation that failed. */
    static final Duration AFTER_FAILURE = Duration.ofMillis(20);

    private final ClientContext context;
    private final String prefix;
    private int items;

    QueueSettings(ClientContext context) {
        this.context = context;
        this.prefix = "c" + context.spec().number() + "-" + Long.toString(System.nanoTime(), Character.MAX_RADIX) + "-";
    }

    int number(String setting) {
        return Integer.parseInt(context.spec().setting(setting));
    }

    /** The paths of the queues. */
    List<String> keys() {
        return IntStream.range(0, number("queues"))
                .mapToObj(i -> context.spec().setting("key") + "/q-" + i)
                .toList();
    }

    /** A new item, unique among all clients and all incarnations of this client. */
    String nextItem() {
        return prefix + items++;
    }

    boolean puts() {
        return percent("put.percent");
    }

    /** Draws whether something happens that has this share, in percent. */
    boolean percent(String setting) {
        return context.random().nextInt(100) < number(setting);
    }

    /** Draws a number from 0 (inclusive) to the value of a setting (exclusive). */
    int upTo(String setting) {
        return context.random().nextInt(number(setting));
    }

    /** An item whose delay is drawn from {@code delay.millis}. */
    public QueueInput.Enqueue delayed(String item) {
        return new QueueInput.Enqueue(
                item,
                0,
                PushQueueDriver.wallMillis()
                        + RandomTimes.aroundMean(context, "delay.millis").toMillis());
    }

    int burst() {
        return 1 + context.random().nextInt(number("burst"));
    }

    Duration think() {
        return RandomTimes.aroundMean(context, "think.millis");
    }

    Duration takeTime() {
        return Duration.ofMillis(number("take.millis"));
    }

    /** The {@link System#nanoTime} at which the present queue objects are closed. */
    long endOfLife() {
        return System.nanoTime()
                + (number("life.millis") == 0
                        ? Long.MAX_VALUE / 2
                        : RandomTimes.aroundMean(context, "life.millis").toNanos());
    }
}
