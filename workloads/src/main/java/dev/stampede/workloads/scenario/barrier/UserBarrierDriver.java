package dev.stampede.workloads.scenario.barrier;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.scenario.user.UserClassContract;
import dev.stampede.workloads.scenario.user.UserObjects;
import dev.stampede.workloads.user.UserBarrier;
import java.time.Duration;

/**
 * Drives a user's double barriers. Settings: those of {@link DoubleBarrierDriver}, and {@code class} (the name of the
 * class).
 */
public final class UserBarrierDriver extends DoubleBarrierDriver {
    /** The classes that are suitable. */
    public static final UserClassContract<UserBarrier> KIND = UserClassContract.of(UserBarrier.class);

    @Override
    protected MemberBarriers open(ClientContext context) throws Exception {
        UserObjects<UserBarrier> objects = KIND.objects(context);
        return new Users(objects, objects.open());
    }

    private record Users(UserObjects<UserBarrier> objects, UserBarrier barrier) implements MemberBarriers {
        @Override
        public boolean enter(String path, int members, Duration timeout) throws Exception {
            return barrier.enter(name(path), members, timeout);
        }

        @Override
        public boolean leave(String path, Duration timeout) throws Exception {
            return barrier.leave(name(path), timeout);
        }

        private static String name(String path) {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        @Override
        public void threw(Recorder.Op op, Exception thrown) {
            objects.threw(op, thrown);
        }

        @Override
        public void close() throws Exception {
            objects.close(barrier);
        }
    }
}
