package dev.stampede.workloads.scenario.registers.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.registers.NaiveRegisters;
import dev.stampede.workloads.scenario.registers.Registers;
import dev.stampede.workloads.scenario.registers.RegistersDriver;
import org.apache.zookeeper.KeeperException;

/** Reads a register and then sets it without a version, which overwrites all changes since the read. */
public final class UnconditionalSet extends RegistersDriver {
    @Override
    protected Registers open(ClientContext context) {
        return new NaiveRegisters(context) {
            @Override
            public int set(String key, String data, int version) throws KeeperException, InterruptedException {
                return super.set(key, data, -1);
            }
        };
    }
}
