package dev.stampede.checker.checks.configuration;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells a history tersely. Times are in milliseconds; client c begins in session 0xc0 + c on member 1; the session timeout
 * is 3 s, so that 5 s are allowed for a reaction and 6 s for convergence; recovery has 2 s.
 */
final class Story {
    static final String KEY = "/c/k0";
    static final long CZXID = 0x10;

    private final List<Event> events = new ArrayList<>();
    private final Map<Integer, Long> sessions = new HashMap<>();
    private int operations;
    private int attempts;

    /** Clients that connect at time 0 and run in the harness. */
    static Story of(int clients) {
        Story story = new Story();
        story.add(new Event.BudgetDerived("recovery", nanos(2_000), "as told", 0));
        for (int c = 1; c <= clients; c++) {
            story.add(new Event.ClientOpened(c, "", Event.ClientKind.WORKLOAD, "harness", 0));
            story.connected(c, 0xc0L + c, 0);
        }
        return story;
    }

    static long nanos(long millis) {
        return millis * 1_000_000L;
    }

    Story add(Event event) {
        events.add(event);
        return this;
    }

    Story connected(int client, long session, long at) {
        sessions.put(client, session);
        return add(new Event.SessionChanged(client, SessionState.CONNECTED, session, null, 1, 3000, nanos(at)));
    }

    Story suspended(int client, long at) {
        return add(new Event.SessionChanged(
                client, SessionState.SUSPENDED, sessions.get(client), null, 0, 3000, nanos(at)));
    }

    Story reconnected(int client, long at) {
        return add(new Event.SessionChanged(
                client, SessionState.RECONNECTED, sessions.get(client), null, 2, 3000, nanos(at)));
    }

    /** The client's code acts on a state from now on; 0 for absent. */
    Story view(int client, long mzxid, long at) {
        return operation(client, "view", mzxid == 0 ? "absent" : text(mzxid), at, at);
    }

    private static String text(long mzxid) {
        return "d " + mzxid + " " + Long.toHexString(CZXID) + " " + Long.toHexString(mzxid);
    }

    Story notified(int client, long at) {
        return operation(client, "notified", null, at, at);
    }

    /** A sign of life that shows nothing. */
    Story alive(int client, long at) {
        return operation(client, "sync", null, at, at);
    }

    /** An acknowledged write with this mzxid. */
    Story writes(int client, long mzxid, long at) {
        attempt(client, "setData", "OK", stat(CZXID, mzxid), at - 2, at);
        return operation(client, "setData", Long.toString(mzxid), at - 2, at);
    }

    /** A read that shows a state; 0 for absent. */
    Story shown(int client, long mzxid, long at) {
        return shown(client, CZXID, mzxid, at);
    }

    Story shown(int client, long czxid, long mzxid, long at) {
        attempt(client, "getData", mzxid == 0 ? "NONODE" : "OK", mzxid == 0 ? null : stat(czxid, mzxid), at - 1, at);
        return operation(client, "get", null, at - 1, at);
    }

    /** A read that leaves a watch. */
    Story fetch(int client, long mzxid, long at) {
        add(new Event.Invoked(operations, client, "fetch", KEY, null, nanos(at - 2)));
        add(new Event.AttemptSent(
                attempts, client, operations, sessions.get(client), attempts, Opcode.GET_DATA, KEY, nanos(at - 2)));
        add(new Event.AttemptAnswered(
                attempts++, ResultCode.OK, sessions.get(client), mzxid, null, stat(CZXID, mzxid), nanos(at)));
        return add(new Event.Completed(
                operations++, Outcome.OK, text(mzxid), null, sessions.get(client), 0, mzxid, nanos(at)));
    }

    private Story operation(int client, String function, String result, long from, long at) {
        add(new Event.Invoked(operations, client, function, KEY, null, nanos(from)));
        return add(new Event.Completed(operations++, Outcome.OK, result, null, sessions.get(client), 0, 0, nanos(at)));
    }

    private void attempt(int client, String opcode, String code, ZnodeStat stat, long from, long at) {
        long session = sessions.get(client);
        add(new Event.AttemptSent(attempts, client, -1, session, attempts, Opcode.named(opcode), KEY, nanos(from)));
        add(new Event.AttemptAnswered(attempts++, ResultCode.valueOf(code), session, 0, null, stat, nanos(at)));
    }

    private static ZnodeStat stat(long czxid, long mzxid) {
        return new ZnodeStat(czxid, mzxid, czxid, 0, (int) mzxid, 0, 0, 0, 0, 0);
    }

    Story stalls(long from, long to) {
        return add(new Event.Stalled("harness", nanos(from), nanos(to)));
    }

    Story fault(String family, List<Integer> clients, long from, long to) {
        String id = family + "-1#0";
        add(new Event.FaultInjecting(
                id,
                family + "-1",
                family,
                "some",
                "role",
                List.of(),
                clients,
                List.of(),
                FaultEffects.of(family, "some"),
                nanos(from)));
        add(new Event.FaultInjected(id, nanos(from)));
        add(new Event.FaultActive(id, "a probe got no answer", nanos(from)));
        add(new Event.FaultHealing(id, nanos(to)));
        return add(new Event.FaultHealed(id, "a probe got an answer", nanos(to)));
    }

    History history() {
        RunHeader header = new RunHeader(
                "r1",
                "configuration",
                "naive",
                1,
                "2026-11-25T00:00:00Z",
                "3 members",
                List.of(1, 2, 3),
                new EnsembleSettings(200, 10, 5, 400, 4000, 1000, 3000),
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
        return check("one-shot");
    }

    CheckResult check(String watches) {
        CheckSpec spec = new CheckSpec(PropagationCheck.NAME, Map.of("watches", watches));
        return PropagationCheck.of(spec).check(history(), budget());
    }

    static CheckBudget budget() {
        return CheckBudget.of(Duration.ofSeconds(60), 1 << 26);
    }

    /** The kinds in order of time: those of violations with an exclamation mark, those of caveats with a question mark. */
    static List<String> kinds(CheckResult result) {
        return result.anomalies().stream()
                .map(a -> a.kind() + (a.caveat() ? "?" : "!"))
                .toList();
    }
}
