package dev.stampede.workloads.scenario.election;

import dev.stampede.checker.history.data.LockInput;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.client.Recorder;
import java.time.Duration;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderSelector;
import org.apache.curator.framework.recipes.leader.LeaderSelectorListenerAdapter;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.StandardConnectionStateErrorPolicy;
import org.apache.curator.retry.RetryNTimes;

/**
 * Drives Curator's {@link LeaderSelector}. As its documentation requires, the listener ends its leadership when the
 * connection is lost.
 *
 * <p>Settings: {@code key}, {@code tenure.millis} (the mean time that {@code takeLeadership} runs).
 */
public final class LeaderSelectorDriver implements ClientDriver {
    @Override
    public void drive(ClientContext context) throws Exception {
        CuratorFramework curator = context.curator(new RetryNTimes(20, 100), new StandardConnectionStateErrorPolicy());
        LeadershipListener listener = new LeadershipListener(context);
        try (LeaderSelector selector =
                new LeaderSelector(curator, context.spec().setting("key"), listener)) {
            selector.autoRequeue();
            selector.start();
            while (context.running()) {
                context.pause(Duration.ofMillis(50));
            }
        }
    }

    private static final class LeadershipListener extends LeaderSelectorListenerAdapter {
        private final ClientContext context;
        private final String key;
        private Recorder.Op acquire;
        private volatile boolean leading;
        private volatile boolean connected = true;

        LeadershipListener(ClientContext context) {
            this.context = context;
            this.key = context.spec().setting("key");
            this.acquire = context.recorder().invoke(key, LockInput.Acquire.EXCLUSIVE);
        }

        /** Called by one thread of the selector at a time. */
        @Override
        public void takeLeadership(CuratorFramework client) throws InterruptedException {
            long token = context.recorder().lastTokenBelow(key);
            acquire.granted(token);
            context.recorder().believes(key, token);
            leading = true;
            if (!connected) {
                context.recorder().doubts(key, "disconnected when it was elected");
            }
            try {
                int mean = Integer.parseInt(context.spec().setting("tenure.millis"));
                context.pause(Duration.ofMillis(context.random().nextInt(2 * mean + 1)));
            } finally {
                leading = false;
                context.recorder().invoke(key, LockInput.Release.EXCLUSIVE).ok();
                acquire = context.recorder().invoke(key, LockInput.Acquire.EXCLUSIVE);
            }
        }

        @Override
        public void stateChanged(CuratorFramework client, ConnectionState state) {
            connected = state.isConnected();
            if (!connected && leading) {
                context.recorder().doubts(key, state.name());
            }
            super.stateChanged(client, state);
        }
    }
}
