package com.example.users;

import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.data.Stat;

/** Writes without the version that it has read. */
public class CasCounterThatForgetsTheVersion extends CasCounter {
    public CasCounterThatForgetsTheVersion(CuratorFramework curator) {
        super(curator);
    }

    @Override
    void write(byte[] data, Stat before) throws Exception {
        if (before.getCzxid() == 0) {
            super.write(data, before);
        } else {
            curator().setData().forPath(PATH, data);
        }
    }
}
