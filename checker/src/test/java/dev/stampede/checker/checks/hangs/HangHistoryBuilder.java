package dev.stampede.checker.checks.hangs;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.LockInput;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.testing.AbstractHistoryBuilder;
import dev.stampede.checker.testing.Reply;
import java.util.List;

/** Methods for calls of a user's class. The limit is 11 s: syncLimit · tickTime of 1 s, 4 · ⅔ · 3 s, and 2 s. */
final class HangHistoryBuilder extends AbstractHistoryBuilder<HangHistoryBuilder> {
    static final String KEY = "/locks/a";
    static final int LIMIT_MILLIS = 11_000;

    HangHistoryBuilder() {
        super("lock");
        variant("com.example.MyLock");
        bound("recovery", 2_000);
    }

    @Override
    protected HangHistoryBuilder self() {
        return this;
    }

    /** A call that succeeds. */
    HangHistoryBuilder call(int client, OperationInput input, long from, long to) {
        return completed(invoked(client, KEY, input, from), OperationOutput.Custom.DONE, 0, to);
    }

    /** A call whose thread is in the user's code a second after its invocation, and that succeeds. */
    HangHistoryBuilder slow(int client, OperationInput input, long from, long to) {
        return completed(blocked(client, input, from), OperationOutput.Custom.DONE, 0, to);
    }

    /** A call that does not return, and whose thread is in the user's code a second after its invocation. */
    int blocked(int client, OperationInput input, long from) {
        int op = invoked(client, KEY, input, from);
        stack(op, from + 1_000);
        return op;
    }

    HangHistoryBuilder stack(int op, long at) {
        return add(new Event.OperationBlocked(
                op,
                "stampede-client-1 is WAITING\n  at java.base@17.0.15/java.lang.Object.wait(Native Method)\n"
                        + "  at app//com.example.MyLock.acquire(MyLock.java:7)",
                at * 1_000_000L));
    }

    /** A hold of the lock, with an acquire and a release that return at once. */
    HangHistoryBuilder held(int client, long from, long to) {
        return call(client, LockInput.Acquire.EXCLUSIVE, from, from + 1)
                .call(client, LockInput.Release.EXCLUSIVE, to, to + 1);
    }

    HangHistoryBuilder indeterminate(int client, OperationInput input, long from, long to) {
        return completed(invoked(client, KEY, input, from), Outcome.INDETERMINATE, "CONNECTIONLOSS", to);
    }

    /** A request of a call that is answered. */
    HangHistoryBuilder request(int client, int op, long from, long to) {
        return attempt(client, op, Opcode.SET_DATA, KEY, Reply.ok(1), from, to);
    }

    CheckResult check() {
        return checkNamed("hangs");
    }

    List<String> kinds() {
        return kinds(check());
    }
}
