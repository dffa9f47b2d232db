package dev.stampede.workloads.scenario.naming.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.naming.NaiveNaming;
import dev.stampede.workloads.scenario.naming.NamingDriver;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/** Checks whether a name is free and then writes it: two clients can find it free at the same time. */
public final class ExistsThenSet extends NamingDriver {
    @Override
    protected Names open(ClientContext context) {
        return new NaiveNaming(context) {
            @Override
            protected Stat create(ZooKeeper zk, String name, byte[] uri) throws KeeperException, InterruptedException {
                if (zk.exists(name, false) != null) {
                    throw new KeeperException.NodeExistsException(name);
                }
                try {
                    super.create(zk, name, uri);
                } catch (KeeperException.NodeExistsException e) {
                    // The mistake: the name may have been taken since the check.
                }
                return zk.setData(name, uri, -1);
            }
        };
    }
}
