package dev.stampede.workloads.scenario.registers.mutants;

import dev.stampede.checker.history.data.ZnodeState;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.registers.NaiveRegisters;
import dev.stampede.workloads.scenario.registers.Registers;
import dev.stampede.workloads.scenario.registers.RegistersDriver;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.ZooKeeper;

/** Reads through a pool of other sessions, to distribute the load, and records the reads as those of one session. */
public final class SecondSession extends RegistersDriver {
    private static final int POOL = 3;

    @Override
    protected Registers open(ClientContext context) {
        return new NaiveRegisters(context) {
            private final List<ZooKeeper> pool = new ArrayList<>();
            private int next;

            @Override
            public ZnodeState get(String key) throws Exception {
                if (pool.size() < POOL) {
                    pool.add(context.connect(event -> {}));
                }
                int turn = next++ % pool.size();
                if (!pool.get(turn).getState().isAlive()) {
                    pool.set(turn, context.connect(event -> {}));
                }
                return get(pool.get(turn), key);
            }
        };
    }
}
