package dev.stampede.checker.checks.balancing;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.history.data.BackendInput.Dispatch;
import dev.stampede.checker.history.data.BackendInput.ListBackends;
import dev.stampede.checker.history.data.BackendInput.Serve;
import dev.stampede.checker.history.data.BackendInput.Stop;
import dev.stampede.checker.history.data.BackendInput.Update;
import dev.stampede.checker.history.data.Event.Phase;
import dev.stampede.checker.history.data.Event.ZnodeChange;
import dev.stampede.checker.history.data.NameInput.Register;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.testing.AbstractHistoryBuilder;
import dev.stampede.checker.testing.FaultScope;
import dev.stampede.checker.testing.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Methods for one backend (client 0) and one balancer (client 1). T = 3000 ms and tickTime 200 ms, so a session ends
 * 3.3 s after a death and an event arrives within 3.3 s, plus the measured durations.
 */
final class BalancingHistoryBuilder extends AbstractHistoryBuilder<BalancingHistoryBuilder> {
    static final String PATH = "/lb/backend-0";

    private long session = session(0);

    BalancingHistoryBuilder() {
        super("load-balancing");
    }

    /** Both connect at time 0. */
    static BalancingHistoryBuilder begin() {
        return new BalancingHistoryBuilder().client(0, HARNESS).client(1, HARNESS);
    }

    @Override
    protected BalancingHistoryBuilder self() {
        return this;
    }

    BalancingHistoryBuilder completed(
            int op, Outcome outcome, @Nullable String result, @Nullable String error, long at) {
        return completed(op, outcome, result, error, 0, 0, 0, at);
    }

    private BalancingHistoryBuilder done(int op, long at) {
        return completed(op, Outcome.OK, null, null, at);
    }

    private BalancingHistoryBuilder attempt(int op, Opcode opcode, long czxid, long mzxid, long at) {
        return attempt(0, op, session, opcode, PATH, Reply.ok(mzxid, stat(czxid, mzxid, 0, session)), at, at);
    }

    BalancingHistoryBuilder serves(String address, long at) {
        return done(invoked(0, PATH, new Serve(address), at), at);
    }

    BalancingHistoryBuilder registers(String address, long czxid, long at) {
        int op = invoked(0, PATH, new Register(address), at);
        return attempt(op, Opcode.CREATE, czxid, czxid, at).done(op, at);
    }

    /** All further requests of the backend are sent in another session. */
    BalancingHistoryBuilder inSession(long changed) {
        session = changed;
        return this;
    }

    /** The backend invokes an operation that does not complete. */
    BalancingHistoryBuilder begins(String function, String address, long at) {
        invoked(0, PATH, OperationInput.of(function, address), at);
        return this;
    }

    /**
     * The response to the create was lost; the backend found its own znode and wrote to it, or the write was not
     * recorded.
     */
    BalancingHistoryBuilder registersAnew(String address, long czxid, long at) {
        int op = invoked(0, PATH, new Register(address), at);
        return (czxid > 0 ? attempt(op, Opcode.SET_DATA, czxid, czxid + 1, at) : this).done(op, at);
    }

    BalancingHistoryBuilder updates(String address, long czxid, long mzxid, long at) {
        int op = invoked(0, PATH, new Update(address), at);
        return attempt(op, Opcode.SET_DATA, czxid, mzxid, at).done(op, at);
    }

    /** The backend reads its znode, which proves that its session lives. */
    BalancingHistoryBuilder looks(long czxid, long at) {
        return attempt(-1, Opcode.EXISTS, czxid, czxid, at);
    }

    BalancingHistoryBuilder stops(long at) {
        return done(invoked(0, PATH, new Stop(), at), at);
    }

    BalancingHistoryBuilder gone(long zxid, long at) {
        return observed(ZnodeChange.DELETED, PATH, zxid, 0, null, at);
    }

    /** The balancer adopts this list. */
    BalancingHistoryBuilder lists(String list, long at) {
        return completed(invoked(1, "/lb", new ListBackends(), at), Outcome.OK, list, null, at);
    }

    BalancingHistoryBuilder dispatches(String address, @Nullable String answer, long at) {
        int op = invoked(1, PATH, new Dispatch(address), at);
        return answer == null
                ? completed(op, Outcome.FAILED, null, "refused", at + 1)
                : completed(op, Outcome.OK, answer, null, at + 1);
    }

    BalancingHistoryBuilder pauses(int member, long from, long to) {
        return fault(FaultScope.of("pause", "random").members(member), from, to);
    }

    BalancingHistoryBuilder until(long at) {
        return phase(Phase.RECOVERY, at);
    }

    CheckResult check() {
        return checkNamed("balancing");
    }

    CheckResult share(String algorithm) {
        return checkNamed("fair-share", "algorithm=" + algorithm);
    }

    List<String> kinds() {
        return check().anomalies().stream().map(a -> a.kind()).toList();
    }
}
