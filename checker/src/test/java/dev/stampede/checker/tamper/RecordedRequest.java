package dev.stampede.checker.tamper;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import org.jspecify.annotations.Nullable;

/**
 * A request of a recorded history with its events.
 *
 * @param answered null while it has not been answered
 * @param operation the operation that sent it, null for none
 */
record RecordedRequest(
        Event.AttemptSent sent, Event.@Nullable AttemptAnswered answered, @Nullable RecordedOperation operation) {

    int client() {
        return sent.client();
    }

    Opcode opcode() {
        return sent.opcode();
    }

    /** The session that received the response; that of the request if there is no response. */
    long session() {
        return answered == null ? sent.session() : answered.session();
    }

    /** The requested path, or the path that a sequential create received. */
    String path() {
        String created = answered == null ? null : answered.path();
        String asked = sent.path();
        return created != null ? created : asked == null ? "" : asked;
    }

    boolean ok() {
        return answered != null && answered.code() == ResultCode.OK;
    }

    boolean failedWith(ResultCode code) {
        return answered != null && answered.code() == code;
    }

    /** The event of the response of a request that was answered. */
    Event.AttemptAnswered answer() {
        if (answered == null) {
            throw new IllegalStateException("not answered: " + sent);
        }
        return answered;
    }

    /** Whether it succeeded and its response has the Stat of a znode that a client created. */
    boolean hasStat() {
        return ok() && answer().stat() != null && stat().czxid() != 0 && !opcode().multi();
    }

    ZnodeStat stat() {
        ZnodeStat stat = answer().stat();
        if (stat == null) {
            throw new IllegalStateException("no Stat: " + answered);
        }
        return stat;
    }

    /** Whether it is an acknowledged create or setData, whose own zxid its Stat shows. */
    boolean acknowledgedWrite() {
        return hasStat() && (opcode().creates() || opcode() == Opcode.SET_DATA);
    }

    /** The zxid of an acknowledged create or setData. */
    long zxid() {
        return opcode().creates() ? stat().czxid() : stat().mzxid();
    }

    boolean reads() {
        return opcode() == Opcode.GET_DATA || opcode() == Opcode.EXISTS;
    }

    long sentNanos() {
        return sent.atNanos();
    }

    /** {@link Operation#OPEN} while it has not been answered. */
    long answeredNanos() {
        return answered == null ? Operation.OPEN : answered.atNanos();
    }

    /** Whether it was answered before the other one was sent. */
    boolean precedes(RecordedRequest other) {
        return answeredNanos() < other.sentNanos();
    }
}
