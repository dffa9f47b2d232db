package dev.stampede.workloads.scenario.balancing.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.balancing.BalancingDriver;
import dev.stampede.workloads.scenario.balancing.Chooser;
import dev.stampede.workloads.scenario.balancing.Follower;
import dev.stampede.workloads.scenario.balancing.NaiveBalancer;

/** Counts the requests to a backend as under way for ever: the counts of its least-used choice only grow. */
public final class NeverDecrements extends BalancingDriver {
    @Override
    protected Follower balancer(ClientContext context) {
        Chooser chooser = new Chooser("least-used", context.random().split()) {
            @Override
            protected void ended(String path) {
                // This is what is broken.
            }
        };
        return new NaiveBalancer(context, chooser);
    }
}
