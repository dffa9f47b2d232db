package dev.stampede.workloads.scenario.naming;

import dev.stampede.checker.history.data.NameInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.Recorder;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.atomic.AtomicValue;
import org.apache.curator.framework.recipes.atomic.DistributedAtomicLong;
import org.apache.curator.framework.state.StandardConnectionStateErrorPolicy;
import org.apache.curator.retry.RetryNTimes;

/** Generates ids with Curator's {@link DistributedAtomicLong}. Setting: {@code ids} (the znode of the counter). */
public final class AtomicLongIdsDriver extends NamingDriver {
    @Override
    protected Names open(ClientContext context) {
        CuratorFramework curator = context.curator(new RetryNTimes(20, 100), new StandardConnectionStateErrorPolicy());
        String path = context.spec().setting("ids");
        DistributedAtomicLong counter = new DistributedAtomicLong(curator, path, new RetryNTimes(20, 10));
        return (operation, number) -> next(context, counter, path);
    }

    /** The returned value reports a failure, but not whether the requests had an effect. */
    private static void next(ClientContext context, DistributedAtomicLong counter, String path) throws Exception {
        Recorder.Op op = context.recorder().invoke(path, new NameInput.NextId());
        try {
            AtomicValue<Long> value = counter.increment();
            if (value.succeeded()) {
                op.ok(new OperationOutput.WholeNumber(value.postValue()));
            } else {
                op.indeterminate("DistributedAtomicLong gave up");
            }
        } catch (InterruptedException e) {
            op.interrupted();
            throw e;
        } catch (Exception e) {
            op.threw(e);
        }
    }
}
