package com.example.elections;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderLatch;

/** One scheduler at a time starts jobs: the one that leads. */
public class Scheduler implements AutoCloseable {
    private final LeaderLatch latch;

    public Scheduler(CuratorFramework curator) {
        latch = new LeaderLatch(curator, "/schedulers");
    }

    public void start() throws Exception {
        latch.start();
    }

    /** Whether this scheduler may start jobs now. */
    public boolean isLeader() {
        return latch.hasLeadership();
    }

    @Override
    public void close() throws Exception {
        latch.close();
    }
}
