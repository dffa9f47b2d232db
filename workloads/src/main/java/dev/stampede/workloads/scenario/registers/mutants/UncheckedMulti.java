package dev.stampede.workloads.scenario.registers.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.registers.NaiveRegisters;
import dev.stampede.workloads.scenario.registers.Registers;
import dev.stampede.workloads.scenario.registers.RegistersDriver;
import java.util.List;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;

/** Sets all members in one transaction, but omits the check of the guard. */
public final class UncheckedMulti extends RegistersDriver {
    @Override
    protected Registers open(ClientContext context) {
        return new NaiveRegisters(context) {
            @Override
            public void multi(String guard, int version, List<String> keys, String data)
                    throws KeeperException, InterruptedException {
                List<OpResult> unused = handle().multi(keys.stream()
                        .map(key -> Op.setData(key, bytes(data), -1))
                        .toList());
            }
        };
    }
}
