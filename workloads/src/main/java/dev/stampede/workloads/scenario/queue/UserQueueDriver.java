package dev.stampede.workloads.scenario.queue;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.scenario.user.UserClassContract;
import dev.stampede.workloads.scenario.user.UserObjects;
import dev.stampede.workloads.user.UserQueue;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Drives a user's queues. Settings: those of {@link PullQueueDriver}, and {@code class} (the name of the class). */
public final class UserQueueDriver extends PullQueueDriver {
    /** The classes that are suitable. */
    public static final UserClassContract<UserQueue> KIND = UserClassContract.of(UserQueue.class);

    private @Nullable UserObjects<UserQueue> objects;

    @Override
    protected PulledQueues open(ClientContext context) throws Exception {
        UserObjects<UserQueue> all = objects;
        if (all == null) {
            all = KIND.objects(context);
            objects = all;
        }
        return new Users(all, all.open());
    }

    private record Users(UserObjects<UserQueue> objects, UserQueue queue) implements PulledQueues {
        @Override
        public void put(String key, String item) throws Exception {
            queue.put(key, item);
        }

        @Override
        public @Nullable String take(String key, Duration atMost) throws Exception {
            return queue.take(key, atMost);
        }

        @Override
        public void threw(Recorder.Op operation, Exception thrown) {
            objects.threw(operation, thrown);
        }

        @Override
        public void close() throws InterruptedException {
            objects.close(queue);
        }
    }
}
