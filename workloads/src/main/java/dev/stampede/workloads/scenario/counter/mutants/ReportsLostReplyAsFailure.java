package dev.stampede.workloads.scenario.counter.mutants;

import dev.stampede.checker.history.data.CounterInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.RawSession;
import dev.stampede.workloads.scenario.counter.NaiveCounter;
import dev.stampede.workloads.scenario.counter.NaiveCounterDriver;
import java.util.Optional;
import org.apache.zookeeper.KeeperException;

/** Reports that it did not increment the counter when the reply to its write was lost. */
public final class ReportsLostReplyAsFailure extends NaiveCounterDriver {
    @Override
    protected NaiveCounter make(ClientContext context, RawSession shared, String path) {
        return new NaiveCounter(context, shared, path) {
            @Override
            protected void increment() throws Exception {
                record(new CounterInput.Increment(), this::tryToAdd);
            }

            private Optional<OperationOutput> tryToAdd() throws Exception {
                try {
                    return counted(add());
                } catch (KeeperException.ConnectionLossException e) {
                    return Optional.empty();
                }
            }
        };
    }
}
