package dev.stampede.workloads.scenario.naming.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.naming.NaiveNaming;
import dev.stampede.workloads.scenario.naming.NamingDriver;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/** Changes a name by deleting and creating it in two requests, without a version. */
public final class DeleteThenCreate extends NamingDriver {
    @Override
    protected Names open(ClientContext context) {
        return new NaiveNaming(context) {
            @Override
            protected Stat set(ZooKeeper zk, String name, byte[] uri, int version)
                    throws KeeperException, InterruptedException {
                zk.delete(name, -1);
                return create(zk, name, uri);
            }
        };
    }
}
