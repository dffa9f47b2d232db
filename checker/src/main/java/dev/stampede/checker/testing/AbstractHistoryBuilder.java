package dev.stampede.checker.testing;

import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.ClientKind;
import dev.stampede.checker.history.data.Event.MemberRole;
import dev.stampede.checker.history.data.Event.Phase;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.Event.ZnodeChange;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.RunHeader;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.registry.Checks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The methods of {@link HistoryBuilder}. Extend this class to add methods for a scenario of your own.
 *
 * <p>The ensemble has the members 1 to 3 and {@link #SETTINGS}. A client starts in the session {@link #session}, is
 * connected to member 1, and has negotiated a session timeout of 3 s. Times are in milliseconds since the run began.
 * Events can be added in any order that {@link History.Builder} accepts: an operation is invoked before it completes.
 * Not thread-safe.
 *
 * @param <B> the subclass, so that calls can be chained
 */
public abstract class AbstractHistoryBuilder<B extends AbstractHistoryBuilder<B>> {
    /** The JVM of the harness itself, in which clients run by default. */
    public static final String HARNESS = "harness";

    /** tickTime 200 ms, initLimit 10, syncLimit 5, session timeouts from 400 to 4000 ms; clients request 3000 ms. */
    public static final EnsembleSettings SETTINGS = new EnsembleSettings(200, 10, 5, 400, 4000, 1000, 3000);

    private static final int SESSION_TIMEOUT_MILLIS = 3000;

    private final String scenario;
    private final List<Event> events = new ArrayList<>();
    private final List<Integer> clientOfOperation = new ArrayList<>();
    private final Map<Integer, Long> sessions = new HashMap<>();
    private final Map<String, Integer> faultsOfFamily = new HashMap<>();
    private @Nullable EnsembleSettings settings = SETTINGS;
    private List<String> families = List.of();
    private String variant = "naive";
    private int attempts;

    /** A history of a run of this scenario, without events. */
    protected AbstractHistoryBuilder(String scenario) {
        this.scenario = scenario;
    }

    /** This builder. */
    protected abstract B self();

    /** Replaces {@link #SETTINGS}; null for unknown settings. */
    public B settings(@Nullable EnsembleSettings changed) {
        settings = changed;
        return self();
    }

    /** The variant that was run if it is not {@code naive}. For a user's own class, it is the name of the class. */
    public B variant(String name) {
        variant = name;
        return self();
    }

    /** The fault families in the plan; none by default. */
    public B families(String... planned) {
        families = List.of(planned);
        return self();
    }

    /** Adds any event, with times in nanoseconds; for events without a method of their own. */
    public B add(Event event) {
        events.add(event);
        return self();
    }

    /** A phase of the run begins. */
    public B phase(Phase phase, long at) {
        return add(new Event.PhaseBegan(phase, nanos(at)));
    }

    /** A time limit was derived, such as that of {@code recovery}. */
    public B bound(String name, long millis) {
        return add(new Event.BudgetDerived(name, nanos(millis), "given by the test", 0));
    }

    /** The run ends, and the harness did not fail. */
    public B ended(long at) {
        return add(new Event.RunEnded(null, nanos(at)));
    }

    /** Clients 1 to {@code count} run in the harness and connect at time 0. */
    public B clients(int count) {
        for (int client = 1; client <= count; client++) {
            client(client, HARNESS);
        }
        return self();
    }

    /** A client runs in this JVM and connects at time 0. */
    public B client(int client, String jvm) {
        return opened(client, jvm, 0).state(client, SessionState.CONNECTED, session(client), 0);
    }

    /**
     * A workload client, named after the scenario and its number, is opened in a JVM; it may have been opened before.
     */
    public B opened(int client, String jvm, long at) {
        return add(new Event.ClientOpened(client, scenario + "-" + client, ClientKind.WORKLOAD, jvm, nanos(at)));
    }

    /** The client library reports a state of the client's current session. */
    public B state(int client, SessionState state, long at) {
        return state(client, state, sessionOf(client), at);
    }

    /** The client library reports a state of a session, at member 1 if it is connected. */
    public B state(int client, SessionState state, long session, long at) {
        return state(client, state, session, state.connected() ? 1 : 0, at);
    }

    /** The client library reports a state of a session. A connected session becomes the client's current session. */
    public B state(int client, SessionState state, long session, int member, long at) {
        if (state.connected()) {
            sessions.put(client, session);
        }
        return add(new Event.SessionChanged(client, state, session, null, member, SESSION_TIMEOUT_MILLIS, nanos(at)));
    }

    /** The current session of a client. */
    public long sessionOf(int client) {
        return sessions.getOrDefault(client, session(client));
    }

    /** A JVM stalls. */
    public B stalls(String jvm, long from, long to) {
        return add(new Event.Stalled(jvm, nanos(from), nanos(to)));
    }

    /** The code of a client assumes that it holds a key: {@link Event.Believed}. */
    public B believes(int client, String key, long token, long at) {
        return add(new Event.Believed(client, key, token, nanos(at)));
    }

    /** The code of a client no longer assumes that it holds a key: {@link Event.Doubted}. */
    public B doubts(int client, @Nullable String key, String reason, long at) {
        return add(new Event.Doubted(client, key, reason, nanos(at)));
    }

    /** A client writes to the fenced store; {@code operation} and {@code token} as in {@link Event.StoreWritten}. */
    public B storeWritten(
            int client, int operation, String key, long token, boolean accepted, long highestToken, long at) {
        return add(new Event.StoreWritten(client, operation, key, token, accepted, highestToken, nanos(at)));
    }

    /** A client invokes an operation; returns its number. */
    public int invoked(int client, @Nullable String key, OperationInput input, long at) {
        int operation = clientOfOperation.size();
        clientOfOperation.add(client);
        add(new Event.Invoked(operation, client, key, input, nanos(at)));
        return operation;
    }

    /** An operation that grants no hold succeeds, in the current session of its client. */
    public B completed(int operation, OperationOutput output, long zxid, long at) {
        return completed(operation, output, 0, zxid, at);
    }

    /** An operation succeeds, in the current session of its client; {@code token} is that of the granted hold. */
    public B completed(int operation, OperationOutput output, long token, long zxid, long at) {
        long session = sessionOf(clientOfOperation.get(operation));
        return completed(operation, Outcome.OK, output.text(), null, session, token, zxid, at);
    }

    /** An operation fails or stays indeterminate, in the current session of its client. */
    public B completed(int operation, Outcome outcome, String error, long at) {
        long session = sessionOf(clientOfOperation.get(operation));
        return completed(operation, outcome, null, error, session, 0, 0, at);
    }

    /** An operation completes; the parameters are the components of {@link Event.Completed}. */
    public B completed(
            int operation,
            Outcome outcome,
            @Nullable String result,
            @Nullable String error,
            long session,
            long token,
            long zxid,
            long at) {
        return add(new Event.Completed(operation, outcome, result, error, session, token, zxid, nanos(at)));
    }

    /**
     * A client sends a request for an operation (-1 for none), in its current session; returns the number of the
     * attempt.
     */
    public int sent(int client, int operation, Opcode opcode, @Nullable String path, long at) {
        return sent(client, operation, sessionOf(client), opcode, path, at);
    }

    /** A client sends a request in a session; returns the number of the attempt. */
    public int sent(int client, int operation, long session, Opcode opcode, @Nullable String path, long at) {
        add(new Event.AttemptSent(attempts, client, operation, session, attempts, opcode, path, nanos(at)));
        return attempts++;
    }

    /** A request is answered in a session. */
    public B answered(int attempt, long session, Reply reply, long at) {
        return add(reply.to(attempt, session, nanos(at)));
    }

    /** A request and its reply, in the current session of the client. */
    public B attempt(int client, int operation, Opcode opcode, @Nullable String path, Reply reply, long from, long to) {
        return attempt(client, operation, sessionOf(client), opcode, path, reply, from, to);
    }

    /** A request and its reply, in a session. */
    public B attempt(
            int client,
            int operation,
            long session,
            Opcode opcode,
            @Nullable String path,
            Reply reply,
            long from,
            long to) {
        return answered(sent(client, operation, session, opcode, path, from), session, reply, to);
    }

    /** The watcher session of member 1 observes a znode; the parameters are those of {@link Event.ZnodeObserved}. */
    public B observed(ZnodeChange change, String path, long zxid, long afterZxid, @Nullable ZnodeStat stat, long at) {
        return add(new Event.ZnodeObserved(1, change, path, zxid, afterZxid, stat, nanos(at)));
    }

    /** A member takes a role; {@code epoch} is ZooKeeper's. */
    public B role(int member, MemberRole role, long epoch, long at) {
        return add(new Event.RoleChanged(member, role, epoch, nanos(at)));
    }

    /** A member leads from now on, in epoch 2. */
    public B leads(int member, long at) {
        return role(member, MemberRole.LEADING, 2, at);
    }

    /** A fault is injected, is verified to be active at once, and is healed. */
    public B fault(FaultScope scope, long from, long to) {
        return fault(scope, from, from, to);
    }

    /** A fault is injected, is verified to be active at {@code activeAt}, and is healed. */
    public B fault(FaultScope scope, long from, long activeAt, long to) {
        String fault = injecting(scope, from);
        return add(new Event.FaultInjected(fault, nanos(from)))
                .add(new Event.FaultActive(fault, "a probe got no answer", nanos(activeAt)))
                .add(new Event.FaultHealing(fault, nanos(to)))
                .add(new Event.FaultHealed(fault, "a probe was answered", nanos(to)));
    }

    /** A fault is about to be injected; returns its name, such as {@code kill-1#0} for the first kill. */
    public String injecting(FaultScope scope, long at) {
        int number = faultsOfFamily.merge(scope.family(), 1, Integer::sum);
        String step = scope.step() == null ? scope.family() + "-" + number : scope.step();
        String fault = step + "#0";
        add(new Event.FaultInjecting(
                fault,
                step,
                scope.family(),
                scope.shape(),
                scope.target(),
                scope.members(),
                scope.clients(),
                scope.links(),
                scope.effects(),
                nanos(at)));
        return fault;
    }

    /** The audit reads the tree of a member at a zxid. */
    public B memberAudited(int member, long zxid, int znodes, long at) {
        return add(new Event.MemberAudited(member, zxid, znodes, null, nanos(at)));
    }

    /** The audit does not reach a member. */
    public B memberUnreachable(int member, String problem, long at) {
        return add(new Event.MemberAudited(member, 0, 0, problem, nanos(at)));
    }

    /** The audit reads a znode on a member. */
    public B znodeAudited(int member, String path, ZnodeStat stat, String dataDigest, String aclDigest, long at) {
        return add(new Event.ZnodeAudited(member, path, stat, dataDigest, aclDigest, nanos(at)));
    }

    /** The audit writes through a member; {@code problem} is null if that succeeds. */
    public B writeAudited(int member, @Nullable String problem, long at) {
        return add(new Event.WriteAudited(member, problem, nanos(at)));
    }

    /** These sessions are alive when the audit reads the trees. */
    public B sessionsAudited(List<Long> alive, long at) {
        return add(new Event.SessionsAudited(alive, nanos(at)));
    }

    /** The audit of the durability probe: the number of acknowledged znodes, and those that are missing. */
    public B markersAudited(int acknowledged, List<String> missing, long at) {
        return add(new Event.MarkersAudited(acknowledged, missing, nanos(at)));
    }

    /** The first line of the history. */
    public RunHeader header() {
        return new RunHeader(
                "run-1",
                scenario,
                variant,
                1,
                "2026-11-24T00:00:00Z",
                "3 members",
                List.of(1, 2, 3),
                settings,
                families,
                null,
                List.of(),
                "replay",
                "recheck",
                Map.of());
    }

    /** The events so far, in the order in which they were added; a copy. */
    public List<Event> events() {
        return List.copyOf(events);
    }

    /** The history so far. More events can be added afterwards. */
    public History history() {
        History.Builder builder = History.builder(header());
        events.forEach(builder::add);
        return builder.build();
    }

    /** The result of a check on the history so far, with {@link #budget}. */
    public CheckResult check(Check check) {
        return check.check(history(), budget());
    }

    /** The result of the check with this name, built-in or from a provider on the class path. */
    public CheckResult checkNamed(String name, String... parameters) {
        return check(Checks.of(spec(name, parameters)));
    }

    /** A check by its name, and its parameters as {@code name=value}. */
    public static CheckSpec spec(String name, String... parameters) {
        return CheckSpec.of(name, parameters);
    }

    /** A budget that suffices for any hand-written history. */
    public static CheckBudget budget() {
        return CheckBudget.of(Duration.ofSeconds(60), 1 << 26);
    }

    /** The kinds of the anomalies in chronological order: {@code kind!} for a violation, {@code kind?} for a caveat. */
    public static List<String> kinds(CheckResult result) {
        return result.anomalies().stream()
                .map(anomaly -> anomaly.kind() + (anomaly.caveat() ? "?" : "!"))
                .toList();
    }

    /** The first session of a client: {@code 0xc0 + client}. */
    public static long session(int client) {
        return 0xc0L + client;
    }

    /** Converts milliseconds into nanoseconds. */
    public static long nanos(long millis) {
        return millis * 1_000_000L;
    }

    /** The Stat of a znode without children that was created at {@code czxid} by this session (0 if not ephemeral). */
    public static ZnodeStat stat(long czxid, long owner) {
        return stat(czxid, czxid, 0, owner);
    }

    /** The Stat of a znode without children. */
    public static ZnodeStat stat(long czxid, long mzxid, int version, long owner) {
        return new ZnodeStat(czxid, mzxid, czxid, 0, version, 0, 0, owner, 0, 0);
    }
}
