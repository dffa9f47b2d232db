package dev.stampede.workloads.sweep.operations;

import dev.stampede.workloads.sweep.CaseContext;
import dev.stampede.workloads.sweep.CellOutcome;
import dev.stampede.workloads.sweep.OperationAnswer;
import dev.stampede.workloads.sweep.SweepOperation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.recipes.queue.SimpleDistributedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The methods of {@code SimpleDistributedQueue} that remove an item. A second client takes another item, if contended.
 */
final class TakeItem extends SweepOperation {
    private static final String PROMISE =
            "Removes the head of the queue and returns it (SimpleDistributedQueue.take, poll and remove)";
    private static final List<String> ITEMS = List.of("a", "b", "c", "d");
    private static final long TIMEOUT_SECONDS = 5;

    private final Form form;
    private final SecondClient second = new SecondClient();
    private @Nullable SimpleDistributedQueue queue;
    private @Nullable Future<String> other;

    /** The method. */
    enum Form {
        TAKE,
        POLL,
        REMOVE
    }

    TakeItem(Form form) {
        this.form = form;
    }

    @Override
    public String recipe() {
        return "SimpleDistributedQueue";
    }

    @Override
    public String method() {
        return form.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean contends() {
        return true;
    }

    @Override
    public Map<CellOutcome, String> knownFindings() {
        return Map.of(CellOutcome.LOST, "STAMPEDE-F5");
    }

    @Override
    public void prepare(CaseContext context) throws Exception {
        queue = new SimpleDistributedQueue(context.curator(), context.path());
        SimpleDistributedQueue producer = new SimpleDistributedQueue(context.direct(), context.path());
        for (String item : ITEMS) {
            producer.offer(QueueItems.bytes(item));
        }
    }

    @Override
    public void contend(CaseContext context) {
        SimpleDistributedQueue consumer = new SimpleDistributedQueue(context.direct(), context.path());
        other = second.begin(() -> new String(consumer.take(), StandardCharsets.UTF_8));
    }

    @Override
    @SuppressWarnings("NullAway") // prepare() sets the field
    public @Nullable Object operate(CaseContext context) throws Exception {
        return switch (form) {
            case TAKE -> queue.take();
            case POLL -> queue.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            case REMOVE -> queue.remove();
        };
    }

    @Override
    public void verify(CaseContext context, OperationAnswer answer) throws Exception {
        List<String> left = QueueItems.in(context, context.path());
        List<String> removed = new ArrayList<>(ITEMS);
        removed.removeAll(left);
        if (other != null) {
            removed.remove(SecondClient.await(other));
        }
        String taken = answer.value() instanceof byte[] data ? new String(data, StandardCharsets.UTF_8) : null;
        if (answer.returned()) {
            context.require(
                    taken != null, CellOutcome.FALSE_ANSWER, PROMISE, "it found no item in a queue of " + ITEMS.size());
            context.require(
                    taken == null || !left.contains(taken),
                    CellOutcome.APPLIED_TWICE,
                    PROMISE,
                    "it returned " + taken + ", which is still in the queue");
        }
        List<String> lost = new ArrayList<>(removed);
        lost.remove(taken);
        int unknown = answer.returned() ? 0 : 1;
        context.require(
                lost.size() <= unknown,
                CellOutcome.LOST,
                PROMISE,
                "it returned " + taken + "; the items " + lost + " disappeared, and no call returned them");
    }

    @Override
    public void close(CaseContext context) {
        second.close();
    }
}
