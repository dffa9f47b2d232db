package dev.stampede.workloads.scenario.balancing;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.ClientDriver;

/**
 * A client is a backend or a balancer, by its number: the first ones are backends.
 *
 * <p>Settings: {@code key} (the znode above the backends), {@code backends} (how many there are), {@code algorithm} (see
 * {@link BalancingPolicy}), and those of {@link Backend} and {@link NaiveBalancer}. Mutants override one part.
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

    /** How backends make themselves known. */
    protected Registrar registrar(ClientContext context) {
        return new NaiveRegistrar(context);
    }

    /** How a balancer follows them. */
    protected Balancer balancer(ClientContext context) throws Exception {
        return new NaiveBalancer(context, chooser(context));
    }

    /** How a balancer of this client picks. */
    protected static BalancingPolicy chooser(ClientContext context) {
        return new BalancingPolicy(
                context.spec().setting("algorithm"), context.random().split());
    }
}
