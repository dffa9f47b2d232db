package dev.stampede.checker.checks.exclusion.views;

import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.checks.exclusion.elections.SingleMasterCheck;
import dev.stampede.checker.checks.exclusion.locks.MutualExclusionCheck;
import dev.stampede.checker.history.FaultEffects;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.Event.ZnodeChange;
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
import org.jspecify.annotations.Nullable;

/**
 * Tells a history tersely. Times are in milliseconds; client c begins in session 0xc0 + c on member 1; the slack of the
 * settings is 800 ms (T = 3000, tickTime 200, syncLimit 5).
 */
public final class Tale {
    public static final String KEY = "/locks/a";
    static final EnsembleSettings SETTINGS = new EnsembleSettings(200, 10, 5, 400, 4000, 1000, 3000);

    private final List<Event> events = new ArrayList<>();
    private final Map<Integer, Long> sessions = new HashMap<>();
    private EnsembleSettings settings = SETTINGS;
    private String path = "";
    private String chroot = "";
    private boolean persistent;
    private int operations;
    private int attempts;

    /** Clients that connect at time 0 and run in the harness. */
    public static Tale of(int clients) {
        Tale tale = new Tale();
        for (int c = 1; c <= clients; c++) {
            tale.opened(c, "harness").state(c, SessionState.CONNECTED, session(c), 0);
        }
        return tale;
    }

    public static long session(int client) {
        return 0xc0L + client;
    }

    public static long nanos(long millis) {
        return millis * 1_000_000L;
    }

    public Tale opened(int client, String jvm) {
        return add(new Event.ClientOpened(client, "lock-" + client, Event.ClientKind.WORKLOAD, jvm, 0));
    }

    public Tale settings(EnsembleSettings changed) {
        settings = changed;
        return this;
    }

    /** All znodes of later grants live at one path; without it each has its own. */
    public Tale at(String fixed) {
        path = fixed;
        return this;
    }

    /** What the watchers see in front of the clients' paths. */
    public Tale under(String prefix) {
        chroot = prefix;
        return this;
    }

    /** The znodes of later grants are not ephemeral. */
    public Tale persistent() {
        persistent = true;
        return this;
    }

    public Tale add(Event event) {
        events.add(event);
        return this;
    }

    public Tale state(int client, SessionState state, long at) {
        return state(client, state, sessions.getOrDefault(client, session(client)), at);
    }

    public Tale state(int client, SessionState state, long session, long at) {
        if (state == SessionState.CONNECTED || state == SessionState.RECONNECTED) {
            sessions.put(client, session);
        }
        int member = state == SessionState.CONNECTED || state == SessionState.RECONNECTED ? 1 : 0;
        return add(new Event.SessionChanged(client, state, session, null, member, 3000, nanos(at)));
    }

    public int invoked(int client, String function, long at) {
        return invoked(client, function, KEY, at);
    }

    public int invoked(int client, String function, String key, long at) {
        return invoked(client, function, key, null, at);
    }

    public int invoked(int client, String function, String key, @Nullable String argument, long at) {
        add(new Event.Invoked(operations, client, function, key, argument, nanos(at)));
        return operations++;
    }

    /** A grant by a create, in a mode ({@code read} or another). */
    public int grantAs(int client, @Nullable String mode, long token, long zxid, long at) {
        int op = invoked(client, "acquire", KEY, mode, at - 5);
        long session = sessions.get(client);
        attempt(client, op, session, "create", path(token), "OK", token, stat(token, session), at - 3);
        if (zxid > token) {
            attempt(client, op, session, "getChildren", KEY, "OK", zxid, null, at - 1);
        }
        completed(op, Outcome.OK, null, session, token, zxid, at);
        return op;
    }

    /** A point on the track on which clients say which day it is. */
    public Tale day(int client, String day, long at) {
        return add(new Event.TrackPoint("Days", "client " + client, day, Event.Severity.QUIET, null, nanos(at)));
    }

    /** What a check of this name, made anew with these parameters, says of it. */
    public CheckResult judged(String check, String... parameters) {
        return dev.stampede.checker.registry.Checks.of(spec(check, parameters)).check(history(), budget());
    }

    public Tale completed(int operation, Outcome outcome, String result, long session, long token, long zxid, long at) {
        return add(new Event.Completed(operation, outcome, result, null, session, token, zxid, nanos(at)));
    }

    public Tale attempt(
            int client, int op, long session, String opcode, String of, String code, long zxid, ZnodeStat s, long at) {
        add(new Event.AttemptSent(attempts, client, op, session, attempts, Opcode.named(opcode), of, nanos(at - 1)));
        return add(new Event.AttemptAnswered(attempts++, ResultCode.valueOf(code), session, zxid, null, s, nanos(at)));
    }

    /** A request that is on its way from now on; its number. */
    public int sent(int client, int op, String opcode, String of, long at) {
        add(new Event.AttemptSent(
                attempts, client, op, sessions.get(client), attempts, Opcode.named(opcode), of, nanos(at)));
        return attempts++;
    }

    /** The answer to a request; {@code given} is the path of a sequential create. */
    public Tale answered(
            int attempt,
            String code,
            long session,
            long zxid,
            @Nullable String given,
            @Nullable ZnodeStat stat,
            long at) {
        return add(new Event.AttemptAnswered(attempt, ResultCode.valueOf(code), session, zxid, given, stat, nanos(at)));
    }

