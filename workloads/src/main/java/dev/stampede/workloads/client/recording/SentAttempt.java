package dev.stampede.workloads.client.recording;

import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.List;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/** A request that was passed to the client library. Only the first answer has an effect. */
final class SentAttempt {

    final int number;
    final Opcode opcode;
    final @Nullable String path;
    final ClientSession session;
    final @Nullable OpenOperation operation;

    private final ClientRecorder recorder;
    private boolean answered; // guarded by the recorder's lock

    SentAttempt(
            ClientRecorder recorder,
            int number,
            ClientSession session,
            Opcode opcode,
            @Nullable String path,
            @Nullable OpenOperation operation) {
        this.recorder = recorder;
        this.number = number;
        this.session = session;
        this.opcode = opcode;
        this.path = path;
        this.operation = operation;
    }

    void ok() {
        answered(ResultCode.OK, null, null);
    }

    void ok(@Nullable Stat stat) {
        answered(ResultCode.OK, null, stat);
    }

    void ok(@Nullable String createdPath, @Nullable Stat stat) {
        answered(ResultCode.OK, createdPath, stat);
    }

    void answered(ResultCode code) {
        answered(code, null, null);
    }

    /** Handles the answer of a callback; {@code createdPath} is the path of a created znode. */
    void called(int code, @Nullable String createdPath, @Nullable Stat stat) {
        ResultCode known = ResultCode.of(code);
        answered(known, createdPath, known == ResultCode.OK ? stat : null);
    }

    void called(int code, @Nullable Stat stat) {
        called(code, null, stat);
    }

    /** Handles a response that lists children. */
    void listed(List<String> children, Stat stat) {
        recorder.answered(this, ResultCode.OK, null, copy(stat), children);
    }

    private void answered(ResultCode code, @Nullable String createdPath, @Nullable Stat stat) {
        recorder.answered(this, code, createdPath, stat == null ? null : copy(stat), null);
    }

    /** Whether no answer was handled yet. Called by the recorder, under the recorder's lock. */
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
