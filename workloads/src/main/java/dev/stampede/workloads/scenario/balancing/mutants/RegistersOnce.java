package dev.stampede.workloads.scenario.balancing.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.balancing.BalancingDriver;
import dev.stampede.workloads.scenario.balancing.NaiveRegistrar;
import dev.stampede.workloads.scenario.balancing.Registrar;

/** Does not register again after its session has ended. */
public final class RegistersOnce extends BalancingDriver {
    @Override
    protected Registrar registrar(ClientContext context) {
        return new NaiveRegistrar(context) {
            @Override
            protected boolean wanted(int before) {
                return before == 0;
            }
        };
    }
}
