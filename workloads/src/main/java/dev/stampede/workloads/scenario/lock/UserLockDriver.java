package dev.stampede.workloads.scenario.lock;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.scenario.user.UserInterface;
import dev.stampede.workloads.scenario.user.UserObjects;
import dev.stampede.workloads.user.UserLock;
import java.util.List;

/**
 * Drives a user's lock: a {@link UserLock}, or a class with methods of the names that it lists.
 *
 * <p>The token of a hold is the ephemeral that the class created during the acquire, below the key if it created one there:
 * the class may keep other ephemerals. Name its own path with the setting {@code key}. A class that opens its own handles
 * has no token.
 *
 * <p>Setting: {@code class} (the name of the class).
 */
public final class UserLockDriver extends LockDriver {
    /** The classes that are suitable. */
    public static final UserInterface<UserLock> KIND = UserInterface.of(UserLock.class)
            .orNamed("acquire", "acquire", "lock")
            .orNamed("release", "release", "unlock");

    @Override
    protected List<Lock> open(ClientContext context, String key) throws Exception {
        return List.of(new Held(context, key));
    }

    private static final class Held implements Lock {
        private final ClientContext context;
        private final String key;
        private final UserObjects<UserLock> objects;
        private final UserLock lock;
        private volatile boolean holding;
        private volatile boolean doubted;

        Held(ClientContext context, String key) throws Exception {
            this.context = context;
            this.key = key;
            this.objects = KIND.objects(context);
            this.lock = objects.open(this::doubt);
        }

        @Override
        public String key() {
            return key;
        }

        @Override
        public long acquire() throws Exception {
            doubted = false;
            long began = context.recorder().mark();
            while (context.running()) {
                if (lock.acquire()) {
                    holding = true;
                    return context.recorder().tokenSince(began, key);
                }
            }
            throw new InterruptedException("the client was asked to stop while it waited");
        }

        @Override
        public void release() throws Exception {
            holding = false;
            lock.release();
        }

        @Override
        public void threw(Recorder.Op operation, Exception thrown) {
            objects.threw(operation, thrown);
        }

        @Override
        public void close() throws InterruptedException {
            objects.close(lock);
        }

        private void doubt(String reason) {
            doubted = true;
            if (holding) {
                context.recorder().doubts(key, reason);
            }
        }

        @Override
        public boolean doubted() {
            return doubted;
        }
    }
}
