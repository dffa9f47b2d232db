package dev.stampede.workloads.sweep.operations;

import dev.stampede.workloads.sweep.CaseContext;
import dev.stampede.workloads.sweep.CellOutcome;
import dev.stampede.workloads.sweep.OperationAnswer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The items of a {@code SimpleDistributedQueue}. Stateless. */
final class QueueItems {
    private QueueItems() {}

    static byte[] bytes(String item) {
        return item.getBytes(StandardCharsets.UTF_8);
    }

    /** The items in the queue, in its order. */
    static List<String> in(CaseContext context, String path) throws Exception {
        List<String> items = new ArrayList<>();
        for (String child : context.children(path).stream().sorted().toList()) {
            byte[] data = context.data(path + "/" + child);
            if (data != null) {
                items.add(new String(data, StandardCharsets.UTF_8));
            }
        }
        return items;
    }

    /** Requires that a call which put one item into a queue did so once. */
    static void requireOnce(CaseContext context, OperationAnswer answer, int count, String promise, String call) {
        context.require(
                count <= 1, CellOutcome.APPLIED_TWICE, promise, "the queue contains the item " + count + " times");
        context.require(
                !answer.isTrue() || count >= 1,
                CellOutcome.LOST,
                promise,
                call + " returned true, and the item is not in the queue");
    }
}
