package dev.stampede.workloads.scenario.balancing.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.balancing.Balancer;
import dev.stampede.workloads.scenario.balancing.BalancingDriver;
import dev.stampede.workloads.scenario.balancing.NaiveBalancer;

/** Keeps its list when its session has ended, and does not see that its watches ended with it. */
public final class KeepsList extends BalancingDriver {
    @Override
    protected Balancer balancer(ClientContext context) {
        return new NaiveBalancer(context, chooser(context)) {
            @Override
            protected void lost() {
                // This is what is broken.
            }
        };
    }
}
