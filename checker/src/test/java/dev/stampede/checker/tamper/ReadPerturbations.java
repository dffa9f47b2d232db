package dev.stampede.checker.tamper;

import static dev.stampede.checker.tamper.Guarantee.ATOMIC_MULTI;
import static dev.stampede.checker.tamper.Guarantee.LINEARIZABLE;
import static dev.stampede.checker.tamper.Guarantee.SESSION_ORDER;
import static dev.stampede.checker.tamper.Guarantee.SYNC;
import static dev.stampede.checker.tamper.Guarantee.TIMELINESS;
import static dev.stampede.checker.tamper.Guarantee.VALUES;
import static dev.stampede.checker.tamper.Perturbation.impossible;
import static dev.stampede.checker.tamper.RecordCopy.with;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.history.data.ZnodeState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Impossible results of reads, and multis that take effect in part. */
final class ReadPerturbations {
    private static final List<String> ENSEMBLE = List.of(
            "guarantees",
            "session-order",
            "transactions",
            "linearizability",
            "naming",
            "propagation",
            "watches",
            "audit");

    private ReadPerturbations() {}

    static List<Perturbation> all() {
        return List.of(
                ensemble(
                        "a session reads the state before the one that it has read",
                        SESSION_ORDER,
                        OlderStates.older(true, false)),
                ensemble("a session does not see its own write", SESSION_ORDER, OlderStates.older(true, true)),
                ensemble(
                        "the zxid of a session's responses falls",
                        SESSION_ORDER,
                        Places.requestPairs(
                                r -> r.answered() != null && r.answer().zxid() > 0,
                                (a, b) -> sameSession(a, b)
                                        && a.precedes(b)
                                        && b.reads()
                                        && b.failedWith(ResultCode.NONODE)
                                        && b.answer().zxid() > 0,
                                (edit, a, b) ->
                                        edit.set(b.answer(), "zxid", a.answer().zxid() - 1))),
                ensemble(
                        "a session does not find the znode that it has created",
                        SESSION_ORDER,
                        Places.requestPairs(
                                a -> a.acknowledgedWrite() && a.opcode() == Opcode.CREATE,
                                (a, b) -> sameSession(a, b)
                                        && a.precedes(b)
                                        && b.reads()
                                        && b.hasStat()
                                        && b.path().equals(a.path())
                                        && b.stat().czxid() == a.stat().czxid(),
                                (edit, a, b) -> OlderStates.absent(edit, b))),
                ensemble(
                        "a znode is absent between two reads of one incarnation in a session",
                        SESSION_ORDER,
                        OlderStates::absentBetween),
                ensemble(
                        "a deleted znode is read again in the session that deleted it",
                        SESSION_ORDER,
                        OlderStates::undone),
                ensemble(
                        "a read after sync returns the state before an acknowledged write",
                        SYNC,
                        OlderStates.afterSync()),
                ensemble(
                        "a read returns a state that was replaced a minute ago", TIMELINESS, OlderStates::aMinuteLater),
                ensemble(
                        "a read returns data that no client wrote",
                        VALUES,
                        Places.operations(
                                        ReadPerturbations::readsData,
                                        (edit, o) -> edit.state(o, with(state(o), "data", "invented")))
                                .when(r -> !r.isOf("membership"))), // there a recipe may have written them
                ensemble(
                        "two reads of one mzxid return different data",
                        VALUES,
                        Places.operationPairs(
                                ReadPerturbations::readsData,
                                (a, b) ->
                                        readsData(b) && b.key().equals(a.key()) && state(b).mzxid() == state(a).mzxid(),
                                (edit, a, b) -> edit.state(b, with(state(b), "data", other(edit, b))))),
                ensemble(
                        "a read returns the data of another write",
                        VALUES,
                        Places.operations(
                                        o -> readsData(o) && state(o).version() > 0,
                                        (edit, o) -> edit.state(o, with(state(o), "data", other(edit, o))))
                                .when(r -> !r.isOf("membership"))),
                ensemble(
                        "a list of children has one more than its Stat",
                        VALUES,
                        Places.operations(
                                o -> o.input() instanceof ZnodeInput.CountChildren
                                        && o.output() instanceof OperationOutput.WholeNumber,
                                (edit, o) -> edit.set(
                                        o.completion(),
                                        "result",
                                        Long.toString(((OperationOutput.WholeNumber) o.output()).value() + 1)))),
                ensemble(
                        "a conditional setData succeeds with another version",
                        LINEARIZABLE,
                        raw(Places.operations(
                                o -> o.ok()
                                        && o.input() instanceof ZnodeInput.SetData set
                                        && set.version() > 0
                                        && o.requests().size() == 1,
                                (edit, o) -> {
                                    ZnodeInput.SetData set = (ZnodeInput.SetData) o.input();
                                    edit.set(o.invoked(), "argument", argument(set, set.version() - 1));
                                }))),
                ensemble(
                        "a refused setData takes effect",
                        LINEARIZABLE,
                        Places.requests(
                                r -> r.operation() != null
                                        && r.operation().input() instanceof ZnodeInput.SetData
                                        && r.acknowledgedWrite()
                                        && r.operation().requests().size() == 1,
                                (edit, r) -> TransactionPerturbations.refuse(edit, r, ResultCode.BADVERSION))),
                ensemble(
                        "a refused multi takes effect",
                        ATOMIC_MULTI,
                        Places.requests(
                                r -> isMulti(r) && r.ok(),
                                (edit, r) -> TransactionPerturbations.refuse(edit, r, ResultCode.BADVERSION))),
                ensemble(
                        "no state shows an acknowledged multi",
                        ATOMIC_MULTI,
                        Places.requests(
                                r -> isMulti(r)
                                        && r.failedWith(ResultCode.BADVERSION)
                                        && r.answer().zxid() > 0,
                                (edit, r) -> {
                                    edit.set(r.answer(), "code", ResultCode.OK);
                                    Event.Completed completed = r.operation().completion();
                                    edit.set(completed, "outcome", Outcome.OK).set(completed, "error", null);
                                })),
                ensemble(
                        "the members of a group show one multi at two zxids",
                        ATOMIC_MULTI,
                        Places.requestPairs(
                                ReadPerturbations::readsMember,
                                (a, b) -> readsMember(b)
                                        && b.stat().mzxid() == a.stat().mzxid(),
                                (edit, a, b) -> edit.stat(
                                        b, with(b.stat(), "mzxid", b.stat().mzxid() + 1)))),
                ensemble(
                        "a snapshot shows members of two multis",
                        ATOMIC_MULTI,
                        Places.operations(
                                o -> o.output() instanceof OperationOutput.ShownTogether s
                                        && s.states().size() > 1
                                        && s.states().get(0).version() > 1,
                                (edit, o) -> snapshot(edit, o, true))),
                ensemble(
                        "a snapshot is older than what its session has seen",
                        SESSION_ORDER,
                        Places.operationPairs(
                                o -> o.output() instanceof OperationOutput.ShownTogether,
                                (a, b) -> b.output() instanceof OperationOutput.ShownTogether
                                        && a.client() == b.client()
                                        && a.session() == b.session()
                                        && !a.completion()
                                                .result()
                                                .equals(b.completion().result()),
                                (edit, a, b) -> edit.set(
                                        b.completion(), "result", a.completion().result()))),
                ensemble(
                        "a snapshot shows data that no client wrote",
                        VALUES,
                        Places.operations(
                                o -> o.output() instanceof OperationOutput.ShownTogether s
                                        && !s.states().isEmpty()
                                        && s.states().get(0).version() > 0,
                                (edit, o) -> snapshot(edit, o, false))),
                ensemble(
                        "a multi takes effect although its check fails",
                        ATOMIC_MULTI,
                        raw(ReadPerturbations::checkFails)));
    }

