package dev.stampede.workloads.scenario.counter;

import dev.stampede.checker.history.data.CounterInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.workloads.client.ClientContext;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.shared.SharedCount;
import org.apache.curator.framework.recipes.shared.VersionedValue;

/**
 * Increments by {@code trySetCount} of Curator's {@link SharedCount}. A read returns the recipe's copy of the count.
 */
public final class SharedCountDriver extends CuratorCounterDriver {
    @Override
    protected DrivenCounter open(ClientContext context, CuratorFramework framework, String path) throws Exception {
        SharedCount count = new SharedCount(framework, path, 0);
        try {
            count.start();
        } catch (Exception e) {
            count.close();
            throw e;
        }
        return new Shared(context, path, count);
    }

    private static final class Shared extends DrivenCounter {
        private final SharedCount count;

        Shared(ClientContext context, String path, SharedCount count) {
            super(context, path);
            this.count = count;
        }

        @Override
        protected void increment() throws Exception {
            VersionedValue<Integer> known = count.getVersionedValue();
            record(
                    new CounterInput.TryCount(known.getValue()),
                    () -> count.trySetCount(known, known.getValue() + 1)
                            ? Optional.of(OperationOutput.Custom.DONE)
                            : Optional.empty());
        }

        @Override
        protected long count() {
            return count.getCount();
        }

        @Override
        protected void close() throws Exception {
            count.close();
        }
    }
}
