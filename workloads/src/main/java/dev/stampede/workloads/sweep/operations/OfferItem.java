package dev.stampede.workloads.sweep.operations;

import dev.stampede.workloads.sweep.CaseContext;
import dev.stampede.workloads.sweep.CellOutcome;
import dev.stampede.workloads.sweep.OperationAnswer;
import dev.stampede.workloads.sweep.SweepOperation;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.curator.framework.recipes.queue.SimpleDistributedQueue;
import org.jspecify.annotations.Nullable;

/** {@code SimpleDistributedQueue.offer}. */
final class OfferItem extends SweepOperation {
    private static final String PROMISE = "Inserts data into queue (SimpleDistributedQueue.offer)";
    private static final String ITEM = "item";

    private @Nullable SimpleDistributedQueue queue;

    @Override
    public String recipe() {
        return "SimpleDistributedQueue";
    }

    @Override
    public String method() {
        return "offer";
    }

    @Override
    public Map<CellOutcome, String> knownFindings() {
        return Map.of(CellOutcome.APPLIED_TWICE, "STAMPEDE-F6");
    }

    @Override
    public void prepare(CaseContext context) throws Exception {
        queue = new SimpleDistributedQueue(context.curator(), context.path());
        if (context.warm()) {
            context.direct().create().forPath(context.path());
        }
    }

    @Override
    @SuppressWarnings("NullAway") // prepare() sets the field
    public Object operate(CaseContext context) throws Exception {
        return queue.offer(QueueItems.bytes(ITEM));
    }

    @Override
    public void verify(CaseContext context, OperationAnswer answer) throws Exception {
        List<String> items = QueueItems.in(context, context.path());
        int count = Collections.frequency(items, ITEM);
        QueueItems.requireOnce(context, answer, count, PROMISE, "offer()");
    }
}
