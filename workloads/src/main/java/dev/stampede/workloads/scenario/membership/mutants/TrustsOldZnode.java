package dev.stampede.workloads.scenario.membership.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.membership.EphemeralMember;
import dev.stampede.workloads.scenario.membership.GroupClient;
import dev.stampede.workloads.scenario.membership.MembershipDriver;
import dev.stampede.workloads.scenario.membership.NaiveGroups;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;

/** Takes any existing znode for its own, even the znode of its previous session, which is about to disappear. */
public final class TrustsOldZnode extends MembershipDriver {
    @Override
    protected GroupClient open(ClientContext context) {
        return new NaiveGroups(context) {
            @Override
            protected EphemeralMember member(String path) {
                return new EphemeralMember(context, path) {
                    @Override
                    protected void create(ZooKeeper zk, String znode, byte[] bytes)
                            throws KeeperException, InterruptedException {
                        try {
                            zk.create(znode, bytes, context.acl(), CreateMode.EPHEMERAL);
                        } catch (KeeperException.NodeExistsException e) {
                            zk.setData(znode, bytes, -1); // The mistake: the owner may be another session.
                        }
                    }

                    @Override
                    protected boolean watchesItsZnode() {
                        return false;
                    }
                };
            }
        };
    }
}
