package dev.stampede.workloads.scenario.queue;

import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.QueueInput;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.client.Recorder;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Drives queues whose consumers call {@code take}. Each client puts items and takes items.
 *
 * <p>Settings: those of {@link QueueSettings}, and {@code take.millis} (the time after which a take gives up).
 */
public abstract class PullQueueDriver implements ClientDriver {

    /** Opens the queues. */
    protected abstract PulledQueues open(ClientContext context) throws Exception;

    /** The queues of a client. Used by one thread. */
    public interface PulledQueues {
        /** Adds an item; returns when it is certainly in the queue. */
        void put(String key, String item) throws Exception;

        /** Takes the first item; null if there was none in time. */
        @Nullable
        String take(String key, Duration atMost) throws Exception;

        /** Completes an operation that threw this exception. */
        default void threw(Recorder.Op operation, Exception thrown) {
            operation.threw(thrown);
        }

        /** Closes these queues; the client opens new ones afterwards. */
        void close() throws Exception;
    }

    @Override
    public final void drive(ClientContext context) throws Exception {
        QueueSettings settings = new QueueSettings(context);
        List<String> keys = settings.keys();
        while (context.running()) {
            PulledQueues queues = open(context);
            long end = settings.endOfLife();
            while (context.running() && System.nanoTime() - end < 0) {
                context.pause(settings.think());
                String key = keys.get(context.random().nextInt(keys.size()));
                if (settings.puts()) {
                    for (int i = settings.burst(); i > 0 && context.running(); i--) {
                        put(context, queues, key, settings.nextItem());
                    }
                } else if (context.running()) {
                    take(context, queues, key, settings.takeTime());
                }
            }
            queues.close();
        }
    }

    private static void put(ClientContext context, PulledQueues queues, String key, String item)
            throws InterruptedException {
        Recorder.Op op = context.recorder().invoke(key, new QueueInput.Enqueue(item));
        try {
            queues.put(key, item);
            op.ok();
        } catch (InterruptedException e) {
            op.interrupted();
            throw e;
        } catch (Exception e) {
            queues.threw(op, e);
            context.pause(QueueSettings.AFTER_FAILURE);
        }
    }

    private static void take(ClientContext context, PulledQueues queues, String key, Duration atMost)
            throws InterruptedException {
        Recorder.Op op = context.recorder().invoke(key, new QueueInput.Dequeue(atMost.toMillis()));
        try {
            String item = queues.take(key, atMost);
            if (item == null) {
                op.failed("no item in time");
            } else {
                op.ok(new OperationOutput.Taken(item));
            }
        } catch (InterruptedException e) {
            op.interrupted();
            throw e;
        } catch (Exception e) {
            queues.threw(op, e);
            context.pause(QueueSettings.AFTER_FAILURE);
        }
    }
}
