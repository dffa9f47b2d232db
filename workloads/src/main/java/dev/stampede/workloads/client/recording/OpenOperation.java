package dev.stampede.workloads.client.recording;

import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.workloads.client.Recorder;

/** An invoked operation of a client. */
public final class OpenOperation implements Recorder.Op {
    /** The maximum number of stacks that are recorded for one operation, at most one per second. */
    private static final int STACKS = 60;

    final int number;
    final Thread thread;
    final OperationAttempts ownAttempts = new OperationAttempts(); // guarded by the recorder's lock

    final long invokedNanos;

    private final ClientRecorder recorder;
    private String lastStack = "";
    private int stacks;

    OpenOperation(ClientRecorder recorder, int number, Thread thread, long invokedNanos) {
        this.recorder = recorder;
        this.number = number;
        this.thread = thread;
        this.invokedNanos = invokedNanos;
    }

    /**
     * Whether to record this stack of its thread: it differs from the last recorded stack, and the limit is not
     * reached. Called under the recorder's lock.
     */
    boolean shouldRecord(String stack) {
        if (stack.equals(lastStack) || stacks >= STACKS) {
            return false;
        }
        lastStack = stack;
        stacks++;
        return true;
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public void ok(OperationOutput output, long token) {
        recorder.complete(this, Outcome.OK, output.text(), null, token);
    }

    @Override
    public void failed(String error) {
        recorder.complete(this, Outcome.FAILED, null, error, 0);
    }

    @Override
    public void indeterminate(String error) {
        recorder.complete(this, Outcome.INDETERMINATE, null, error, 0);
    }

    @Override
    public void threw(Throwable thrown) {
        recorder.threw(this, thrown);
    }
}
