package dev.stampede.workloads.sweep.operations;

import java.nio.charset.StandardCharsets;
import org.apache.curator.framework.recipes.queue.QueueSerializer;

/** Writes the items of a {@code DistributedQueue} as text. Stateless. */
final class MessageSerializer implements QueueSerializer<String> {
    @Override
    public byte[] serialize(String item) {
        return item.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String deserialize(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
