package dev.stampede.workloads.scenario.membership;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.client.recording.Outcomes;
import dev.stampede.workloads.scenario.user.UserClassContract;
import dev.stampede.workloads.scenario.user.UserObjects;
import dev.stampede.workloads.user.UserMembership;
import java.time.Duration;
import java.util.TreeMap;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/**
 * Drives a user's group membership. A client asks for the members of each group every 50 ms. Settings: those of {@link
 * MembershipDriver}, and {@code class} (the name of the class).
 */
public final class UserMembershipDriver extends MembershipDriver {
    /** The classes that are suitable. */
    public static final UserClassContract<UserMembership> KIND = UserClassContract.of(UserMembership.class);

    private static final Duration BETWEEN_VIEWS = Duration.ofMillis(50);

    private @Nullable UserObjects<UserMembership> objects;

    @Override
    protected GroupClient open(ClientContext context) throws Exception {
        UserObjects<UserMembership> all = objects;
        if (all == null) {
            all = KIND.objects(context);
            objects = all;
        }
        return new Users(all, all.open());
    }

    private record Users(UserObjects<UserMembership> objects, UserMembership user) implements GroupClient {
        @Override
        public Membership membership(String group, String id) {
            return new UsersGroup(user, group, id);
        }

        @Override
        public boolean ready() {
            return true;
        }

        /** Always null: the class has its own handle, or only the class knows its znodes. */
        @Override
        public @Nullable ZooKeeper connected() {
            return null;
        }

        @Override
        public void close() throws InterruptedException {
            try {
                objects.close(user);
            } finally {
                objects.endSession();
            }
        }
    }

    /** One group of a client. */
    private static final class UsersGroup implements Membership {
        private final UserMembership user;
        private final String group;
        private final String id;
        private long nextView = System.nanoTime();

        UsersGroup(UserMembership user, String group, String id) {
            this.user = user;
            this.group = group;
            this.id = id;
        }

        /**
         * Even after ZooKeeper has refused a request, it is unknown whether the client is a member: an earlier request
         * may have taken effect.
         */
        @Override
        public void join(String data) throws Exception {
            try {
                user.join(group, id, data);
            } catch (KeeperException e) {
                throw new IllegalStateException(Outcomes.describe(e), e);
            }
        }

        @Override
        public void setData(String data) {
            throw new UnsupportedOperationException("a user's class has the data of its join");
        }

        @Override
        public void leave() throws Exception {
            user.leave(group);
        }

        @Override
        public void observe(RecordedView view) throws InterruptedException {
            if (System.nanoTime() - nextView < 0) {
                return;
            }
            Recorder.Op op = view.begin();
            try {
                view.adopt(op, new TreeMap<>(user.members(group)));
            } catch (InterruptedException e) {
                op.interrupted();
                throw e;
            } catch (Exception e) {
                op.failed(Outcomes.describe(e));
                view.close();
            }
            nextView = System.nanoTime() + BETWEEN_VIEWS.toNanos();
        }
    }
}
