package dev.stampede.workloads.scenario.counter;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.scenario.RandomTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/**
 * Repeatedly increments or reads one of several counters.
 *
 * <p>Settings:
 *
 * <ul>
 *   <li>{@code key}: the parent znode of the counters.
 *   <li>{@code objects}: the number of counters. Fewer counters mean more contention.
 *   <li>{@code hot.percent}: the share of operations that always choose the first counter.
 *   <li>{@code life.millis}: the lifetime of the second counter. When it ends, all clients replace that counter by a
 *       new one, so that they compete to create its znode. The third counter lives half as long, the fourth a third as
 *       long, and so on; the first counter lives as long as the run.
 *   <li>{@code get.percent}: the share of reads.
 *   <li>{@code think.millis}: the mean time between operations, drawn uniformly from 0.5 to 1.5 times the mean.
 * </ul>
 */
public abstract class CounterDriver implements ClientDriver {
    private static final Duration AFTER_FAILURE = Duration.ofMillis(20);

    /**
     * An open counter.
     *
     * @param generation the number of earlier counters at the same place
     */
    private record OpenCounter(DrivenCounter counter, long generation) {}

    private final List<@Nullable OpenCounter> open = new ArrayList<>();
    private final long startNanos = System.nanoTime();

    /**
     * Creates the object under test for the counter at this path.
     *
     * @throws KeeperException if the client should try again
     */
    protected abstract DrivenCounter open(ClientContext context, String path) throws Exception;

    @Override
    public final void drive(ClientContext context) throws Exception {
        int objects = number(context, "objects");
        for (int i = 0; i < objects; i++) {
            open.add(null);
        }
        while (context.running()) {
            context.pause(RandomTimes.aroundMean(context, "think.millis"));
            boolean hot = context.random().nextInt(100) < number(context, "hot.percent");
            boolean get = context.random().nextInt(100) < number(context, "get.percent");
            int which = hot ? 0 : context.random().nextInt(objects);
            try {
                DrivenCounter counter = counter(context, which);
                if (get) {
                    counter.read();
                } else {
                    counter.increment();
                }
            } catch (KeeperException e) {
                context.pause(AFTER_FAILURE);
            }
        }
        for (OpenCounter counter : open) {
            if (counter != null) {
                counter.counter().close();
            }
        }
    }

    /** The current counter with this number. Replaces the counter if its lifetime is over. */
    private DrivenCounter counter(ClientContext context, int which) throws Exception {
        String key = context.spec().setting("key");
        long life = which == 0 ? Long.MAX_VALUE : number(context, "life.millis") * 1_000_000L / which;
        long generation = (System.nanoTime() - startNanos) / life;
        OpenCounter now = open.get(which);
        if (now == null || now.generation() != generation) {
            if (now != null) {
                open.set(which, null);
                now.counter().close();
            }
            now = new OpenCounter(open(context, key + "/" + which + "-" + generation), generation);
            open.set(which, now);
        }
        return now.counter();
    }

    private static int number(ClientContext context, String setting) {
        return Integer.parseInt(context.spec().setting(setting));
    }
}
