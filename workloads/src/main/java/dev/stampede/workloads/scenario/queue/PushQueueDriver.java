package dev.stampede.workloads.scenario.queue;

import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.QueueInput;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.client.Recorder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.queue.MultiItem;
import org.apache.curator.framework.recipes.queue.QueueBase;
import org.apache.curator.framework.recipes.queue.QueueBuilder;
import org.apache.curator.framework.recipes.queue.QueuePutListener;
import org.apache.curator.framework.state.StandardConnectionStateErrorPolicy;
import org.apache.curator.retry.RetryNTimes;

/**
 * Drives one of Curator's queues that call a consumer. Each client has an object of the recipe for each queue, puts
 * items into all queues, and consumes from all of them.
 *
 * <p>{@code put} only starts a request. The recipe's {@code QueuePutListener} reports that the item is in the queue;
 * the client waits for this report, at most {@code put.millis}. Settings: those of {@link QueueSettings}, at most 12
 * queues; {@code service.millis} (the mean time to process an item), {@code reject.percent} (the share of items that
 * the consumer rejects), {@code locks} (the parent of the znodes that lock items; empty for none) and {@code
 * put.millis}.
 */
public abstract class PushQueueDriver implements ClientDriver {
    private static final int FLUSH_MILLIS = 500;

    /** Builds the queue. The builder already has the consumer and, if there is one, the lock path. */
    protected abstract Called open(QueueBuilder<String> builder, QueueSettings settings);

    /** A queue that calls its consumer. Used by one thread. */
    public interface Called {
        /** The recipe. */
        QueueBase<String> recipe();

        /** The input that describes the next put, with a priority or a delay if the queue has them. */
        default QueueInput.Enqueue next(String item) {
            return new QueueInput.Enqueue(item);
        }

        /** Starts the put of an item. */
        void put(QueueInput.Enqueue input) throws Exception;

        /** Whether the client should remove an item that it has just put. */
        default boolean removes() {
            return false;
        }

        /** Removes an item by its id; returns the number of removed items. */
        default int remove(String item) throws Exception {
            throw new UnsupportedOperationException("the queue has no ids");
        }
    }

    @Override
    public final void drive(ClientContext context) throws Exception {
        QueueSettings settings = new QueueSettings(context);
        CuratorFramework curator = context.curator(new RetryNTimes(20, 100), new StandardConnectionStateErrorPolicy());
        List<String> keys = settings.keys();
        while (context.running()) {
            Map<String, OpenQueue> queues = new TreeMap<>();
            try {
                for (String key : keys) {
                    queues.put(key, start(context, curator, settings, key));
                }
                long end = settings.endOfLife();
                while (context.running() && System.nanoTime() - end < 0) {
                    context.pause(settings.think());
                    OpenQueue queue = queues.get(keys.get(context.random().nextInt(keys.size())));
                    if (queue != null && settings.puts()) {
                        for (int i = settings.burst(); i > 0 && context.running(); i--) {
                            queue.put(settings.nextItem());
                        }
                    }
                }
            } finally {
                for (OpenQueue queue : queues.values()) {
                    queue.close();
                }
            }
        }
    }

    private OpenQueue start(ClientContext context, CuratorFramework curator, QueueSettings settings, String key)
            throws Exception {
        RecordingConsumer consumer = new RecordingConsumer(context, settings, key);
        QueueBuilder<String> builder = QueueBuilder.builder(curator, consumer, new TextSerializer(), key)
                .finalFlushTime(FLUSH_MILLIS, TimeUnit.MILLISECONDS);
        String locks = context.spec().setting("locks");
        if (!locks.isEmpty()) {
            builder.lockPath(locks + key.substring(key.lastIndexOf('/')));
        }
        OpenQueue queue = new OpenQueue(context, key, open(builder, settings), settings.number("put.millis"));
        Recorder.Op op = context.recorder().invoke(key, new QueueInput.Open());
        try {
            queue.called.recipe().start();
            op.ok();
        } catch (Exception e) {
            op.threw(e);
            throw e;
        }
        return queue;
    }

    /** A started queue with the puts that wait for their acknowledgement. */
    private static final class OpenQueue implements QueuePutListener<String> {
        private final ClientContext context;
        private final String key;
        private final Called called;
        private final int putMillis;
        private final Map<String, Put> puts = new ConcurrentHashMap<>();

        /** A put that waits for its acknowledgement. */
        private record Put(Recorder.Op op, CountDownLatch done) {}

        OpenQueue(ClientContext context, String key, Called called, int putMillis) {
            this.context = context;
            this.key = key;
            this.called = called;
            this.putMillis = putMillis;
            called.recipe().getPutListenerContainer().addListener(this);
        }

        @Override
        public void putCompleted(String item) {
            Put put = puts.remove(item);
            if (put != null) {
                put.op().ok();
                put.done().countDown();
            }
        }

        @Override
        public void putMultiCompleted(MultiItem<String> items) {
            throw new IllegalStateException("this client puts single items");
        }

        void put(String item) throws InterruptedException {
            QueueInput.Enqueue input = called.next(item);
            Put put = new Put(context.recorder().invoke(key, input), new CountDownLatch(1));
            puts.put(item, put);
            try {
                called.put(input);
                if (!put.done().await(putMillis, TimeUnit.MILLISECONDS)) {
                    put.op().indeterminate("not acknowledged within " + putMillis + " ms");
                } else if (called.removes()) {
                    remove(item);
                }
            } catch (InterruptedException e) {
                put.op().interrupted();
                throw e;
            } catch (Exception e) {
                put.op().threw(e);
                context.pause(QueueSettings.AFTER_FAILURE);
            } finally {
                puts.remove(item);
            }
        }

        private void remove(String item) throws InterruptedException {
            Recorder.Op op = context.recorder().invoke(key, new QueueInput.Remove(item));
            try {
                op.ok(new OperationOutput.WholeNumber(called.remove(item)));
            } catch (InterruptedException e) {
                op.interrupted();
                throw e;
            } catch (Exception e) {
                op.threw(e);
            }
        }

        void close() {
            Recorder.Op op = context.recorder().invoke(key, new QueueInput.Close());
            try {
                called.recipe().close();
                op.ok();
            } catch (Exception e) {
                op.threw(e);
            }
        }
    }

    /** The wall-clock time that the recipe uses, in milliseconds since 1970. */
    static long wallMillis() {
        return Instant.now().toEpochMilli();
    }
}