    /** The same places, in recordings of which each operation is exactly one request. */
    private static Places raw(Places places) {
        return places.of("registers").when(r -> r.header().rawRequests());
    }

    private static boolean readsMember(RecordedRequest r) {
        RecordedOperation o = r.operation();
        return o != null
                && r.opcode() == Opcode.GET_DATA
                && readsData(o)
                && state(o).version() > 0
                && o.key().startsWith("/registers/g/")
                && !o.key().endsWith("/guard");
    }

    /** A multi of which a read shows the effect, and a Stat the version of the guard before it. */
    private static List<Consumer<HistoryEdit>> checkFails(Recording recording) {
        return Places.each(
                recording.operations(),
                o -> o.ok()
                        && o.input() instanceof ZnodeInput.Multi multi
                        && multi.guardVersion() > 0
                        && recording.operations().stream()
                                .anyMatch(r -> readsData(r)
                                        && state(r).data().equals(multi.tag())
                                        && recording.requests().stream()
                                                .anyMatch(g -> g.hasStat()
                                                        && g.path().equals(o.key() + "/guard")
                                                        && g.stat().version() > 0
                                                        && g.stat().mzxid() < state(r).mzxid())),
                (edit, o) -> {
                    ZnodeInput.Multi multi = (ZnodeInput.Multi) o.input();
                    edit.set(o.invoked(), "argument", new ZnodeInput.Multi(multi.tag(), 0).argument());
                });
    }

