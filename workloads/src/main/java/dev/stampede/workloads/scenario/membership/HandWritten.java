package dev.stampede.workloads.scenario.membership;

import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;

/** A membership whose member is an {@link EphemeralMember}. */
abstract class HandWritten implements Membership {
    private final GroupClient client;
    private final EphemeralMember member;

    HandWritten(GroupClient client, EphemeralMember member) {
        this.client = client;
        this.member = member;
    }

    private ZooKeeper handle() throws Exception {
        ZooKeeper zk = client.connected();
        if (zk == null) {
            throw new KeeperException.ConnectionLossException();
        }
        return zk;
    }

    @Override
    public final void join(String data) throws Exception {
        member.join(handle(), data);
    }

    @Override
    public final void setData(String data) throws Exception {
        member.setData(handle(), data);
    }

    @Override
    public final void leave() throws Exception {
        member.leave(handle());
    }
}
