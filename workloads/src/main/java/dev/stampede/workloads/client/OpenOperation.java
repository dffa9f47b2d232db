package dev.stampede.workloads.client;

import org.jspecify.annotations.Nullable;

/** An operation that its client has invoked. */
final class OpenOperation implements Recorder.Op {

    final int number;
    final Thread thread;
    final AttemptsBeneath beneath = new AttemptsBeneath(); // guarded by the recorder's lock

    private final ClientRecorder recorder;

    OpenOperation(ClientRecorder recorder, int number, Thread thread) {
        this.recorder = recorder;
        this.number = number;
        this.thread = thread;
    }

    @Override
    public void ok(@Nullable String result) {
        ok(result, 0);
    }

    @Override
    public void ok(@Nullable String result, long token) {
        recorder.complete(this, Outcomes.OK, result, null, token);
    }

    @Override
    public void failed(String error) {
        recorder.complete(this, Outcomes.FAILED, null, error, 0);
    }

    @Override
    public void indeterminate(String error) {
        recorder.complete(this, Outcomes.INDETERMINATE, null, error, 0);
    }

    @Override
    public void threw(Throwable thrown) {
        recorder.threw(this, thrown);
    }
}
