package com.example.users;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderLatchListener;
import org.apache.curator.framework.state.ConnectionState;

/** As {@link EventFlagLeader}, but the flag decides, and only a lost session clears it. */
public class EventFlagLeaderUntilLost implements AutoCloseable {
    private final LeaderLatch latch;
    private volatile boolean flag;

    public EventFlagLeaderUntilLost(CuratorFramework curator) throws Exception {
        latch = new LeaderLatch(curator, "/jobs/leader");
        latch.addListener(new LeaderLatchListener() {
            @Override
            public void isLeader() {
                flag = true;
            }

            @Override
            public void notLeader() {
                // The connection listener below clears the flag.
            }
        });
        curator.getConnectionStateListenable().addListener((client, state) -> {
            if (state == ConnectionState.LOST) {
                flag = false;
            }
        });
        latch.start();
    }

    public boolean hasLeadership() {
        return flag;
    }

    @Override
    public void close() throws Exception {
        latch.close();
    }
}
