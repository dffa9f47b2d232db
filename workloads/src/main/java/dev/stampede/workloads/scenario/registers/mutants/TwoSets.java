package dev.stampede.workloads.scenario.registers.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.registers.NaiveRegisters;
import dev.stampede.workloads.scenario.registers.Registers;
import dev.stampede.workloads.scenario.registers.RegistersDriver;
import java.util.List;
import org.apache.zookeeper.KeeperException;

/** Reads the guard, then sets the members with separate requests instead of a transaction. */
public final class TwoSets extends RegistersDriver {
    @Override
    protected Registers open(ClientContext context) {
        return new NaiveRegisters(context) {
            @Override
            public void multi(String guard, int version, List<String> keys, String data)
                    throws KeeperException, InterruptedException {
                if (get(handle(), guard).version() != version) {
                    throw new KeeperException.BadVersionException(guard);
                }
                for (String key : keys) {
                    handle().setData(key, bytes(data), -1);
                }
            }
        };
    }
}
