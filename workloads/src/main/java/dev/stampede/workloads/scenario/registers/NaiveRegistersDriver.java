package dev.stampede.workloads.scenario.registers;

import dev.stampede.workloads.client.ClientContext;

/** Drives the {@link NaiveRegisters}. */
public final class NaiveRegistersDriver extends RegistersDriver {
    @Override
    protected Registers open(ClientContext context) {
        return new NaiveRegisters(context);
    }
}
