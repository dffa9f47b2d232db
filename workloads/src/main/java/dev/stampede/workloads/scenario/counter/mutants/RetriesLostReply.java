package dev.stampede.workloads.scenario.counter.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.RawSession;
import dev.stampede.workloads.scenario.counter.NaiveCounter;
import dev.stampede.workloads.scenario.counter.NaiveCounterDriver;
import org.apache.zookeeper.KeeperException;

/** Increments again when the reply to its write was lost, as if the write had not taken effect. */
public final class RetriesLostReply extends NaiveCounterDriver {
    @Override
    protected NaiveCounter make(ClientContext context, RawSession shared, String path) {
        return new NaiveCounter(context, shared, path) {
            @Override
            protected long add() throws Exception {
                while (true) {
                    try {
                        return super.add();
                    } catch (KeeperException.ConnectionLossException e) {
                        session().awaitConnection();
                    }
                }
            }
        };
    }
}
