package dev.stampede.workloads.scenario.queue;

import java.nio.charset.StandardCharsets;
import org.apache.curator.framework.recipes.queue.QueueSerializer;

/** Converts items to UTF-8 and back. */
final class TextSerializer implements QueueSerializer<String> {
    @Override
    public byte[] serialize(String item) {
        return item.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String deserialize(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
