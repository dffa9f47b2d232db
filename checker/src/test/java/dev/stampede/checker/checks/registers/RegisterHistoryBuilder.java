package dev.stampede.checker.checks.registers;

import dev.stampede.checker.history.data.Event.Phase;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.Event.ZnodeChange;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.OperationOutput.Custom;
import dev.stampede.checker.history.data.OperationOutput.Shown;
import dev.stampede.checker.history.data.OperationOutput.ShownTogether;
import dev.stampede.checker.history.data.OperationOutput.WholeNumber;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeInput.CreateSequential;
import dev.stampede.checker.history.data.ZnodeInput.Multi;
import dev.stampede.checker.history.data.ZnodeInput.Read;
import dev.stampede.checker.history.data.ZnodeInput.ReadKind;
import dev.stampede.checker.history.data.ZnodeInput.Snapshot;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.history.data.ZnodeState;
import dev.stampede.checker.testing.AbstractHistoryBuilder;
import dev.stampede.checker.testing.Reply;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Methods for registers: one operation after another, each takes 10 ms and starts 10 ms after the end of the previous
 * one. Every znode is created at zxid 1.
 */
final class RegisterHistoryBuilder extends AbstractHistoryBuilder<RegisterHistoryBuilder> {
    private static final long STEP = 10;

    private long now = STEP;

    private RegisterHistoryBuilder() {
        super("registers");
    }

    static RegisterHistoryBuilder of(int clients) {
        RegisterHistoryBuilder history = new RegisterHistoryBuilder();
        for (int c = 1; c <= clients; c++) {
            history.session(c, session(c));
        }
        return history;
    }

    @Override
    protected RegisterHistoryBuilder self() {
        return this;
    }

    private RegisterHistoryBuilder step() {
        now += STEP;
        return this;
    }

    /** The client is connected in a session from now on. */
    RegisterHistoryBuilder session(int client, long session) {
        return state(client, SessionState.CONNECTED, session, now).step();
    }

    /** A set that was acknowledged. */
    RegisterHistoryBuilder set(int client, String key, int version, long mzxid) {
        OperationInput input = new OperationInput.Custom("setData", null);
        return operation(
                client,
                key,
                input,
                new WholeNumber(version),
                op -> attempt(client, op, Opcode.SET_DATA, key, version, mzxid));
    }

    RegisterHistoryBuilder get(int client, String key, int version, long mzxid) {
        return read(client, ReadKind.GET, key, "d" + mzxid, version, mzxid);
    }

    RegisterHistoryBuilder syncGet(int client, String key, int version, long mzxid) {
        return read(client, ReadKind.SYNC_GET, key, "d" + mzxid, version, mzxid);
    }

    /** A read of a member of a group, whose data is the tag of a multi. */
    RegisterHistoryBuilder member(int client, String key, String tag, long mzxid) {
        return read(client, ReadKind.GET, key, tag, 1, mzxid);
    }

    private RegisterHistoryBuilder read(int client, ReadKind kind, String key, String data, int version, long mzxid) {
        return operation(
                client,
                key,
                new Read(kind),
                new Shown(new ZnodeState(data, version, 1, mzxid)),
                op -> attempt(client, op, Opcode.GET_DATA, key, version, mzxid));
    }

    /** A read of several members in one request: alternating tags and zxids. */
    RegisterHistoryBuilder snapshot(int client, String group, String tag, long mzxid, String other, long otherZxid) {
        List<ZnodeState> shown = List.of(new ZnodeState(tag, 1, 1, mzxid), new ZnodeState(other, 1, 1, otherZxid));
        return operation(client, group, new Snapshot(), new ShownTogether(shown), op -> {});
    }

    /** A multi that is sent {@code sent} times. */
    RegisterHistoryBuilder multi(int client, String group, String tag, int version, Outcome outcome, int sent) {
        int op = invoked(client, group, new Multi(tag, version), now);
        step();
        for (int i = 0; i < sent; i++) {
            Reply reply = i == sent - 1 ? Reply.ok(0) : Reply.error(ResultCode.CONNECTIONLOSS);
            attempt(client, op, Opcode.MULTI, "check " + group, reply, now - 2, now - 1);
        }
        return (outcome == Outcome.OK ? completed(op, Custom.DONE, 0, now) : completed(op, outcome, "BADVERSION", now))
                .step();
    }

    /** A multi that is sent once and acknowledged by this zxid. */
    RegisterHistoryBuilder acknowledged(int client, String group, String tag, long zxid) {
        return operation(
                client,
                group,
                new Multi(tag, 3),
                Custom.DONE,
                op -> attempt(client, op, Opcode.MULTI, group, Reply.ok(zxid), now - 2, now - 1));
    }

    /** A read of a member of a group. */
    RegisterHistoryBuilder member(int client, String key, int version, long czxid, long mzxid) {
        ZnodeStat stat = stat(czxid, mzxid, version, 0);
        return operation(
                client,
                key,
                new Read(ReadKind.GET),
                new Shown(new ZnodeState("t", version, czxid, mzxid)),
                op -> attempt(client, op, Opcode.GET_DATA, key, Reply.ok(mzxid, stat), now - 2, now - 1));
    }

    RegisterHistoryBuilder sequential(int client, String parent, String tag, String path, long czxid) {
        return operation(
                client,
                parent,
                new CreateSequential(tag),
                new Custom(path),
                op -> attempt(client, op, Opcode.CREATE, path, Reply.ok(0, stat(czxid, 0)), now - 2, now - 1));
    }

    /** A watcher session observes the create of a znode. */
    RegisterHistoryBuilder seen(String path, long czxid) {
        return observed(ZnodeChange.CREATED, path, czxid, 0, null, now);
    }

    RegisterHistoryBuilder leads(int member) {
        return leads(member, now);
    }

    RegisterHistoryBuilder phase(Phase phase) {
        return phase(phase, now).step();
    }

    private RegisterHistoryBuilder operation(
            int client, String key, OperationInput input, OperationOutput output, IntConsumer beneath) {
        int op = invoked(client, key, input, now);
        step();
        beneath.accept(op);
        return completed(op, output, 0, now).step();
    }

    private void attempt(int client, int op, Opcode opcode, String path, int version, long mzxid) {
        attempt(client, op, opcode, path, Reply.ok(0, stat(1, mzxid, version, 0)), now - 2, now - 1);
    }
}
