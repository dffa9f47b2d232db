package dev.stampede.workloads.scenario.balancing;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.ClientDriver;

/**
 * Runs a backend or a balancer, depending on the number of the client: the first clients are backends.
 *
 * <p>Settings: {@code key} (the parent znode of the backends), {@code backends} (the number of backends),
 * {@code algorithm} (see {@link BalancingPolicy}), and the settings of {@link Backend} and {@link NaiveBalancer}. Each
 * mutant overrides one part.
 */
public class BalancingDriver implements ClientDriver {
    @Override
    public final void drive(ClientContext context) throws Exception {
        if (context.spec().number() < Integer.parseInt(context.spec().setting("backends"))) {
            new Backend(context, registrar(context)).run();
        } else {
            balancer(context).run();
        }
    }

    /** Creates the registrar of a backend. */
    protected Registrar registrar(ClientContext context) throws Exception {
        return new NaiveRegistrar(context);
    }

    /** Creates the balancer of a client. */
    protected Balancer balancer(ClientContext context) throws Exception {
        return new NaiveBalancer(context, policy(context));
    }

    /** Creates the policy of a client's balancer. */
    protected static BalancingPolicy policy(ClientContext context) {
        return new BalancingPolicy(
                context.spec().setting("algorithm"), context.random().split());
    }
}
