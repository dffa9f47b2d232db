package com.example.users;

import org.apache.zookeeper.Watcher.Event.KeeperState;

/** As {@link HadoopLikeElector}, but it stays active while it is disconnected, and after its session has expired. */
public class HadoopLikeElectorNeverNeutral extends HadoopLikeElector {
    public HadoopLikeElectorNeverNeutral(String connectString) {
        super(connectString);
    }

    @Override
    protected void stateLost(KeeperState state) {
        // The fencing of the next one will stop us.
    }
}
