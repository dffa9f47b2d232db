package dev.stampede.checker.tamper;

import static dev.stampede.checker.tamper.Guarantee.FAILED_WRITES;
import static dev.stampede.checker.tamper.Guarantee.STATS;
import static dev.stampede.checker.tamper.Guarantee.TOTAL_ORDER;
import static dev.stampede.checker.tamper.Perturbation.impossible;
import static dev.stampede.checker.tamper.RecordCopy.with;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.List;

/** Impossible zxids, Stats and refusals in the responses to clients. */
final class TransactionPerturbations {
    private static final long EPOCH = 1L << 32;
    private static final List<String> CHECKS = List.of(
            "guarantees",
            "audit",
            "session-order",
            "transactions",
            "linearizability",
            "naming",
            "propagation",
            "watches",
            "removals",
            "deliveries/lost");

    private TransactionPerturbations() {}

    static List<Perturbation> all() {
        return List.of(
                ensemble(
                        "two acknowledged writes swap their zxids",
                        TOTAL_ORDER,
                        Places.requestPairs(
                                RecordedRequest::acknowledgedWrite,
                                (a, b) -> b.acknowledgedWrite()
                                        && a.precedes(b)
                                        && !a.path().equals(b.path()),
                                (edit, a, b) -> {
                                    writeAt(edit, a, b.zxid());
                                    writeAt(edit, b, a.zxid());
                                })),
                ensemble(
                        "an acknowledged write gets the zxid of a write to another znode",
                        TOTAL_ORDER,
                        Places.requestPairs(
                                RecordedRequest::acknowledgedWrite,
                                (a, b) -> b.acknowledgedWrite() && !a.path().equals(b.path()),
                                (edit, a, b) -> writeAt(edit, b, a.zxid()))),
                ensemble(
                        "an acknowledged write gets a zxid of the next epoch, and later ones do not",
                        TOTAL_ORDER,
                        Places.requestPairs(
                                RecordedRequest::acknowledgedWrite,
                                (a, b) -> b.acknowledgedWrite() && a.precedes(b),
                                (edit, a, b) -> writeAt(edit, a, a.zxid() + EPOCH))),
                ensemble(
                        "a response has a smaller zxid than its own Stat",
                        TOTAL_ORDER,
                        Places.requests(
                                r -> r.hasStat() && r.stat().mzxid() > 1,
                                (edit, r) ->
                                        edit.set(r.answer(), "zxid", r.stat().mzxid() - 1))),
                ensemble(
                        "a create is refused with NodeExists although its path is free",
                        FAILED_WRITES,
                        recording -> Places.pairs(
                                recording.requests(),
                                a -> a.ok()
                                        && a.opcode() == Opcode.DELETE
                                        && recording.requests().stream()
                                                .anyMatch(w -> w.acknowledgedWrite()
                                                        && w.path().equals(a.path())
                                                        && w.session() == a.session()
                                                        && w.precedes(a)),
                                (a, b) -> b.ok()
                                        && b.opcode() == Opcode.CREATE
                                        && b.path().equals(a.path())
                                        && a.precedes(b)
                                        && recording.requests().stream()
                                                .noneMatch(c -> c.path().equals(b.path())
                                                        && (c.answered() == null
                                                                || c.failedWith(ResultCode.CONNECTIONLOSS)
                                                                || c.failedWith(ResultCode.SESSIONEXPIRED))),
                                (edit, a, b) -> refuse(edit, b, ResultCode.NODEEXISTS))),
                stat("the mzxid of a Stat precedes its czxid", s -> true, s -> with(s, "mzxid", s.czxid() - 1)),
                stat("the pzxid of a Stat precedes its czxid", s -> true, s -> with(s, "pzxid", s.czxid() - 1)),
                stat(
                        "a Stat has version 0 after a setData",
                        s -> s.version() > 0 && s.mzxid() != s.czxid(),
                        s -> with(s, "version", 0)),
                stat("the version in a Stat jumps by one", s -> true, s -> with(s, "version", s.version() + 1)),
                stat(
                        "the version in a Stat jumps by a thousand",
                        s -> true,
                        s -> with(s, "version", s.version() + 1000)),
                stat(
                        "the version in a Stat falls by one",
                        s -> s.version() > 1,
                        s -> with(s, "version", s.version() - 1)),
                stat(
                        "the cversion in a Stat rises without a child",
                        s -> true,
                        s -> with(s, "cversion", s.cversion() + 1)),
                stat(
                        "a Stat counts one child more, and one create fewer",
                        s -> s.cversion() > 0,
                        s -> with(with(s, "cversion", s.cversion() - 1), "children", s.children() + 1)),
                stat("a Stat counts a child without a create", s -> true, s -> with(s, "children", s.children() + 1)),
                stat("an aversion rises without a setACL", s -> true, s -> with(s, "aversion", s.aversion() + 1)),
                stat(
                        "an ephemeral has a child",
                        s -> s.ephemeralOwner() != 0,
                        s -> with(with(s, "cversion", 1), "children", 1)),
                stat("the czxid of a znode changes", s -> s.mzxid() > s.czxid(), s -> with(s, "czxid", s.czxid() + 1)),
                again("the mtime of a state changes", s -> with(s, "mtime", s.mtime() + 5)),
                again(
                        "the length of the data changes without a setData",
                        s -> with(s, "dataLength", s.dataLength() + 1)),
                again(
                        "the number of children changes and their pzxid does not",
                        s -> with(with(s, "cversion", s.cversion() + 1), "children", s.children() + 1)));
    }

