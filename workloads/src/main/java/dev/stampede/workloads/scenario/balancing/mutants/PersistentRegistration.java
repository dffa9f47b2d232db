package dev.stampede.workloads.scenario.balancing.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.balancing.BalancingDriver;
import dev.stampede.workloads.scenario.balancing.NaiveRegistrar;
import dev.stampede.workloads.scenario.balancing.Registrar;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;

/** Registers a backend with a persistent znode, which remains when the backend dies. */
public final class PersistentRegistration extends BalancingDriver {
    @Override
    protected Registrar registrar(ClientContext context) {
        return new NaiveRegistrar(context) {
            @Override
            protected void create(ZooKeeper zk, String path, byte[] address)
                    throws KeeperException, InterruptedException {
                try {
                    zk.create(path, address, context.acl(), CreateMode.PERSISTENT);
                } catch (KeeperException.NodeExistsException e) {
                    zk.setData(path, address, -1);
                }
            }
        };
    }
}
