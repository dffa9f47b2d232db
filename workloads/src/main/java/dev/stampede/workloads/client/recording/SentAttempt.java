package dev.stampede.workloads.client.recording;

import dev.stampede.checker.history.data.ZnodeStat;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/** A request that was handed to the client library. Answered at most once; later answers are ignored. */
final class SentAttempt {

    final int number;
    final Opcode opcode;
    final @Nullable String path;
    final RecordedHandle handle;
    final @Nullable OpenOperation operation;

    private final ClientRecorder recorder;
    private boolean answered; // guarded by the recorder's lock

    SentAttempt(
            ClientRecorder recorder,
            int number,
            RecordedHandle handle,
            Opcode opcode,
            @Nullable String path,
            @Nullable OpenOperation operation) {
        this.recorder = recorder;
        this.number = number;
        this.handle = handle;
        this.opcode = opcode;
        this.path = path;
        this.operation = operation;
    }

    void ok() {
        answered(Code.OK.name(), null, null);
    }

    void ok(@Nullable Stat stat) {
        answered(Code.OK.name(), null, stat);
    }

    void ok(@Nullable String createdPath, @Nullable Stat stat) {
        answered(Code.OK.name(), createdPath, stat);
    }

    void answered(Code code) {
        answered(code.name(), null, null);
    }

    /** The answer to a callback. The path is that which a create was given. */
    void called(int code, @Nullable String createdPath, @Nullable Stat stat) {
        Code known = Code.get(code);
        answered(known == null ? "CODE" + code : known.name(), createdPath, code == Code.OK.intValue() ? stat : null);
    }

    void called(int code, @Nullable Stat stat) {
        called(code, null, stat);
    }

    private void answered(String code, @Nullable String createdPath, @Nullable Stat stat) {
        recorder.answered(this, code, createdPath, stat == null ? null : copy(stat));
    }

    /** For the recorder, under its lock. */
    boolean firstAnswer() {
        boolean first = !answered;
        answered = true;
        return first;
    }

    private static ZnodeStat copy(Stat stat) {
        return new ZnodeStat(
                stat.getCzxid(),
                stat.getMzxid(),
                stat.getPzxid(),
                stat.getMtime(),
                stat.getVersion(),
                stat.getCversion(),
                stat.getAversion(),
                stat.getEphemeralOwner(),
                stat.getDataLength(),
                stat.getNumChildren());
    }
}
