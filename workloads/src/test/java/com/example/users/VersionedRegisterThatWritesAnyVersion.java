package com.example.users;

import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.data.Stat;

/** As {@link VersionedRegister}, but its compare-and-set compares only what it has read before. */
public class VersionedRegisterThatWritesAnyVersion extends VersionedRegister {
    public VersionedRegisterThatWritesAnyVersion(CuratorFramework curator) {
        super(curator);
    }

    @Override
    int version(Stat read) {
        return -1;
    }
}
