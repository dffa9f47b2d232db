package dev.stampede.workloads.scenario.counter;

import dev.stampede.checker.history.data.CounterInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.workloads.client.ClientContext;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.atomic.DistributedAtomicLong;
import org.apache.curator.retry.RetryNTimes;

/** Increments by {@code compareAndSet} of Curator's {@link DistributedAtomicLong}, which needs an initial value. */
public final class CompareAndSetDriver extends CuratorCounterDriver {
    @Override
    protected DrivenCounter open(ClientContext context, CuratorFramework framework, String path) throws Exception {
        DistributedAtomicLong number = new DistributedAtomicLong(framework, path, new RetryNTimes(0, 1));
        number.initialize(0L);
        return new Compared(context, path, number);
    }

    private static final class Compared extends DrivenCounter {
        private final DistributedAtomicLong number;

        Compared(ClientContext context, String path, DistributedAtomicLong number) {
            super(context, path);
            this.number = number;
        }

        @Override
        protected void increment() throws Exception {
            long known = count();
            record(
                    new CounterInput.TryCount(known),
                    () -> number.compareAndSet(known, known + 1).succeeded()
                            ? Optional.of(OperationOutput.Custom.DONE)
                            : Optional.empty());
        }

        @Override
        protected long count() throws Exception {
            return number.get().postValue();
        }
    }
}
