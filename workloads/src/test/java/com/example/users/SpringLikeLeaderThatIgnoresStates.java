package com.example.users;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderSelector;
import org.apache.curator.framework.recipes.leader.LeaderSelectorListener;
import org.apache.curator.framework.state.ConnectionState;

/** As {@link SpringLikeLeader}, but its listener does nothing when the connection is suspended or lost. */
public class SpringLikeLeaderThatIgnoresStates {
    private final LeaderSelector selector;

    public SpringLikeLeaderThatIgnoresStates(CuratorFramework curator) {
        this.selector = new LeaderSelector(curator, "/spring/leader", new LeaderSelectorListener() {
            @Override
            public void takeLeadership(CuratorFramework client) throws InterruptedException {
                Thread.sleep(Long.MAX_VALUE);
            }

            @Override
            public void stateChanged(CuratorFramework client, ConnectionState state) {
                // Everything is fine: the connection will come back.
            }
        });
        selector.autoRequeue();
    }

    public void start() {
        selector.start();
    }

    public boolean isLeader() {
        return selector.hasLeadership();
    }

    public void stop() {
        selector.close();
    }
}
