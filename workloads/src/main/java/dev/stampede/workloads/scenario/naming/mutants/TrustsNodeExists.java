package dev.stampede.workloads.scenario.naming.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.naming.NaiveNaming;
import dev.stampede.workloads.scenario.naming.NamingDriver;
import java.time.Duration;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/** Repeats a create whose answer was lost, and takes NodeExists as proof that it owns the name. */
public final class TrustsNodeExists extends NamingDriver {
    @Override
    protected Names open(ClientContext context) {
        return new NaiveNaming(context) {
            @Override
            protected Stat create(ZooKeeper zk, String name, byte[] uri) throws KeeperException, InterruptedException {
                for (boolean again = false; ; again = true) {
                    try {
                        return super.create(zk, name, uri);
                    } catch (KeeperException.ConnectionLossException e) {
                        if (!context.running()) {
                            throw e;
                        }
                        context.pause(Duration.ofMillis(20));
                    } catch (KeeperException.NodeExistsException e) {
                        Stat there = again ? zk.exists(name, false) : null;
                        if (there == null) {
                            throw e;
                        }
                        return there; // The mistake: another client may own it.
                    }
                }
            }
        };
    }
}
