package dev.stampede.checker.checks.notification;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.history.data.Event.Phase;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.OperationOutput.Custom;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.TaskInput;
import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.history.data.ZnodeState;
import dev.stampede.checker.testing.AbstractHistoryBuilder;
import dev.stampede.checker.testing.Reply;
import java.util.List;

/**
 * Methods for the job {@code /n/j}: client 1 coordinates it, and client N has the folder {@code /n/j/cN}. A task is
 * named {@code c2/t}, and its data is its name. T = 3 s and tickTime 200 ms, so delivery takes at most 3.3 s, and an
 * answer 5 s.
 */
final class NotificationHistoryBuilder extends AbstractHistoryBuilder<NotificationHistoryBuilder> {
    static final String JOB = "/n/j";
    static final String TASK = "c2/t";

    NotificationHistoryBuilder() {
        super("notification");
    }

    /** Clients 1 to {@code count} connect at time 0. */
    static NotificationHistoryBuilder of(int count) {
        return new NotificationHistoryBuilder().clients(count);
    }

    /** Client 1 coordinates, and client 2 works. */
    static NotificationHistoryBuilder begun() {
        return of(2).coordinates(1, 0, 10).works(2, 10);
    }

    /** The task is assigned at 100 ms and received at 200 ms. */
    static NotificationHistoryBuilder received() {
        return begun().assigns(1, TASK, 0x10, 100).receives(2, TASK, 0x10, 200);
    }

    /** Its first status is written at 300 ms, and seen. */
    static NotificationHistoryBuilder working() {
        return received().reports(2, TASK, "working", 0x11, 300).sees(1, TASK, "working", 0x11, 310);
    }

    /** The task is answered at 400 ms; no status is seen. */
    static NotificationHistoryBuilder answered() {
        return received().reports(2, TASK, "working", 0x11, 300).answers(2, TASK, "done", 0x12, 400);
    }

    @Override
    protected NotificationHistoryBuilder self() {
        return this;
    }

    static String path(String task) {
        return JOB + "/" + task;
    }

    static String status(String task) {
        return path(task) + "/status";
    }

    static String folder(int client) {
        return JOB + "/c" + client;
    }

    private NotificationHistoryBuilder done(int client, String key, OperationInput input, long from, long to) {
        return completed(invoked(client, key, input, from), Custom.DONE, 0, to);
    }

    NotificationHistoryBuilder coordinates(int client, long from, long to) {
        return done(client, JOB, new TaskInput.BeginCoordination("c" + client), from, to);
    }

    NotificationHistoryBuilder works(int client, long at) {
        return done(client, folder(client), new TaskInput.BeginWork("c" + client), at, at);
    }

    NotificationHistoryBuilder endsWork(int client, long at) {
        return done(client, folder(client), new TaskInput.EndWork(), at, at);
    }

    NotificationHistoryBuilder endsCoordination(int client, long at) {
        return done(client, JOB, new TaskInput.EndWork(), at, at);
    }

    /** The create is acknowledged at once. */
    NotificationHistoryBuilder assigns(int client, String task, long czxid, long at) {
        int op = invoked(client, path(task), new TaskInput.Assign(task), at);
        return attempt(client, op, Opcode.CREATE, path(task), Reply.ok(czxid, stat(czxid, 0)), at, at)
                .completed(op, Custom.DONE, czxid, at);
    }

    /** The response to the create is lost. */
    NotificationHistoryBuilder mayAssign(int client, String task, long at) {
        int op = invoked(client, path(task), new TaskInput.Assign(task), at);
        return attempt(client, op, Opcode.CREATE, path(task), Reply.error(ResultCode.CONNECTIONLOSS), at, at)
                .completed(op, Outcome.INDETERMINATE, "CONNECTIONLOSS", at);
    }

    NotificationHistoryBuilder withdraws(int client, String task, long at) {
        return done(client, path(task), new TaskInput.Withdraw(), at, at);
    }

    NotificationHistoryBuilder receives(int client, String task, long czxid, long at) {
        ZnodeState state = new ZnodeState(task, 0, czxid, czxid);
        int op = invoked(client, path(task), new TaskInput.Receive(), at);
        return completed(op, new OperationOutput.Shown(state), czxid, at);
    }

    NotificationHistoryBuilder reports(int client, String task, String status, long mzxid, long at) {
        return writes(client, task, new TaskInput.Report(status), mzxid, at, at);
    }

    NotificationHistoryBuilder answers(int client, String task, String status, long mzxid, long at) {
        return writes(client, task, new TaskInput.Answer(status), mzxid, at, at);
    }

    /** An acknowledged write of a status. */
    NotificationHistoryBuilder writes(int client, String task, TaskInput input, long mzxid, long from, long to) {
        int op = invoked(client, status(task), input, from);
        ZnodeStat stat = stat(0x1, mzxid, 0, 0);
        return attempt(client, op, Opcode.SET_DATA, status(task), Reply.ok(mzxid, stat), from, to)
                .completed(op, Custom.DONE, mzxid, to);
    }

    /** A write of a status whose response is lost. */
    NotificationHistoryBuilder mayWrite(int client, String task, TaskInput input, long from, long to) {
        int op = invoked(client, status(task), input, from);
        return attempt(client, op, Opcode.SET_DATA, status(task), Reply.error(ResultCode.CONNECTIONLOSS), from, to)
                .completed(op, Outcome.INDETERMINATE, "CONNECTIONLOSS", to);
    }

    NotificationHistoryBuilder mayAnswer(int client, String task, String status, long at) {
        return mayWrite(client, task, new TaskInput.Answer(status), at, at);
    }

    /** The coordinator acts on this status from now on. */
    NotificationHistoryBuilder sees(int client, String task, String status, long mzxid, long at) {
        return sees(client, task, status, mzxid, sessionOf(client), at);
    }

    /** As above, in this session. */
    NotificationHistoryBuilder sees(int client, String task, String status, long mzxid, long session, long at) {
        int op = invoked(client, status(task), new ZnodeInput.ViewChange(), at);
        String shown = new OperationOutput.Shown(new ZnodeState(status, 0, 0x1, mzxid)).text();
        return completed(op, Outcome.OK, shown, null, session, 0, mzxid, at);
    }

    NotificationHistoryBuilder seesNone(int client, String task, long at) {
        int op = invoked(client, status(task), new ZnodeInput.ViewChange(), at);
        return completed(op, new OperationOutput.Shown(null), 0, at);
    }

    /** The client's member answers a read of a status with this mzxid. */
    NotificationHistoryBuilder readsStatus(int client, String task, long mzxid, long at) {
        return attempt(client, -1, Opcode.GET_DATA, status(task), Reply.ok(mzxid, stat(0x1, mzxid, 0, 0)), at, at);
    }

    /** The client's member lists the tasks of a worker; the last change of the list has this zxid. */
    NotificationHistoryBuilder listsTasks(int client, long pzxid, long at) {
        ZnodeStat stat = new ZnodeStat(0x1, 0x1, pzxid, 0, 0, 1, 0, 0, 0, 1);
        return attempt(client, -1, Opcode.GET_CHILDREN, folder(client), Reply.ok(pzxid, stat), at, at);
    }

    NotificationHistoryBuilder cutOff(int client, long from, long to) {
        return state(client, SessionState.SUSPENDED, from).state(client, SessionState.RECONNECTED, to);
    }

    NotificationHistoryBuilder until(long at) {
        return phase(Phase.RECOVERY, at);
    }

    CheckResult check(String... parameters) {
        return checkNamed(NotificationsCheck.NAME, parameters);
    }

    List<String> kinds() {
        return kinds(check());
    }
}
