package dev.stampede.workloads.sweep.operations;

import dev.stampede.workloads.sweep.CaseContext;
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
}
