package dev.stampede.workloads.scenario.barrier;

import dev.stampede.checker.history.data.BarrierInput;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.scenario.RandomTimes;
import java.time.Duration;

/** Records the barrier calls of one client. Used by the thread of the client. */
public final class BarrierCalls {
    private static final int MOST_DOUBLINGS = 5;

    private final ClientContext context;

    BarrierCalls(ClientContext context) {
        this.context = context;
    }

    /** A call of the barrier under test. */
    interface Call {
        /**
         * Executes the call. Returns whether the client passed; false if the call reports that its timeout has elapsed.
         */
        boolean run() throws Exception;
    }

    /** What is known after a call. */
    enum Result {
        PASSED,
        TIMED_OUT,
        UNKNOWN
    }

    /** Completes an operation that threw an exception. */
    interface Failure {
        void threw(Recorder.Op op, Exception thrown) throws Exception;
    }

    /** Records a call. An interrupt is recorded and thrown; any other exception is given to {@code failure}. */
    Result record(String path, BarrierInput input, Call call, Failure failure) throws Exception {
        Recorder.Op op = context.recorder().invoke(path, input);
        try {
            if (call.run()) {
                op.ok();
                return Result.PASSED;
            }
            op.failed(BarrierInput.TIMED_OUT);
            return Result.TIMED_OUT;
        } catch (InterruptedException e) {
            op.interrupted();
            throw e;
        } catch (Exception e) {
            failure.threw(op, e);
            return Result.UNKNOWN;
        }
    }

    /** A number in the settings. */
    int number(String setting) {
        return Integer.parseInt(context.spec().setting(setting));
    }

    /** Draws whether something happens that has this share, in percent. */
    boolean chance(String setting) {
        return context.random().nextInt(100) < number(setting);
    }

    /**
     * Draws a time from an eighth of the setting to four times the setting, so that some times are short and some are
     * long.
     */
    Duration varying(String setting) {
        int doublings = context.random().nextInt(MOST_DOUBLINGS + 1);
        return Duration.ofNanos((number(setting) * 1_000_000L / 8) << doublings);
    }

    /** Draws a time from 0.5 to 1.5 times the setting. */
    Duration around(String setting) {
        return RandomTimes.aroundMean(context, setting);
    }
}
