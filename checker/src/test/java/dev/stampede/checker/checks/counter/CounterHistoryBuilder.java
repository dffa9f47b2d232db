package dev.stampede.checker.checks.counter;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.history.data.CounterInput.GetCount;
import dev.stampede.checker.history.data.CounterInput.Increment;
import dev.stampede.checker.history.data.CounterInput.TryCount;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.OperationOutput.Custom;
import dev.stampede.checker.history.data.OperationOutput.WholeNumber;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.testing.AbstractHistoryBuilder;
import dev.stampede.checker.testing.Reply;
import java.util.List;

/** Methods for one counter. Its znode has czxid 0x1 and, unless a test says otherwise, version N - 1 and mzxid N at count N. */
final class CounterHistoryBuilder extends AbstractHistoryBuilder<CounterHistoryBuilder> {
    static final String KEY = "/counters/a";

    CounterHistoryBuilder() {
        super("counter");
    }

    @Override
    protected CounterHistoryBuilder self() {
        return this;
    }

    /** An increment that succeeded, without its requests. */
    CounterHistoryBuilder counted(int client, long result, long from, long to) {
        return completed(invoked(client, KEY, new Increment(), from), new WholeNumber(result), 0, to);
    }

    /** An increment that succeeded, with its request: a write at this mzxid. */
    CounterHistoryBuilder wrote(int client, long result, long mzxid, long from, long to) {
        int op = invoked(client, KEY, new Increment(), from);
        return set(client, op, Reply.ok(mzxid, stat(1, mzxid, (int) mzxid - 1, 0)), from, to)
                .completed(op, new WholeNumber(result), mzxid, to);
    }

    /** An increment with an unknown outcome, without its requests. */
    CounterHistoryBuilder lost(int client, long from, long to) {
        return completed(
                invoked(client, KEY, new Increment(), from), Outcome.INDETERMINATE, "CONNECTIONLOSS " + KEY, to);
    }

    /** An increment with an unknown outcome: it read a count, and the reply to its write was lost. */
    CounterHistoryBuilder lostAfter(int client, long count, long from, long to) {
        int op = invoked(client, KEY, new Increment(), from);
        Opcode opcode = count == 0 ? Opcode.CREATE : Opcode.SET_DATA;
        return read(client, op, count, from)
                .attempt(client, op, opcode, KEY, Reply.error(ResultCode.CONNECTIONLOSS), from, to)
                .completed(op, Outcome.INDETERMINATE, "CONNECTIONLOSS " + KEY, to);
    }

    /** An increment whose first write, after it had read a count, got no reply, and whose second one ended as given. */
    int retried(int client, long count, long from, long to) {
        int op = invoked(client, KEY, new Increment(), from);
        read(client, op, count, from)
                .set(client, op, Reply.error(ResultCode.CONNECTIONLOSS), from, to)
                .set(client, op, Reply.error(ResultCode.BADVERSION), to, to);
        return op;
    }

    /** An increment that returned a count after the reply to an earlier write was lost. */
    CounterHistoryBuilder countedOnRetry(int client, long first, long result, long from, long to) {
        int op = retried(client, first, from, to);
        return set(client, op, Reply.ok(result, stat(1, result, (int) result - 1, 0)), to, to)
                .completed(op, new WholeNumber(result), result, to);
    }

    CounterHistoryBuilder refusedOnRetry(int client, long first, long from, long to) {
        return completed(retried(client, first, from, to), Outcome.FAILED, "succeeded() is false", to);
    }

    CounterHistoryBuilder tried(int client, long expected, Outcome outcome, long from, long to) {
        int op = invoked(client, KEY, new TryCount(expected), from);
        set(
                client,
                op,
                Reply.error(outcome == Outcome.INDETERMINATE ? ResultCode.CONNECTIONLOSS : ResultCode.BADVERSION),
                from,
                to);
        return outcome == Outcome.OK
                ? completed(op, Custom.DONE, 0, to)
                : completed(op, outcome, outcome == Outcome.FAILED ? "false" : "CONNECTIONLOSS " + KEY, to);
    }

    /** An attempt to set the count that returned false after the reply to its first request was lost. */
    CounterHistoryBuilder triedOnRetry(int client, long expected, long from, long to) {
        int op = invoked(client, KEY, new TryCount(expected), from);
        return set(client, op, Reply.error(ResultCode.CONNECTIONLOSS), from, to)
                .set(client, op, Reply.error(ResultCode.BADVERSION), to, to)
                .completed(op, Outcome.FAILED, "false", to);
    }

    /** A read that a member answered. */
    CounterHistoryBuilder saw(int client, long count, long from, long to) {
        int op = invoked(client, KEY, new GetCount(), from);
        return read(client, op, count, to).completed(op, new WholeNumber(count), 0, to);
    }

    /** A read of the client's own copy, without a request. */
    CounterHistoryBuilder sawCopy(int client, long count, long from, long to) {
        return completed(invoked(client, KEY, new GetCount(), from), new WholeNumber(count), 0, to);
    }

    private CounterHistoryBuilder read(int client, int op, long count, long at) {
        Reply reply = count == 0 ? Reply.error(ResultCode.NONODE) : Reply.ok(count, stat(1, count, (int) count - 1, 0));
        return attempt(client, op, Opcode.GET_DATA, KEY, reply, at, at);
    }

    private CounterHistoryBuilder set(int client, int op, Reply reply, long from, long to) {
        return attempt(client, op, Opcode.SET_DATA, KEY, reply, from, to);
    }

    CheckResult check(String... parameters) {
        return checkNamed("counter", parameters);
    }

    List<String> kinds(String... parameters) {
        return kinds(check(parameters));
    }
}