    private static Perturbation ensemble(String name, Guarantee promise, Places places) {
        return impossible(name, promise, Blame.ZOOKEEPER, ENSEMBLE, places);
    }

    static boolean sameSession(RecordedRequest a, RecordedRequest b) {
        return a.client() == b.client() && a.session() == b.session() && a.session() != 0;
    }

    private static boolean isMulti(RecordedRequest r) {
        return r.opcode() == Opcode.MULTI
                && r.operation() != null
                && r.operation().input() instanceof ZnodeInput.Multi
                && r.operation().requests().size() == 1;
    }

    private static boolean readsData(RecordedOperation o) {
        return o.input() instanceof ZnodeInput.Read read
                && (read.kind() == ZnodeInput.ReadKind.GET || read.kind() == ZnodeInput.ReadKind.SYNC_GET)
                && o.requests().stream().filter(r -> r.opcode() != Opcode.SYNC).count() == 1
                && o.state() != null;
    }

    static ZnodeState state(RecordedOperation o) {
        return Objects.requireNonNull(o.state());
    }

    /** Data that an operation wrote to the same key, other than that of this read. */
    private static String other(HistoryEdit edit, RecordedOperation read) {
        return edit.recording().operations().stream()
                .filter(o -> o.key().equals(read.key()) && readsData(o))
                .map(o -> state(o).data())
                .filter(data -> !data.equals(state(read).data()))
                .findFirst()
                .orElse("invented");
    }

    private static String argument(ZnodeInput.SetData set, int version) {
        return new ZnodeInput.SetData(set.data(), version).argument();
    }

    /** Changes one state of a snapshot: to that of the next multi, or to data that no client wrote. */
    private static void snapshot(HistoryEdit edit, RecordedOperation o, boolean torn) {
        List<ZnodeState> states = new ArrayList<>(((OperationOutput.ShownTogether) o.output()).states());
        ZnodeState last = states.get(states.size() - 1);
        ZnodeState changed = torn
                ? edit.recording().operations().stream()
                        .filter(r ->
                                readsData(r) && state(r).czxid() == last.czxid() && state(r).mzxid() != last.mzxid())
                        .map(ReadPerturbations::state)
                        .findFirst()
                        .orElse(with(last, "mzxid", last.mzxid() - 1))
                : with(last, "data", "invented");
        states.set(states.size() - 1, changed);
        edit.set(o.completion(), "result", new OperationOutput.ShownTogether(states).text());
    }
}
