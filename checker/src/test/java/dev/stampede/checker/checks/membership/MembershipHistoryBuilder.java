package dev.stampede.checker.checks.membership;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.history.data.Event.Phase;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.Event.ZnodeChange;
import dev.stampede.checker.history.data.GroupInput;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.OperationOutput.Custom;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeInput.Read;
import dev.stampede.checker.history.data.ZnodeInput.ReadKind;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.history.data.ZnodeState;
import dev.stampede.checker.testing.AbstractHistoryBuilder;
import dev.stampede.checker.testing.Reply;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Methods for the group {@code /g}: client N has the id {@code cN}. T = 3 s and tickTime 200 ms, so delivery takes at most
 * 3.3 s, the end of a session 3.3 s, the creation of a deleted znode 6.3 s, and a change in the background 5 s.
 */
final class MembershipHistoryBuilder extends AbstractHistoryBuilder<MembershipHistoryBuilder> {
    static final String GROUP = "/g";

    MembershipHistoryBuilder() {
        super("membership");
    }

    /** Clients 1 to {@code count} connect at time 0. */
    static MembershipHistoryBuilder of(int count) {
        return new MembershipHistoryBuilder().clients(count);
    }

    @Override
    protected MembershipHistoryBuilder self() {
        return this;
    }

    static String path(int client) {
        return GROUP + "/c" + client;
    }

    private MembershipHistoryBuilder done(int client, String key, OperationInput input, long from, long to) {
        return completed(invoked(client, key, input, from), Custom.DONE, 0, to);
    }

    private ZnodeStat stat(int client, long czxid, long mzxid) {
        return stat(czxid, mzxid, 0, sessionOf(client));
    }

    /** A member joins; the create is acknowledged at once. */
    MembershipHistoryBuilder joins(int client, String data, long czxid, long at) {
        int op = invoked(client, path(client), new GroupInput.Join(data), at);
        return attempt(client, op, Opcode.CREATE, path(client), Reply.ok(czxid, stat(client, czxid, czxid)), at, at)
                .completed(op, Custom.DONE, 0, at);
    }

    /** A member joins by a recipe, which creates the znode later. */
    MembershipHistoryBuilder joinsInBackground(int client, String data, long at) {
        return done(client, path(client), new GroupInput.Join(data), at, at);
    }

    /** The recipe of a member creates its znode. */
    MembershipHistoryBuilder creates(int client, long czxid, long at) {
        return attempt(client, -1, Opcode.CREATE, path(client), Reply.ok(czxid, stat(client, czxid, czxid)), at, at);
    }

    /** The recipe of a member creates its znode, and the answer is lost. */
    MembershipHistoryBuilder mayCreate(int client, long at) {
        return attempt(client, -1, Opcode.CREATE, path(client), Reply.error(ResultCode.CONNECTIONLOSS), at, at);
    }

    MembershipHistoryBuilder setsData(int client, String data, long czxid, long mzxid, long at) {
        int op = invoked(client, path(client), new GroupInput.SetMemberData(data), at);
        return attempt(client, op, Opcode.SET_DATA, path(client), Reply.ok(mzxid, stat(client, czxid, mzxid)), at, at)
                .completed(op, Custom.DONE, 0, at);
    }

    MembershipHistoryBuilder setsDataInBackground(int client, String data, long at) {
        return done(client, path(client), new GroupInput.SetMemberData(data), at, at);
    }

    MembershipHistoryBuilder maySetData(int client, String data, long at) {
        return completed(
                invoked(client, path(client), new GroupInput.SetMemberData(data), at),
                Outcome.INDETERMINATE,
                "CONNECTIONLOSS",
                at);
    }

    MembershipHistoryBuilder leaves(int client, long at) {
        return done(client, path(client), new GroupInput.Leave(), at, at);
    }

    MembershipHistoryBuilder closesSession(int client, long at) {
        return completed(invoked(client, null, new GroupInput.CloseSession(), at), Custom.DONE, 0, at);
    }

    /** A member reads its own znode, which also proves that its session lives. */
    MembershipHistoryBuilder reads(int client, String data, long czxid, long mzxid, long at) {
        int op = invoked(client, path(client), new Read(ReadKind.GET), at);
        ZnodeState state = new ZnodeState(data, 0, czxid, mzxid);
        return attempt(client, op, Opcode.GET_DATA, path(client), Reply.ok(mzxid, stat(client, czxid, mzxid)), at, at)
                .completed(op, new OperationOutput.Shown(state), mzxid, at);
    }

    /** A client takes these for the members, each as {@code id=data}. */
    MembershipHistoryBuilder lists(int client, long at, String... members) {
        Map<String, String> dataById = new TreeMap<>();
        for (String member : members) {
            dataById.put(member.substring(0, member.indexOf('=')), member.substring(member.indexOf('=') + 1));
        }
        int op = invoked(client, GROUP, new GroupInput.ListMembers(), at);
        return completed(op, new OperationOutput.Members(dataById), 0, at);
    }

    MembershipHistoryBuilder closesView(int client, long at) {
        return done(client, GROUP, new GroupInput.CloseView(), at, at);
    }

    /** Watchers observe that the znode of a member was deleted. */
    MembershipHistoryBuilder gone(int client, long zxid, long at) {
        return observed(ZnodeChange.DELETED, path(client), zxid, 0, null, at);
    }

    MembershipHistoryBuilder cutOff(int client, long from, long to) {
        return state(client, SessionState.SUSPENDED, from).state(client, SessionState.RECONNECTED, to);
    }

    MembershipHistoryBuilder until(long at) {
        return phase(Phase.RECOVERY, at);
    }

    CheckResult check() {
        return checkNamed(MembershipCheck.NAME);
    }

    List<String> kinds() {
        return kinds(check());
    }
}
