package dev.stampede.workloads.sweep.operations;

import dev.stampede.workloads.sweep.CaseContext;
import dev.stampede.workloads.sweep.CellOutcome;
import dev.stampede.workloads.sweep.OperationAnswer;
import dev.stampede.workloads.sweep.SweepOperation;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.curator.framework.recipes.atomic.AtomicValue;
import org.apache.curator.framework.recipes.atomic.DistributedAtomicLong;
import org.apache.curator.retry.RetryNTimes;
import org.jspecify.annotations.Nullable;

/** {@code DistributedAtomicLong.increment}. In a contended case, a second client increments, too. */
final class IncrementCounter extends SweepOperation {
    private static final String PROMISE = "Add 1 to the current value and return the new value information. Remember to"
            + " always check AtomicValue.succeeded() (DistributedAtomicLong.increment)";
    private static final long INITIAL = 5;
    private static final int OTHERS = 6;
    private static final long PAUSE_MILLIS = 60;

    private final SecondClient second = new SecondClient();
    private @Nullable DistributedAtomicLong counter;
    private @Nullable DistributedAtomicLong observer;
    private @Nullable Future<Integer> others;

    @Override
    public String recipe() {
        return "DistributedAtomicLong";
    }

    @Override
    public String method() {
        return "increment";
    }

    @Override
    public boolean contends() {
        return true;
    }

    @Override
    public Map<CellOutcome, String> knownFindings() {
        return Map.of(CellOutcome.APPLIED_TWICE, "STAMPEDE-F3", CellOutcome.FALSE_ANSWER, "STAMPEDE-F3");
    }

    @Override
    public void prepare(CaseContext context) throws Exception {
        counter = new DistributedAtomicLong(context.curator(), context.path(), new RetryNTimes(20, 30));
        observer = new DistributedAtomicLong(context.direct(), context.path(), new RetryNTimes(50, 20));
        if (context.warm()) {
            observer.forceSet(INITIAL);
        }
    }

    @Override
    @SuppressWarnings("NullAway") // prepare() sets the fields
    public void contend(CaseContext context) {
        others = second.begin(() -> {
            int added = 0;
            for (int i = 0; i < OTHERS; i++) {
                added += observer.increment().succeeded() ? 1 : 0;
                Thread.sleep(PAUSE_MILLIS);
            }
            return added;
        });
    }

    @Override
    @SuppressWarnings("NullAway") // prepare() sets the fields
    public Object operate(CaseContext context) throws Exception {
        return counter.increment();
    }

    @Override
    @SuppressWarnings("NullAway") // prepare() sets the fields
    public void verify(CaseContext context, OperationAnswer answer) throws Exception {
        long before = (context.warm() ? INITIAL : 0) + (others == null ? 0 : SecondClient.await(others));
        long added = observer.get().postValue() - before;
        context.require(added <= 1, CellOutcome.APPLIED_TWICE, PROMISE, "one increment added " + added);
        if (answer.value() instanceof AtomicValue<?> value) {
            context.require(
                    !value.succeeded() || added >= 1,
                    CellOutcome.LOST,
                    PROMISE,
                    "increment() reported success and added nothing");
            context.require(
                    value.succeeded() || added == 0,
                    CellOutcome.FALSE_ANSWER,
                    PROMISE,
                    "increment() reported that it failed, and added " + added);
        }
    }

    @Override
    public void close(CaseContext context) {
        second.close();
    }
}
