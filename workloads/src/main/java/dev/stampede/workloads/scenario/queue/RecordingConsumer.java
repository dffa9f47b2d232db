package dev.stampede.workloads.scenario.queue;

import dev.stampede.checker.history.data.QueueInput;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.Recorder;
import java.util.SplittableRandom;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.queue.QueueConsumer;
import org.apache.curator.framework.state.ConnectionState;

/** Records each item that a queue delivers to it, works for some time, and rejects some items. Used by one thread. */
final class RecordingConsumer implements QueueConsumer<String> {
    private final ClientContext context;
    private final String key;
    private final SplittableRandom random;
    private final int serviceMillis;
    private final int rejectPercent;

    RecordingConsumer(ClientContext context, QueueSettings settings, String key) {
        this.context = context;
        this.key = key;
        this.random = context.random().split();
        this.serviceMillis = settings.number("service.millis");
        this.rejectPercent = settings.number("reject.percent");
    }

    @Override
    public void consumeMessage(String item) throws Exception {
        Recorder.Op op = context.recorder().invoke(key, new QueueInput.Consume(item, PushQueueDriver.wallMillis()));
        try {
            Thread.sleep(serviceMillis / 2 + random.nextInt(serviceMillis + 1));
        } catch (InterruptedException e) {
            op.interrupted();
            throw e;
        }
        if (random.nextInt(100) < rejectPercent) {
            op.failed("rejected");
            throw new IllegalStateException("the consumer rejects " + item);
        }
        op.ok();
    }

    @Override
    public void stateChanged(CuratorFramework client, ConnectionState state) {
        // The recipe does not call this method, and the recorder receives the connection states by itself.
    }
}
