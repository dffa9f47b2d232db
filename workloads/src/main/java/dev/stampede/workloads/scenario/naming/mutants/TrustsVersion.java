package dev.stampede.workloads.scenario.naming.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.naming.NaiveNaming;
import dev.stampede.workloads.scenario.naming.NamingDriver;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Assumes that it owns a name whose version is the last known version. This is the ABA problem: a znode that was
 * created again has version 0 again.
 */
public final class TrustsVersion extends NamingDriver {
    @Override
    protected Names open(ClientContext context) {
        return new NaiveNaming(context) {
            @Override
            protected boolean mine(String uri, Stat stat, @Nullable Owned before) {
                return before == null ? super.mine(uri, stat, null) : stat.getVersion() == before.version();
            }
        };
    }
}
