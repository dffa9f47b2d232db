package dev.stampede.workloads.scenario.barrier;

import dev.stampede.checker.history.data.BarrierInput;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.scenario.barrier.BarrierCalls.Result;
import java.time.Duration;

/**
 * Drives double barriers, which the clients of a group enter and leave together, again and again. Each barrier is used
 * once.
 *
 * <p>The clients of a group must choose the same barrier without communication, also after one of them was stopped or
 * restarted. Therefore time is divided into epochs, by the clock that all JVMs of a host share. In an epoch the group
 * goes through its barriers in the order of their numbers. A client that could not enter a barrier, or does not know
 * whether it did, waits for the next epoch. Each timeout ends with the epoch, except for the shorter timeouts of hasty
 * calls; after a hasty call has timed out, the client enters the same barrier again.
 *
 * <p>Settings:
 *
 * <ul>
 *   <li>{@code key}: the parent znode of the barriers.
 *   <li>{@code members}: the number of clients of a group. The clients of an incomplete group never pass.
 *   <li>{@code epoch.millis}: the length of an epoch.
 *   <li>{@code work.millis}: the time between entering and leaving, drawn from an eighth of this value to four times
 *       this value.
 *   <li>{@code think.millis}: the mean time between leaving a barrier and entering the next one.
 *   <li>{@code hasty.percent}: the share of hasty calls, whose timeout is {@code hasty.millis}.
 * </ul>
 */
public abstract class DoubleBarrierDriver implements ClientDriver {
    private static final Duration MARGIN = Duration.ofMillis(200);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(30);

    /** The double barriers of one client. Used by its thread. */
    public interface MemberBarriers {
        /** Enters the barrier at this path, and waits for the others. Returns false if the timeout elapses first. */
        boolean enter(String path, int members, Duration timeout) throws Exception;

        /**
         * Leaves the barrier at this path, which the client has entered. Returns false if the timeout elapses first.
         */
        boolean leave(String path, Duration timeout) throws Exception;

        /** Completes an operation that threw this exception. */
        default void threw(Recorder.Op op, Exception thrown) throws Exception {
            op.threw(thrown);
        }

        /** Closes the object. Called once. */
        default void close() throws Exception {}
    }

    /** Creates the object under test. */
    protected abstract MemberBarriers open(ClientContext context) throws Exception;

    @Override
    public final void drive(ClientContext context) throws Exception {
        BarrierCalls calls = new BarrierCalls(context);
        MemberBarriers barriers = open(context);
        int group = context.spec().number() / calls.number("members");
        long length = calls.number("epoch.millis") * 1_000_000L;
        while (context.running()) {
            long epoch = System.nanoTime() / length + 1;
            context.pause(Duration.ofNanos(epoch * length - System.nanoTime()));
            String prefix = context.spec().setting("key") + "/" + group + "-" + epoch + "-";
            long end = (epoch + 1) * length - MARGIN.toNanos();
            for (int round = 0; context.running() && remainingNanos(end) > 0; round++) {
                if (!round(context, calls, barriers, prefix + round, end)) {
                    break;
                }
            }
        }
        barriers.close();
    }

    private static long remainingNanos(long endNanos) {
        return endNanos - System.nanoTime();
    }

    /** Enters and leaves a barrier. Returns whether the client can go on to the next barrier. */
    private static boolean round(
            ClientContext context, BarrierCalls calls, MemberBarriers barriers, String path, long endNanos)
            throws Exception {
        int members = calls.number("members");
        Result entered = Result.TIMED_OUT;
        while (context.running() && entered == Result.TIMED_OUT && remainingNanos(endNanos) > 0) {
            int timeout = timeout(calls, endNanos);
            entered = calls.record(
                    path,
                    new BarrierInput.Enter(members, timeout),
                    () -> barriers.enter(path, members, Duration.ofMillis(timeout)),
                    barriers::threw);
            if (entered == Result.TIMED_OUT) {
                context.pause(BETWEEN_ATTEMPTS);
            }
        }
        if (entered != Result.PASSED) {
            return false;
        }
        context.pause(calls.varying("work.millis"));
        int timeout = timeout(calls, endNanos);
        Result left = calls.record(
                path,
                new BarrierInput.Leave(timeout),
                () -> barriers.leave(path, Duration.ofMillis(timeout)),
                barriers::threw);
        context.pause(calls.around("think.millis"));
        return left != Result.UNKNOWN;
    }

    private static int timeout(BarrierCalls calls, long endNanos) {
        int left = (int) Math.max(1, remainingNanos(endNanos) / 1_000_000L);
        return calls.chance("hasty.percent") ? Math.min(left, calls.number("hasty.millis")) : left;
    }
}
