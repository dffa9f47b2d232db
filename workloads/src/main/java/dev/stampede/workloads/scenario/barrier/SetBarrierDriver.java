package dev.stampede.workloads.scenario.barrier;

import dev.stampede.checker.history.data.BarrierInput;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.scenario.barrier.BarrierCalls.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Drives barriers that are set and lifted. The first clients control one barrier each; the others wait for them.
 *
 * <p>Settings:
 *
 * <ul>
 *   <li>{@code key}: the parent znode of the barriers; {@code objects}: their number.
 *   <li>{@code hot.percent}: the share of waits that always choose the first barrier.
 *   <li>{@code closed.millis}, {@code open.millis}: the times for which a barrier is set, and is lifted; each is drawn
 *       from an eighth of this value to four times this value.
 *   <li>{@code patience.millis}: the timeout of a wait; {@code hasty.millis}: the timeout of the share {@code
 *       hasty.percent} of the waits.
 *   <li>{@code think.millis}: the mean time between two waits.
 * </ul>
 */
public abstract class SetBarrierDriver implements ClientDriver {

    /** A barrier. Used by the thread of the client. */
    public interface LiftableBarrier {
        /** Sets the barrier, if it is not set. */
        void set() throws Exception;

        /** Lifts the barrier, if it is set. */
        void lift() throws Exception;

        /** Waits until the barrier is not set. Returns false if the timeout elapses first. */
        boolean await(Duration timeout) throws Exception;
    }

    /** Creates the object under test for the barrier at this path. */
    protected abstract LiftableBarrier open(ClientContext context, String path) throws Exception;

    @Override
    public final void drive(ClientContext context) throws Exception {
        BarrierCalls calls = new BarrierCalls(context);
        List<String> paths = new ArrayList<>();
        List<LiftableBarrier> barriers = new ArrayList<>();
        for (int i = 0; i < calls.number("objects"); i++) {
            paths.add(context.spec().setting("key") + "/" + i);
            barriers.add(open(context, paths.get(i)));
        }
        int own = context.spec().number();
        while (context.running()) {
            if (own < paths.size()) {
                control(context, calls, paths.get(own), barriers.get(own));
            } else {
                int which = calls.chance("hot.percent") ? 0 : context.random().nextInt(paths.size());
                context.pause(calls.around("think.millis"));
                await(context, calls, paths.get(which), barriers.get(which));
            }
        }
    }

    private static void control(ClientContext context, BarrierCalls calls, String path, LiftableBarrier barrier)
            throws Exception {
        untilDone(context, calls, path, new BarrierInput.SetBarrier(), barrier::set);
        context.pause(calls.varying("closed.millis"));
        untilDone(context, calls, path, new BarrierInput.LiftBarrier(), barrier::lift);
        context.pause(calls.varying("open.millis"));
    }

    private interface Change {
        void run() throws Exception;
    }

    /** Repeats a change until it certainly took effect. */
    private static void untilDone(
            ClientContext context, BarrierCalls calls, String path, BarrierInput input, Change change)
            throws Exception {
        while (context.running()) {
            Result result = calls.record(
                    path,
                    input,
                    () -> {
                        change.run();
                        return true;
                    },
                    (op, thrown) -> op.threw(thrown));
            if (result == Result.PASSED) {
                return;
            }
            context.pause(Duration.ofMillis(20));
        }
    }

    private static void await(ClientContext context, BarrierCalls calls, String path, LiftableBarrier barrier)
            throws Exception {
        if (!context.running()) {
            return;
        }
        int timeout = calls.number(calls.chance("hasty.percent") ? "hasty.millis" : "patience.millis");
        Result result = calls.record(
                path,
                new BarrierInput.AwaitBarrier(timeout),
                () -> barrier.await(Duration.ofMillis(timeout)),
                (op, thrown) -> op.threw(thrown));
        if (result == Result.UNKNOWN) {
            context.pause(Duration.ofMillis(20));
        }
    }
}
