package dev.stampede.workloads.client.recording;

import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.workloads.client.Recorder;

/** An invoked operation of a client. */
public final class OpenOperation implements Recorder.Op {

    final int number;
    final Thread thread;
    final OperationAttempts beneath = new OperationAttempts(); // guarded by the recorder's lock

    private final ClientRecorder recorder;

    OpenOperation(ClientRecorder recorder, int number, Thread thread) {
        this.recorder = recorder;
        this.number = number;
        this.thread = thread;
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
