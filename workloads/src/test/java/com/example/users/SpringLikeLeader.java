package com.example.users;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderSelector;
import org.apache.curator.framework.recipes.leader.LeaderSelectorListenerAdapter;

/**
 * A leader initiator in the style of Spring Integration: a selector that queues again, a callback when leadership is granted
 * and revoked, and a context that can be asked. Knows nothing of Stampede.
 */
public class SpringLikeLeader {
    private final LeaderSelector selector;
    private volatile boolean granted;

    public SpringLikeLeader(CuratorFramework curator) {
        this.selector = new LeaderSelector(curator, "/spring/leader", new LeaderSelectorListenerAdapter() {
            @Override
            public void takeLeadership(CuratorFramework client) throws InterruptedException {
                leadUntilInterrupted();
            }
        });
        selector.autoRequeue();
    }

    private void leadUntilInterrupted() throws InterruptedException {
        granted = true;
        try {
            Thread.sleep(Long.MAX_VALUE);
        } finally {
            granted = false;
        }
    }

    public void start() {
        selector.start();
    }

    public boolean isLeader() {
        return granted && selector.hasLeadership();
    }

    public void stop() {
        selector.close();
    }
}
