package dev.stampede.workloads.scenario.counter;

import dev.stampede.checker.history.data.CounterInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.Recorder;
import java.util.Optional;
import org.apache.zookeeper.KeeperException;

/** One client's object for one counter. Records its operations. Used by the thread of the client. */
public abstract class DrivenCounter {
    private final ClientContext context;
    private final String path;

    /** A counter at this path. */
    protected DrivenCounter(ClientContext context, String path) {
        this.context = context;
        this.path = path;
    }

    /** The client. */
    protected final ClientContext context() {
        return context;
    }

    /** The path of the counter's znode. */
    protected final String path() {
        return path;
    }

    /**
     * Increments the counter, and records it with {@link #record}.
     *
     * @throws KeeperException if the client should pause before the next operation
     */
    protected abstract void increment() throws Exception;

    /**
     * Reads the count; {@link #read} records it.
     *
     * @throws KeeperException if the client should pause before the next operation
     */
    protected abstract long count() throws Exception;

    /** Closes the object. Called once. */
    protected void close() throws Exception {}

    final void read() throws Exception {
        record(new CounterInput.GetCount(), () -> counted(count()));
    }

    /** The steps of an operation. */
    protected interface Steps {
        /**
         * Executes the operation and returns its output; empty if the object under test reports that it had no effect.
         */
        Optional<OperationOutput> run() throws Exception;
    }

    /** The output of an increment or a read. */
    protected static Optional<OperationOutput> counted(long count) {
        return Optional.of(new OperationOutput.WholeNumber(count));
    }

    /** Records an operation. If the client should pause or stop, throws the exception that the operation threw. */
    protected final void record(CounterInput input, Steps steps) throws Exception {
        Recorder.Op op = context.recorder().invoke(path, input);
        try {
            steps.run().ifPresentOrElse(op::ok, () -> op.failed("it reports that it did not take effect"));
        } catch (InterruptedException e) {
            op.interrupted();
            throw e;
        } catch (Exception e) {
            threw(op, e);
            if (e instanceof KeeperException) {
                throw e;
            }
        }
    }

    /** Completes an operation that threw this exception. */
    protected void threw(Recorder.Op op, Exception thrown) throws Exception {
        op.threw(thrown);
    }
}