    static Perturbation ensemble(String name, Guarantee promise, Places places) {
        return impossible(name, promise, Blame.ZOOKEEPER, CHECKS, places);
    }

    private interface StatChange {
        ZnodeStat of(ZnodeStat stat);
    }

    private static Perturbation stat(String name, java.util.function.Predicate<ZnodeStat> which, StatChange change) {
        return ensemble(
                name,
                STATS,
                Places.requests(
                        r -> r.hasStat() && !r.path().startsWith("/zookeeper") && which.test(r.stat()),
                        (edit, r) -> edit.stat(r, change.of(r.stat()))));
    }

    /** Changes a Stat of a state that another response shows, too. */
    private static Perturbation again(String name, StatChange change) {
        return ensemble(
                name,
                STATS,
                Places.requestPairs(
                        RecordedRequest::hasStat,
                        (a, b) -> b.hasStat()
                                && b.path().equals(a.path())
                                && b.stat().mzxid() == a.stat().mzxid()
                                && b.stat().pzxid() == a.stat().pzxid(),
                        (edit, a, b) -> edit.stat(b, change.of(b.stat()))));
    }

    /** Gives an acknowledged create or setData another zxid. */
    static void writeAt(HistoryEdit edit, RecordedRequest write, long zxid) {
        ZnodeStat stat = with(write.stat(), "mzxid", zxid);
        if (write.opcode().creates()) {
            stat = with(with(stat, "czxid", zxid), "pzxid", zxid);
        }
        edit.stat(write, stat);
        edit.set(write.answer(), "zxid", Math.max(zxid, write.answer().zxid()));
    }

    /** Replaces the response to a request by an error, and fails its operation if that has no other request. */
    static void refuse(HistoryEdit edit, RecordedRequest request, ResultCode code) {
        edit.set(request.answer(), "code", code).set(request.answer(), "stat", null);
        RecordedOperation operation = request.operation();
        if (operation != null && operation.ok() && operation.requests().size() == 1) {
            Event.Completed completed = operation.completion();
            edit.set(completed, "outcome", dev.stampede.checker.history.data.Outcome.FAILED)
                    .set(completed, "error", code + " " + request.path())
                    .set(completed, "result", null);
        }
    }
}
