package dev.stampede.checker.checks.balancing;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.history.FaultEffects;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.RunHeader;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.registry.Checks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Tells a history of one backend (client 0) and one balancer (client 1) tersely. Times are in milliseconds; T = 3000 and
 * tickTime 200, so a session ends 3.3 s after a death and an event is there within 3.3 s, beside what was measured.
 */
final class BalancingTale {
    static final String PATH = "/lb/backend-0";

    private static final EnsembleSettings SETTINGS = new EnsembleSettings(200, 10, 5, 400, 4000, 1000, 3000);

    private final List<Event> events = new ArrayList<>();
    private int operations;
    private int attempts;
    private long session = 0xc0;

    /** Both connect at time 0. */
    static BalancingTale begin() {
        BalancingTale tale = new BalancingTale();
        for (int c = 0; c < 2; c++) {
            tale.add(new Event.ClientOpened(c, "", Event.ClientKind.WORKLOAD, "harness", 0));
            tale.session(c, SessionState.CONNECTED, 0);
        }
        return tale;
    }

    BalancingTale add(Event event) {
        events.add(event);
        return this;
    }

    BalancingTale session(int client, SessionState state, long at) {
        return add(new Event.SessionChanged(client, state, 0xc0 + client, null, 1, 3000, nanos(at)));
    }

    private int op(int client, String function, String key, String argument, long at) {
        return invoked(client, function, key, argument, nanos(at));
    }

    private void completed(int op, Outcome outcome, String result, String error, long at) {
        ended(op, outcome, result, error, nanos(at));
    }

    /** An operation of anybody begins; its number. */
    int invoked(int client, String function, String key, String argument, long nanos) {
        add(new Event.Invoked(operations, client, function, key, argument, nanos));
        return operations++;
    }

    void ended(int op, Outcome outcome, String result, String error, long nanos) {
        add(new Event.Completed(op, outcome, result, error, 0, 0, 0, nanos));
    }

    /** A request of anybody; its number. */
    int sent(int client, int op, long session, String opcode, String path, long nanos) {
        add(new Event.AttemptSent(attempts, client, op, session, attempts, Opcode.named(opcode), path, nanos));
        return attempts++;
    }

    private void attempt(int op, String opcode, long czxid, long mzxid, long at) {
        ZnodeStat stat = new ZnodeStat(czxid, mzxid, czxid, 0, 0, 0, 0, session, 0, 0);
        int attempt = sent(0, op, session, opcode, PATH, nanos(at));
        add(new Event.AttemptAnswered(attempt, ResultCode.OK, session, mzxid, null, stat, nanos(at)));
    }

    BalancingTale serves(String address, long at) {
        completed(op(0, "serve", PATH, address, at), Outcome.OK, null, null, at);
        return this;
    }

    BalancingTale registers(String address, long czxid, long at) {
        int op = op(0, "register", PATH, address, at);
        attempt(op, "create", czxid, czxid, at);
        completed(op, Outcome.OK, null, null, at);
        return this;
    }

    /** From here on the requests of the backend are those of another session. */
    BalancingTale inSession(long session) {
        this.session = session;
        return this;
    }

    /** The backend begins what does not end. */
    BalancingTale begins(String function, String address, long at) {
        op(0, function, PATH, address, at);
        return this;
    }

    /** The answer to the creation was lost; it found its own znode there and wrote to that, or nobody recorded how. */
    BalancingTale registersAnew(String address, long czxid, long at) {
        int op = op(0, "register", PATH, address, at);
        if (czxid > 0) {
            attempt(op, "setData", czxid, czxid + 1, at);
        }
        completed(op, Outcome.OK, null, null, at);
        return this;
    }

    BalancingTale updates(String address, long czxid, long mzxid, long at) {
        int op = op(0, "update", PATH, address, at);
        attempt(op, "setData", czxid, mzxid, at);
        completed(op, Outcome.OK, null, null, at);
        return this;
    }

    /** The backend looks at its znode, which proves that its session lives. */
    BalancingTale looks(long czxid, long at) {
        attempt(-1, "exists", czxid, czxid, at);
        return this;
    }

    BalancingTale stops(long at) {
        completed(op(0, "stop", PATH, null, at), Outcome.OK, null, null, at);
        return this;
    }

    BalancingTale gone(long zxid, long at) {
        return add(new Event.ZnodeObserved(1, Event.ZnodeChange.DELETED, PATH, zxid, 0, null, nanos(at)));
    }

    /** The balancer has this list from then on. */
    BalancingTale lists(String list, long at) {
        completed(op(1, "list", "/lb", null, at), Outcome.OK, list, null, at);
        return this;
    }

    BalancingTale dispatches(String address, String answer, long at) {
        int op = op(1, "dispatch", PATH, address, at);
        completed(op, answer == null ? Outcome.FAILED : Outcome.OK, answer, answer == null ? "refused" : null, at + 1);
        return this;
    }

    BalancingTale pauses(int member, long from, long to) {
        return fault("pause", List.of(member), List.of(), from, to);
    }

    BalancingTale fault(String family, List<Integer> members, List<Integer> clients, long from, long to) {
        String id = family + "-1#0";
        add(new Event.FaultInjecting(
                id,
                family + "-1",
                family,
                "random",
                "random",
                members,
                clients,
                List.of(),
                FaultEffects.of(family, "random"),
                nanos(from)));
        add(new Event.FaultInjected(id, nanos(from)));
        add(new Event.FaultHealing(id, nanos(to)));
        return add(new Event.FaultHealed(id, "it runs", nanos(to)));
    }

    static long nanos(long millis) {
        return millis * 1_000_000L;
    }

    BalancingTale until(long at) {
        return add(new Event.PhaseBegan(Event.Phase.RECOVERY, nanos(at)));
    }

    History history() {
        RunHeader header = new RunHeader(
                "r1",
                "load-balancing",
                "naive",
                1,
                "2026-11-24T00:00:00Z",
                "3 members",
                List.of(1, 2, 3),
                SETTINGS,
                List.of(),
                null,
                List.of(),
                "replay",
                "recheck",
                Map.of());
        History.Builder builder = History.builder(header);
        events.forEach(builder::add);
        return builder.build();
    }

    CheckResult check() {
        return check("balancing", Map.of());
    }

    CheckResult share(String algorithm) {
        return check("fair-share", Map.of("algorithm", algorithm));
    }

    private CheckResult check(String name, Map<String, String> parameters) {
        return Checks.of(new CheckSpec(name, parameters))
                .check(history(), CheckBudget.of(Duration.ofSeconds(60), 1 << 26));
    }

    List<String> kinds() {
        return check().anomalies().stream().map(a -> a.kind()).toList();
    }
}
