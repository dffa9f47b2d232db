package dev.stampede.workloads.sweep.operations;

import dev.stampede.workloads.sweep.CaseContext;
import dev.stampede.workloads.sweep.CellOutcome;
import dev.stampede.workloads.sweep.OperationAnswer;
import dev.stampede.workloads.sweep.SweepOperation;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.recipes.barriers.DistributedBarrier;
import org.jspecify.annotations.Nullable;

/** The operations of {@code DistributedBarrier}. A second client removes the barrier on which the client waits. */
final class BarrierOperation extends SweepOperation {
    private static final String PROMISE =
            "distributed systems use barriers to block processing of a set of nodes until a"
                    + " condition is met (Curator, Barrier)";
    private static final long REMOVED_AFTER_MILLIS = 900;
    private static final long WAIT_SECONDS = 9;

    private final Act act;
    private final SecondClient second = new SecondClient();
    private @Nullable DistributedBarrier barrier;
    private @Nullable Future<Long> removed;
    private long returned;

    /** The operation. */
    enum Act {
        SET("setBarrier"),
        REMOVE("removeBarrier"),
        WAIT("waitOnBarrier");

        private final String method;

        Act(String method) {
            this.method = method;
        }
    }

    BarrierOperation(Act act) {
        this.act = act;
    }

    @Override
    public String recipe() {
        return "DistributedBarrier";
    }

    @Override
    public String method() {
        return act.method;
    }

    @Override
    public void prepare(CaseContext context) throws Exception {
        barrier = new DistributedBarrier(context.curator(), context.path());
        if (act != Act.SET) {
            new DistributedBarrier(context.direct(), context.path()).setBarrier();
        }
    }

    @Override
    @SuppressWarnings("NullAway") // prepare() sets the field
    public Object operate(CaseContext context) throws Exception {
        switch (act) {
            case SET -> barrier.setBarrier();
            case REMOVE -> barrier.removeBarrier();
            case WAIT -> {
                removed = second.begin(() -> {
                    Thread.sleep(REMOVED_AFTER_MILLIS);
                    long removing = System.nanoTime();
                    context.direct().delete().forPath(context.path());
                    return removing;
                });
                boolean open = barrier.waitOnBarrier(WAIT_SECONDS, TimeUnit.SECONDS);
                returned = System.nanoTime();
                return open;
            }
        }
        return true;
    }

    @Override
    public void verify(CaseContext context, OperationAnswer answer) throws Exception {
        boolean set = context.data(context.path()) != null;
        if (removed != null) {
            long removing = SecondClient.await(removed);
            if (answer.returned()) {
                context.require(
                        answer.isTrue(),
                        CellOutcome.STUCK,
                        PROMISE,
                        "the wait did not end after the barrier was removed");
                context.require(
                        !answer.isTrue() || returned - removing > 0,
                        CellOutcome.FALSE_ANSWER,
                        PROMISE,
                        "the wait ended before the barrier was removed");
            }
        } else if (answer.returned()) {
            context.require(
                    set == (act == Act.SET),
                    CellOutcome.LOST,
                    PROMISE,
                    "the call returned, and the barrier is " + (set ? "still set" : "not set"));
        }
    }

    @Override
    public void close(CaseContext context) {
        second.close();
    }
}
