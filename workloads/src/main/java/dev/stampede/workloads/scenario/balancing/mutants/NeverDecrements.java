package dev.stampede.workloads.scenario.balancing.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.balancing.Balancer;
import dev.stampede.workloads.scenario.balancing.BalancingDriver;
import dev.stampede.workloads.scenario.balancing.BalancingPolicy;
import dev.stampede.workloads.scenario.balancing.NaiveBalancer;

/** Never decrements its counters: it counts finished requests to a backend as current ones. */
public final class NeverDecrements extends BalancingDriver {
    @Override
    protected Balancer balancer(ClientContext context) {
        BalancingPolicy chooser =
                new BalancingPolicy("least-used", context.random().split()) {
                    @Override
                    protected void ended(String path) {
                        // This is what is broken.
                    }
                };
        return new NaiveBalancer(context, chooser);
    }
}
