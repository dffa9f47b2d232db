package dev.stampede.workloads.scenario.registers.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.registers.NaiveRegisters;
import dev.stampede.workloads.scenario.registers.Registers;
import dev.stampede.workloads.scenario.registers.RegistersDriver;
import java.io.IOException;
import org.apache.zookeeper.KeeperException;

/** Treats a connection loss as a failure, and creates its sequential znode again. */
public final class RetriedCreate extends RegistersDriver {
    @Override
    protected Registers open(ClientContext context) {
        return new NaiveRegisters(context) {
            @Override
            public String createSequential(String parent, String tag) throws KeeperException, InterruptedException {
                while (true) {
                    try {
                        return super.createSequential(parent, tag);
                    } catch (KeeperException.ConnectionLossException e) {
                        reconnect(e);
                    }
                }
            }

            private void reconnect(KeeperException lost) throws KeeperException, InterruptedException {
                try {
                    await();
                } catch (IOException e) {
                    throw lost;
                }
                if (!context.running()) {
                    throw lost;
                }
            }
        };
    }
}
