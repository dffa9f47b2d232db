package dev.stampede.workloads.scenario.balancing.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.balancing.Balancer;
import dev.stampede.workloads.scenario.balancing.BalancingDriver;
import dev.stampede.workloads.scenario.balancing.BalancingPolicy;
import dev.stampede.workloads.scenario.balancing.NaiveBalancer;

/** Never decrements its counters, so that finished requests count as active. */
public final class NeverDecrements extends BalancingDriver {
    @Override
    protected Balancer balancer(ClientContext context) {
        BalancingPolicy policy =
                new BalancingPolicy("least-used", context.random().split()) {
                    @Override
                    protected void ended(String path) {
                        // The mistake: no decrement.
                    }
                };
        return new NaiveBalancer(context, policy);
    }
}
