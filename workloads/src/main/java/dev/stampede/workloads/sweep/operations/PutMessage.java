package dev.stampede.workloads.sweep.operations;

import dev.stampede.workloads.sweep.CaseContext;
import dev.stampede.workloads.sweep.CellOutcome;
import dev.stampede.workloads.sweep.OperationAnswer;
import dev.stampede.workloads.sweep.SweepOperation;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.recipes.queue.DistributedQueue;
import org.apache.curator.framework.recipes.queue.QueueBuilder;
import org.jspecify.annotations.Nullable;

/** {@code DistributedQueue.put}, and {@code flushPuts}, which waits for its background create. */
final class PutMessage extends SweepOperation {
    private static final String PROMISE = "Add an item into the queue (DistributedQueue.put)";
    private static final int FLUSH_SECONDS = 8;

    private @Nullable DistributedQueue<String> queue;

    @Override
    public String recipe() {
        return "DistributedQueue";
    }

    @Override
    public String method() {
        return "put";
    }

    @Override
    public Map<CellOutcome, String> knownFindings() {
        return Map.of(CellOutcome.APPLIED_TWICE, "STAMPEDE-F6");
    }

    @Override
    public void prepare(CaseContext context) throws Exception {
        DistributedQueue<String> own = QueueBuilder.builder(
                        context.curator(), null, new MessageSerializer(), context.path())
                .buildQueue();
        own.start();
        queue = own;
    }

    @Override
    @SuppressWarnings("NullAway") // prepare() sets the field
    public Object operate(CaseContext context) throws Exception {
        queue.put("message");
        return queue.flushPuts(FLUSH_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void verify(CaseContext context, OperationAnswer answer) throws Exception {
        int count = context.children(context.path()).size();
        QueueItems.requireOnce(context, answer, count, PROMISE, "flushPuts()");
    }

    @Override
    public void close(CaseContext context) throws Exception {
        if (queue != null) {
            queue.close();
        }
    }
}
