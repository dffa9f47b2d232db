package dev.stampede.checker.checks.configuration;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.OperationOutput.Custom;
import dev.stampede.checker.history.data.OperationOutput.Shown;
import dev.stampede.checker.history.data.OperationOutput.WholeNumber;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeInput.Read;
import dev.stampede.checker.history.data.ZnodeInput.ReadKind;
import dev.stampede.checker.history.data.ZnodeInput.ViewChange;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.history.data.ZnodeState;
import dev.stampede.checker.testing.AbstractHistoryBuilder;
import dev.stampede.checker.testing.Reply;

/** Methods for configuration; the time limits are 5 s for a reaction, 6 s for convergence, and 2 s for recovery. */
final class ConfigurationHistoryBuilder extends AbstractHistoryBuilder<ConfigurationHistoryBuilder> {
    static final String KEY = "/c/k0";
    static final long CZXID = 0x10;

    private ConfigurationHistoryBuilder() {
        super("configuration");
    }

    static ConfigurationHistoryBuilder of(int clients) {
        return new ConfigurationHistoryBuilder().bound("recovery", 2_000).clients(clients);
    }

    @Override
    protected ConfigurationHistoryBuilder self() {
        return this;
    }

    ConfigurationHistoryBuilder connected(int client, long session, long at) {
        return state(client, SessionState.CONNECTED, session, at);
    }

    ConfigurationHistoryBuilder suspended(int client, long at) {
        return state(client, SessionState.SUSPENDED, at);
    }

    ConfigurationHistoryBuilder reconnected(int client, long at) {
        return state(client, SessionState.RECONNECTED, sessionOf(client), 2, at);
    }

    /** The client's code acts on a state from now on; 0 for absent. */
    ConfigurationHistoryBuilder view(int client, long mzxid, long at) {
        return operation(client, new ViewChange(), new Shown(mzxid == 0 ? null : state(mzxid)), at, at);
    }

    ConfigurationHistoryBuilder notified(int client, long at) {
        return operation(client, new OperationInput.Custom("notified", null), Custom.DONE, at, at);
    }

    /** An operation that shows that the client is active, but no state. */
    ConfigurationHistoryBuilder alive(int client, long at) {
        return operation(client, new OperationInput.Custom("sync", null), Custom.DONE, at, at);
    }

    /** A delete that was acknowledged with this zxid. */
    ConfigurationHistoryBuilder deletes(int client, long zxid, long at) {
        return attempt(client, -1, Opcode.DELETE, KEY, Reply.ok(zxid), at - 2, at);
    }

    /** A delete with a lost response. */
    ConfigurationHistoryBuilder mayDelete(int client, long at) {
        return attempt(client, -1, Opcode.DELETE, KEY, Reply.error(ResultCode.CONNECTIONLOSS), at - 2, at);
    }

    /** An acknowledged write with this mzxid. */
    ConfigurationHistoryBuilder writes(int client, long mzxid, long at) {
        Reply reply = Reply.ok(0, unowned(CZXID, mzxid));
        return attempt(client, -1, Opcode.SET_DATA, KEY, reply, at - 2, at)
                .operation(client, new OperationInput.Custom("setData", null), new WholeNumber(mzxid), at - 2, at);
    }

    /** A read that shows a state; 0 for absent. */
    ConfigurationHistoryBuilder shown(int client, long mzxid, long at) {
        return shown(client, CZXID, mzxid, at);
    }

    ConfigurationHistoryBuilder shown(int client, long czxid, long mzxid, long at) {
        Reply reply = mzxid == 0 ? Reply.error(ResultCode.NONODE) : Reply.ok(0, unowned(czxid, mzxid));
        return attempt(client, -1, Opcode.GET_DATA, KEY, reply, at - 1, at)
                .operation(client, new Read(ReadKind.GET), Custom.DONE, at - 1, at);
    }

    /** A read that sets a watch. */
    ConfigurationHistoryBuilder fetch(int client, long mzxid, long at) {
        int operation = invoked(client, KEY, new Read(ReadKind.FETCH), at - 2);
        return attempt(client, operation, Opcode.GET_DATA, KEY, Reply.ok(mzxid, unowned(CZXID, mzxid)), at - 2, at)
                .completed(operation, new Shown(state(mzxid)), mzxid, at);
    }

    private ConfigurationHistoryBuilder operation(
            int client, OperationInput input, OperationOutput output, long from, long at) {
        return completed(invoked(client, KEY, input, from), output, 0, at);
    }

    private static ZnodeState state(long mzxid) {
        return new ZnodeState("d", (int) mzxid, CZXID, mzxid);
    }

    private static ZnodeStat unowned(long czxid, long mzxid) {
        return stat(czxid, mzxid, (int) mzxid, 0);
    }

    CheckResult check() {
        return check("one-shot");
    }

    CheckResult check(String watches) {
        return checkNamed(PropagationCheck.NAME, "watches=" + watches);
    }
}
