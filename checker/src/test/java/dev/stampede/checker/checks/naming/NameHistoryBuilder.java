package dev.stampede.checker.checks.naming;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.history.data.NameInput.Change;
import dev.stampede.checker.history.data.NameInput.Register;
import dev.stampede.checker.history.data.NameInput.Unregister;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.OperationOutput.Custom;
import dev.stampede.checker.history.data.OperationOutput.Found;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.testing.AbstractHistoryBuilder;
import dev.stampede.checker.testing.Reply;
import java.util.List;

/** Methods for one name. */
final class NameHistoryBuilder extends AbstractHistoryBuilder<NameHistoryBuilder> {
    static final String NAME = "/naming/a";

    NameHistoryBuilder() {
        super("naming");
    }

    @Override
    protected NameHistoryBuilder self() {
        return this;
    }

    private NameHistoryBuilder attempt(int client, int op, Opcode opcode, long mzxid, long czxid, long at) {
        Reply reply = Reply.ok(mzxid, stat(czxid, mzxid, (int) (mzxid - czxid), 0));
        return attempt(client, op, opcode, NAME, reply, at - 1, at);
    }

    /** A write that succeeded and wrote the state {@code mzxid} of the znode {@code czxid}. */
    NameHistoryBuilder wrote(int client, OperationInput input, long mzxid, long czxid, long from, long to) {
        int op = invoked(client, NAME, input, from);
        return attempt(client, op, mzxid == czxid ? Opcode.CREATE : Opcode.SET_DATA, mzxid, czxid, to)
                .completed(op, Custom.DONE, mzxid, to);
    }

    NameHistoryBuilder registered(int client, String uri, long zxid, long from, long to) {
        return wrote(client, new Register(uri), zxid, zxid, from, to);
    }

    NameHistoryBuilder changed(int client, String uri, long after, long mzxid, long czxid, long from, long to) {
        return wrote(client, new Change(uri, after), mzxid, czxid, from, to);
    }

    NameHistoryBuilder unregistered(int client, long after, long zxid, long from, long to) {
        return completed(invoked(client, NAME, new Unregister(after), from), Custom.DONE, zxid, to);
    }

    NameHistoryBuilder refused(int client, String function, String code, long from, long to) {
        int op = invoked(client, NAME, OperationInput.of(function, "u-refused"), from);
        return completed(op, Outcome.FAILED, code + " " + NAME, to);
    }

    NameHistoryBuilder lost(int client, String function, String argument, long from, long to) {
        int op = invoked(client, NAME, OperationInput.of(function, argument), from);
        return completed(op, Outcome.INDETERMINATE, "CONNECTIONLOSS", to);
    }

    NameHistoryBuilder saw(int client, String function, String uri, long mzxid, long czxid, long from, long to) {
        int op = invoked(client, NAME, OperationInput.of(function, null), from);
        return attempt(client, op, Opcode.GET_DATA, mzxid, czxid, to).completed(op, new Found(uri), mzxid, to);
    }

    NameHistoryBuilder sawNone(int client, String function, long from, long to) {
        return completed(invoked(client, NAME, OperationInput.of(function, null), from), new Found(null), 0, to);
    }

    NameHistoryBuilder believes(int client, long at) {
        return believes(client, NAME, 1, at);
    }

    NameHistoryBuilder doubts(int client, long at) {
        return doubts(client, NAME, "unregisters", at);
    }

    CheckResult check() {
        return checkNamed("naming");
    }

    List<String> kinds() {
        return kinds(check());
    }
}
