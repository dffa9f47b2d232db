package dev.stampede.checker.tamper;

import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeInput;

/** Responses that get lost, or that show a later zxid than their own. */
final class LostResponses {
    private static final long MILLI = 1_000_000L;

    private LostResponses() {}

    /** The response to a write never arrives: its effect is unknown to the client. */
    static Places lostWrite() {
        return Places.requests(
                r -> single(r)
                        && r.acknowledgedWrite()
                        && r.operation().input() instanceof ZnodeInput
                        && r.opcode() == Opcode.SET_DATA,
                (edit, r) -> {
                    lose(edit, r);
                    edit.set(r.operation().completion(), "outcome", Outcome.INDETERMINATE);
                });
    }

    static Places lostRead(boolean answered) {
        return Places.requests(r -> single(r) && plainRead(r.operation()), (edit, r) -> {
            if (answered) {
                lose(edit, r);
            } else {
                edit.remove(r.answer())
                        .set(r.operation().completion(), "result", null)
                        .set(r.operation().completion(), "error", ResultCode.CONNECTIONLOSS + "");
            }
            edit.set(r.operation().completion(), "outcome", Outcome.FAILED);
        });
    }

    /** The zxid of a response is sampled when it is recorded; a later response of the session may have raised it. */
    static Places lateZxid() {
        return Places.requestPairs(
                a -> a.answered() != null && a.answer().zxid() > 0 && a.ok() && a.opcode() != Opcode.CLOSE,
                (a, b) -> b.answered() != null
                        && b.session() == a.session()
                        && b.client() == a.client()
                        && b.answer().zxid() > a.answer().zxid()
                        && b.sentNanos() < a.answeredNanos() + 20 * MILLI
                        && a.answeredNanos() < b.answeredNanos()
                        && sameOperation(a, b),
                (edit, a, b) -> {
                    edit.set(a.answer(), "zxid", b.answer().zxid());
                    edit.set(a.answer(), "atNanos", b.answeredNanos());
                });
    }

    static Places lostClose() {
        return Places.requests(
                r -> r.opcode() == Opcode.CLOSE && r.ok(),
                (edit, r) -> edit.set(r.answer(), "code", ResultCode.CONNECTIONLOSS));
    }

    static boolean plainRead(RecordedOperation o) {
        return o.ok()
                && o.input() instanceof ZnodeInput.Read read
                && read.kind() == ZnodeInput.ReadKind.GET
                && o.requests().size() == 1;
    }

    private static boolean single(RecordedRequest r) {
        return r.operation() != null
                && r.operation().requests().size() == 1
                && r.operation().completed() != null;
    }

    private static void lose(HistoryEdit edit, RecordedRequest r) {
        edit.set(r.answer(), "code", ResultCode.CONNECTIONLOSS).set(r.answer(), "stat", null);
        edit.set(r.operation().completion(), "error", ResultCode.CONNECTIONLOSS + " " + r.path())
                .set(r.operation().completion(), "result", null);
    }

    private static boolean sameOperation(RecordedRequest a, RecordedRequest b) {
        return a.sent().operation() == b.sent().operation();
    }
}
