package com.example.users;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderLatchListener;

/** A flag that events set, for metrics and logs, beside {@code hasLeadership()}, which decides. */
public class EventFlagLeader implements AutoCloseable {
    private final LeaderLatch latch;
    private volatile boolean flag;

    public EventFlagLeader(CuratorFramework curator) throws Exception {
        latch = new LeaderLatch(curator, "/jobs/leader");
        latch.addListener(new LeaderLatchListener() {
            @Override
            public void isLeader() {
                flag = true;
            }

            @Override
            public void notLeader() {
                flag = false;
            }
        });
        latch.start();
    }

    /** Listeners may be late, so the latch has the last word. */
    public boolean hasLeadership() {
        return flag && latch.hasLeadership();
    }

    @Override
    public void close() throws Exception {
        latch.close();
    }
}
