package dev.stampede.workloads.sweep.operations;

import dev.stampede.workloads.sweep.CaseContext;
import dev.stampede.workloads.sweep.CellOutcome;
import dev.stampede.workloads.sweep.OperationAnswer;
import dev.stampede.workloads.sweep.SweepOperation;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.recipes.barriers.DistributedDoubleBarrier;
import org.jspecify.annotations.Nullable;

/** {@code DistributedDoubleBarrier} with a second member, which enters or leaves a moment later. */
final class DoubleBarrierOperation extends SweepOperation {
    private static final String PROMISE = "Double barriers enable clients to synchronize the beginning and the end of a"
            + " computation (DistributedDoubleBarrier)";
    private static final int MEMBERS = 2;
    private static final long LATER_MILLIS = 900;
    private static final long TIMEOUT_SECONDS = 9;

    private final Act act;
    private final SecondClient second = new SecondClient();
    private @Nullable DistributedDoubleBarrier own;
    private @Nullable DistributedDoubleBarrier other;
    private @Nullable Future<Boolean> otherDone;
    private volatile long otherCalled;
    private long returned;

    /** The operation. */
    enum Act {
        ENTER,
        LEAVE
    }

    DoubleBarrierOperation(Act act) {
        this.act = act;
    }

    @Override
    public String recipe() {
        return "DistributedDoubleBarrier";
    }

    @Override
    public String method() {
        return act.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public Map<CellOutcome, String> knownFindings() {
        return act == Act.LEAVE ? Map.of(CellOutcome.FALSE_ANSWER, "STAMPEDE-F9") : Map.of();
    }

    @Override
    public void prepare(CaseContext context) throws Exception {
        DistributedDoubleBarrier mine = new DistributedDoubleBarrier(context.curator(), context.path(), MEMBERS);
        DistributedDoubleBarrier theirs = new DistributedDoubleBarrier(context.direct(), context.path(), MEMBERS);
        own = mine;
        other = theirs;
        if (act == Act.LEAVE) {
            Future<Boolean> entered = second.begin(() -> theirs.enter(TIMEOUT_SECONDS, TimeUnit.SECONDS));
            if (!mine.enter(TIMEOUT_SECONDS, TimeUnit.SECONDS) || !SecondClient.await(entered)) {
                throw new IllegalStateException("the two members could not enter the barrier");
            }
        }
    }

    @Override
    @SuppressWarnings("NullAway") // prepare() sets the fields
    public Object operate(CaseContext context) throws Exception {
        Callable<Boolean> theirs = () -> act == Act.ENTER
                ? other.enter(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                : other.leave(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        otherDone = second.begin(() -> {
            Thread.sleep(LATER_MILLIS);
            otherCalled = System.nanoTime();
            return theirs.call();
        });
        boolean passed = act == Act.ENTER
                ? own.enter(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                : own.leave(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        returned = System.nanoTime();
        return passed;
    }

    @Override
    @SuppressWarnings("NullAway") // operate() sets the fields
    public void verify(CaseContext context, OperationAnswer answer) throws Exception {
        boolean others = SecondClient.await(otherDone);
        if (answer.returned()) {
            context.require(
                    !answer.isTrue() || (otherCalled != 0 && returned - otherCalled > 0),
                    CellOutcome.FALSE_ANSWER,
                    PROMISE,
                    method() + "() returned true before the other member called it");
            context.require(
                    (answer.isTrue() && others) || answer.lostDuring() || answer.lostAfterReturn(),
                    CellOutcome.STUCK,
                    PROMISE,
                    "the session did not end, and " + method() + "() returned " + answer.value()
                            + " to the client and " + others + " to the other member");
        }
        if (act == Act.ENTER) {
            leaveBoth();
        }
    }

    @SuppressWarnings("NullAway") // prepare() sets the fields
    private void leaveBoth() throws Exception {
        Future<Boolean> theirs = second.begin(() -> other.leave(TIMEOUT_SECONDS, TimeUnit.SECONDS));
        own.leave(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        SecondClient.await(theirs);
    }

    @Override
    public void close(CaseContext context) {
        second.close();
    }
}
