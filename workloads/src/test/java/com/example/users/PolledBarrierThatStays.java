package com.example.users;

import org.apache.curator.framework.CuratorFramework;

/** Leaves its child behind when it gives up, so that the others count it. */
public class PolledBarrierThatStays extends PolledBarrier {
    public PolledBarrierThatStays(CuratorFramework curator) {
        super(curator);
    }

    @Override
    boolean withdraws(String barrier) {
        return true;
    }
}
