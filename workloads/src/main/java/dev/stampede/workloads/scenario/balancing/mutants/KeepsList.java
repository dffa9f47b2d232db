package dev.stampede.workloads.scenario.balancing.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.balancing.Balancer;
import dev.stampede.workloads.scenario.balancing.BalancingDriver;
import dev.stampede.workloads.scenario.balancing.NaiveBalancer;

/** Keeps its list after its session has ended, although its watches ended with the session. */
public final class KeepsList extends BalancingDriver {
    @Override
    protected Balancer balancer(ClientContext context) {
        return new NaiveBalancer(context, policy(context)) {
            @Override
            protected void lost() {
                // The mistake: the list is not discarded.
            }
        };
    }
}
