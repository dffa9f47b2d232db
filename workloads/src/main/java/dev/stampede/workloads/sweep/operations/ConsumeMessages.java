package dev.stampede.workloads.sweep.operations;

import dev.stampede.workloads.sweep.CaseContext;
import dev.stampede.workloads.sweep.CellOutcome;
import dev.stampede.workloads.sweep.OperationAnswer;
import dev.stampede.workloads.sweep.SweepOperation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.queue.DistributedQueue;
import org.apache.curator.framework.recipes.queue.QueueBuilder;
import org.apache.curator.framework.recipes.queue.QueueConsumer;
import org.apache.curator.framework.state.ConnectionState;
import org.jspecify.annotations.Nullable;

/** {@code DistributedQueue.start} without a lock path, until the queue is empty. */
final class ConsumeMessages extends SweepOperation {
    private static final String PROMISE = "Items put into the queue are guaranteed to be ordered; if a single consumer"
            + " takes items out of the queue, they will be ordered FIFO (DistributedQueue)";
    private static final List<String> ITEMS = List.of("a", "b");
    private static final int FLUSH_SECONDS = 8;

    private final List<String> consumed = new CopyOnWriteArrayList<>();
    private @Nullable DistributedQueue<String> queue;

    @Override
    public String recipe() {
        return "DistributedQueue";
    }

    @Override
    public String method() {
        return "consume";
    }

    @Override
    public Map<CellOutcome, String> knownFindings() {
        return Map.of(CellOutcome.LOST, "STAMPEDE-F7");
    }

    @Override
    public void prepare(CaseContext context) throws Exception {
        try (DistributedQueue<String> producer = QueueBuilder.builder(
                        context.direct(), null, new MessageSerializer(), context.path())
                .buildQueue()) {
            producer.start();
            for (String item : ITEMS) {
                producer.put(item);
                producer.flushPuts(FLUSH_SECONDS, TimeUnit.SECONDS);
            }
        }
        queue = QueueBuilder.builder(context.curator(), new Consumer(), new MessageSerializer(), context.path())
                .buildQueue();
    }

    private final class Consumer implements QueueConsumer<String> {
        @Override
        public void consumeMessage(String message) {
            consumed.add(message);
        }

        @Override
        public void stateChanged(CuratorFramework client, ConnectionState state) {}
    }

    @Override
    @SuppressWarnings("NullAway") // prepare() sets the field
    public Object operate(CaseContext context) throws Exception {
        queue.start();
        return context.eventually(() -> context.children(context.path()).isEmpty());
    }

    @Override
    public void verify(CaseContext context, OperationAnswer answer) throws Exception {
        context.require(
                context.eventually(() -> context.children(context.path()).isEmpty()),
                CellOutcome.STUCK,
                PROMISE,
                "the consumer did not take the items");
        context.eventually(() -> consumed.size() >= ITEMS.size());
        List<String> lost = new ArrayList<>(ITEMS);
        lost.removeAll(consumed);
        context.require(
                lost.isEmpty(), CellOutcome.LOST, PROMISE, "the consumer was never called with the items " + lost);
        context.require(
                new HashSet<>(consumed).size() == consumed.size(),
                CellOutcome.APPLIED_TWICE,
                PROMISE,
                "the consumer was called with " + consumed);
    }

    @Override
    public void close(CaseContext context) throws Exception {
        if (queue != null) {
            queue.close();
        }
    }
}
