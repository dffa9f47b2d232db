package dev.stampede.workloads.scenario.naming.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.naming.NaiveNaming;
import dev.stampede.workloads.scenario.naming.NamingDriver;
import dev.stampede.workloads.scenario.naming.SequentialIds;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;

/** Uses the number of existing znodes as the id. */
public final class CountedIds extends NamingDriver {
    @Override
    protected Names open(ClientContext context) {
        return new NaiveNaming(context) {
            @Override
            protected SequentialIds ids(ClientContext client) {
                return new Counting(client);
            }
        };
    }

    private static final class Counting extends SequentialIds {
        private final List<ACL> acl;
        private int created;

        Counting(ClientContext context) {
            super(context);
            acl = context.acl();
        }

        @Override
        protected long draw(ZooKeeper zk, String above) throws KeeperException, InterruptedException {
            String own = above + "/" + Long.toHexString(zk.getSessionId()) + "-" + created++;
            zk.create(own, new byte[0], acl, CreateMode.EPHEMERAL);
            return zk.getChildren(above, false).size(); // The mistake: another client may count the same number.
        }
    }
}
