package dev.stampede.checker.checks.barrier;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.history.data.BarrierInput;
import dev.stampede.checker.history.data.BarrierInput.AwaitBarrier;
import dev.stampede.checker.history.data.BarrierInput.Enter;
import dev.stampede.checker.history.data.BarrierInput.Leave;
import dev.stampede.checker.history.data.BarrierInput.LiftBarrier;
import dev.stampede.checker.history.data.BarrierInput.SetBarrier;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.OperationOutput.Custom;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.testing.AbstractHistoryBuilder;
import dev.stampede.checker.testing.Reply;
import java.util.List;

/** Methods for one barrier. */
final class BarrierHistoryBuilder extends AbstractHistoryBuilder<BarrierHistoryBuilder> {
    static final String KEY = "/barriers/a";

    BarrierHistoryBuilder() {
        super("barrier");
    }

    @Override
    protected BarrierHistoryBuilder self() {
        return this;
    }

    BarrierHistoryBuilder call(int client, BarrierInput input, Outcome outcome, long from, long to) {
        int op = invoked(client, KEY, input, from);
        return switch (outcome) {
            case OK -> completed(op, Custom.DONE, 0, to);
            case FAILED -> completed(op, outcome, BarrierInput.TIMED_OUT, to);
            case INDETERMINATE -> completed(op, outcome, "CONNECTIONLOSS " + KEY, to);
        };
    }

    BarrierHistoryBuilder set(int client, Outcome outcome, long from, long to) {
        return call(client, new SetBarrier(), outcome, from, to);
    }

    BarrierHistoryBuilder set(int client, long from, long to) {
        return set(client, Outcome.OK, from, to);
    }

    BarrierHistoryBuilder lift(int client, Outcome outcome, long from, long to) {
        return call(client, new LiftBarrier(), outcome, from, to);
    }

    BarrierHistoryBuilder lift(int client, long from, long to) {
        return lift(client, Outcome.OK, from, to);
    }

    /** A wait that passed, without requests in the history. */
    BarrierHistoryBuilder passed(int client, long from, long to) {
        return call(client, new AwaitBarrier(BarrierInput.UNLIMITED), Outcome.OK, from, to);
    }

    /** A wait that passed; a member had given this reply to its request. */
    BarrierHistoryBuilder passed(int client, ResultCode reply, long from, long to) {
        int op = invoked(client, KEY, new AwaitBarrier(BarrierInput.UNLIMITED), from);
        return attempt(client, op, Opcode.EXISTS, KEY, Reply.error(reply), from, to)
                .completed(op, Custom.DONE, 0, to);
    }

    BarrierHistoryBuilder timedOut(int client, long timeout, long from, long to) {
        return call(client, new AwaitBarrier(timeout), Outcome.FAILED, from, to);
    }

    /** An enter of a barrier of two. */
    BarrierHistoryBuilder enter(int client, Outcome outcome, long from, long to) {
        return call(client, new Enter(2, BarrierInput.UNLIMITED), outcome, from, to);
    }

    BarrierHistoryBuilder entered(int client, long from, long to) {
        return enter(client, Outcome.OK, from, to);
    }

    BarrierHistoryBuilder leave(int client, Outcome outcome, long from, long to) {
        return call(client, new Leave(BarrierInput.UNLIMITED), outcome, from, to);
    }

    BarrierHistoryBuilder left(int client, long from, long to) {
        return leave(client, Outcome.OK, from, to);
    }

    /** A write of a client that the leader answered, which shows that its session lives. */
    BarrierHistoryBuilder alive(int client, long at) {
        return attempt(client, -1, Opcode.SET_DATA, "/other", Reply.ok(1), at, at);
    }

    CheckResult check() {
        return checkNamed("barrier");
    }

    List<String> kinds() {
        return kinds(check());
    }
}