    public static ZnodeStat stat(long czxid, long owner) {
        return new ZnodeStat(czxid, czxid, czxid, 0, 0, 0, 0, owner, 0, 0);
    }

    public String path(long token) {
        return path.isEmpty() ? KEY + "/" + Long.toHexString(token) : path;
    }

    /** A grant by a create at {@code token}, and a look at the children if {@code zxid} is later. */
    public int grant(int client, long token, long zxid, long at) {
        return grantIn(client, sessions.get(client), sessions.get(client), token, zxid, at);
    }

    public int grantIn(int client, long owner, long reader, long token, long zxid, long at) {
        int op = invoked(client, "acquire", at - 5);
        ZnodeStat stat = stat(token, persistent ? 0 : owner);
        attempt(client, op, owner, "create", path(token), "OK", token, stat, at - 3);
        if (zxid > token) {
            attempt(client, op, reader, "getChildren", KEY, "OK", zxid, null, at - 1);
        }
        completed(op, Outcome.OK, null, reader, token, zxid, at);
        return op;
    }

    /** A release that deletes the znode at {@code zxid}, which the watchers see at once. */
    public int release(int client, long token, long zxid, long at) {
        int op = releaseUnseen(client, token, zxid, at);
        gone(token, zxid, at + 2);
        return op;
    }

    public int releaseUnseen(int client, long token, long zxid, long at) {
        int op = invoked(client, "release", at);
        attempt(client, op, sessions.get(client), "delete", path(token), "OK", zxid, null, at + 2);
        completed(op, Outcome.OK, null, sessions.get(client), 0, zxid, at + 3);
        return op;
    }

    /** The watchers see that a znode was deleted. */
    public Tale gone(long token, long zxid, long at) {
        return add(new Event.ZnodeObserved(1, ZnodeChange.DELETED, chroot + path(token), zxid, 0, null, nanos(at)));
    }

    public Tale seen(long token, long owner, long at) {
        return add(new Event.ZnodeObserved(
                1, ZnodeChange.CREATED, chroot + path(token), token, 0, stat(token, owner), nanos(at)));
    }

    /** A watcher finds that a znode is gone: deleted in (after, zxid]. */
    public Tale absent(long token, long after, long zxid, long at) {
        return add(new Event.ZnodeObserved(1, ZnodeChange.ABSENT, chroot + path(token), zxid, after, null, nanos(at)));
    }

    public int sample(int client, boolean leads, long token, long zxid, long from, long at) {
        int op = invoked(client, "sample", from);
        completed(op, Outcome.OK, String.valueOf(leads), sessions.get(client), leads ? token : 0, zxid, at);
        return op;
    }

    public Tale doubts(int client, long at) {
        return add(new Event.Doubted(client, null, "SUSPENDED", nanos(at)));
    }

    public Tale believes(int client, long token, long at) {
        return add(new Event.Believed(client, KEY, token, nanos(at)));
    }

    public Tale stalls(String jvm, long from, long to) {
        return add(new Event.Stalled(jvm, nanos(from), nanos(to)));
    }

    public Tale writes(int client, int operation, long token, boolean accepted, long highest, long at) {
        return add(new Event.StoreWritten(client, operation, KEY, token, accepted, highest, nanos(at)));
    }

    public Tale fault(
            String family,
            String shape,
            List<Integer> members,
            List<Integer> clients,
            List<String> links,
            long from,
            long to) {
        String id = family + "-1#0";
        add(new Event.FaultInjecting(
                id,
                family + "-1",
                family,
                shape,
                "role",
                members,
                clients,
                links,
                FaultEffects.of(family, shape),
                nanos(from)));
        add(new Event.FaultInjected(id, nanos(from + 1)));
        add(new Event.FaultActive(id, "a probe got no answer", nanos(from + 2)));
        add(new Event.FaultHealing(id, nanos(to - 1)));
        return add(new Event.FaultHealed(id, "a probe got an answer", nanos(to)));
    }

    public Tale until(long at) {
        return add(new Event.RunEnded(null, nanos(at)));
    }

    public History history() {
        RunHeader header = new RunHeader(
                "r1",
                "lock",
                "naive",
                1,
                "2026-11-24T00:00:00Z",
                "3 members",
                List.of(1, 2, 3),
                settings,
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

    public CheckResult check(String... parameters) {
        return MutualExclusionCheck.of(spec(MutualExclusionCheck.NAME, parameters))
                .check(history(), budget());
    }

    public CheckResult checkElection(String... parameters) {
        return SingleMasterCheck.of(spec(SingleMasterCheck.NAME, parameters)).check(history(), budget());
    }

    /** Everything that the views look at, with all parameters at their defaults. */
    public HoldAnalysis analysis() {
        HoldCheckParameters rules = HoldCheckParameters.of(LockOrElectionTerms.LOCK, spec(MutualExclusionCheck.NAME));
        return HoldAnalysis.of(history(), rules, new BudgetGuard(budget()));
    }

    public static CheckBudget budget() {
        return CheckBudget.of(Duration.ofSeconds(60), 1 << 26);
    }

    public static CheckSpec spec(String name, String... parameters) {
        Map<String, String> map = new HashMap<>();
        for (String parameter : parameters) {
            int equals = parameter.indexOf('=');
            map.put(parameter.substring(0, equals), parameter.substring(equals + 1));
        }
        return new CheckSpec(name, map);
    }

    public static List<String> kinds(CheckResult result) {
        return result.anomalies().stream()
                .map(a -> a.kind() + (a.caveat() ? "?" : "!"))
                .toList();
    }
}
