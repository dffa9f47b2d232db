package dev.stampede.checker.simulation;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.simulation.SimulatedMember.Watch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client with one session at a time. It reconnects after a disconnect, sets its watches again, and opens a new session
 * after the last one has ended. Not thread-safe.
 */
final class SimulatedClient {
    static final Duration TIMEOUT = Duration.ofSeconds(3);

    private static final Duration RECONNECT = Duration.ofMillis(60);
    private static final Set<ResultCode> REFUSED =
            Set.of(ResultCode.NONODE, ResultCode.NODEEXISTS, ResultCode.BADVERSION, ResultCode.NOTEMPTY);

    /** A request without an answer yet. */
    private record Sent(int operation, Request request, Consumer<Answer> then) {}

    /** A watch that has not fired; {@code existed} is whether the znode existed when it was set. */
    private record Registered(Request request, boolean existed) {}

    /** What the requests of an operation may have done. */
    private static final class Effects {
        private boolean wrote;
        private boolean uncertain;
    }

    private final int number;
    private final int slowness;
    private final SimulatedEnsemble ensemble;
    private final VirtualTime time;
    private final RunRecorder recorder;
    private final Map<Integer, Sent> outstanding = new LinkedHashMap<>();
    private final Map<Integer, Effects> operations = new LinkedHashMap<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private final Map<Runnable, Registered> watches = new LinkedHashMap<>();
    private final Map<Long, Long> seen = new HashMap<>();
    private Consumer<String> disturbed = reason -> {};
    private @Nullable SimulatedConnection connection;
    private long session;
    private int order;
    private boolean connected;
    private boolean connecting;
    private boolean linkCut;
    private boolean stopped;

    SimulatedClient(int number, int slowness, SimulatedEnsemble ensemble, VirtualTime time, RunRecorder recorder) {
        this.number = number;
        this.slowness = slowness;
        this.ensemble = ensemble;
        this.time = time;
        this.recorder = recorder;
    }

    int number() {
        return number;
    }

    VirtualTime time() {
        return time;
    }

    RunRecorder recorder() {
        return recorder;
    }

    /** The present session, 0 if there is none. */
    long session() {
        return session;
    }

    boolean connected() {
        return connected;
    }

    boolean running() {
        return !stopped;
    }

    /** Sets the listener of disconnects and expiries. */
    void whenDisturbed(Consumer<String> listener) {
        disturbed = listener;
    }

    /** Runs something as soon as the client is connected, in a new session if the last one has ended. */
    void whenConnected(Runnable then) {
        if (connected) {
            then.run();
        } else if (!stopped) {
            waiting.add(then);
            connect();
        }
    }

    /** Runs something after some time around the mean, longer in a slow run, unless the client has stopped by then. */
    void pause(Duration mean, Runnable then) {
        time.after(time.around(mean.multipliedBy(slowness)), () -> {
            if (!stopped) {
                then.run();
            }
        });
    }

    private void connect() {
        if (!connecting && !stopped) {
            connecting = true;
            time.after(time.around(RECONNECT), this::tryToConnect);
        }
    }

    private void tryToConnect() {
        connecting = false;
        List<SimulatedMember> members = ensemble.members();
        SimulatedMember member = members.get(time.choose(members.size()));
        boolean behind = member.tree().zxid() < seen.getOrDefault(session, 0L);
        if (stopped || linkCut || ensemble.leader() == null || !member.up() || behind) {
            connect();
            return;
        }
        SimulatedConnection made = new SimulatedConnection(ensemble, member, time, this);
        connection = made;
        if (session == 0) {
            ensemble.open(made, id -> {
                session = id;
                order = 0;
                established(made, SessionState.CONNECTED);
            });
        } else if (ensemble.move(session, made)) {
            made.deliver(() -> established(made, SessionState.RECONNECTED));
        } else {
            state(SessionState.EXPIRED, 0);
            session = 0;
            watches.clear();
            disturbed.accept("Expired");
            connect();
        }
    }

    private void established(SimulatedConnection made, SessionState state) {
        connected = true;
        state(state, made.member().number());
        List.copyOf(watches.entrySet()).forEach(e -> made.member()
                .watchAgain(
                        watch(made, e.getValue().request(), e.getKey()),
                        e.getValue().existed(),
                        seen.getOrDefault(session, 0L)));
        List<Runnable> all = List.copyOf(waiting);
        waiting.clear();
        all.forEach(then -> time.at(time.now(), () -> whenConnected(then)));
    }

    private Watch watch(SimulatedConnection at, Request request, Runnable event) {
        return new Watch(request.path(), request.opcode() == Opcode.GET_CHILDREN, at, () -> fired(event));
    }

    private void fired(Runnable event) {
        if (watches.remove(event) != null && !stopped) {
            event.run();
        }
    }

    private void state(SessionState state, int member) {
        recorder.add(
                new Event.SessionChanged(number, state, session, null, member, (int) TIMEOUT.toMillis(), time.tick()));
    }

    /** The client notices that a connection is broken. */
    void disconnected(SimulatedConnection broken) {
        if (broken != connection) {
            return;
        }
        connection = null;
        if (connected) {
            connected = false;
            state(SessionState.SUSPENDED, 0);
            disturbed.accept("Disconnected");
        }
        Map<Integer, Sent> lost = new LinkedHashMap<>(outstanding);
        outstanding.clear();
        lost.forEach((attempt, sent) -> {
            Answer loss = Answer.of(ResultCode.CONNECTIONLOSS, 0);
            record(attempt, sent, loss);
            time.at(time.now(), () -> sent.then().accept(loss));
        });
        connect();
    }

    /** Cuts the link of this client; it notices some time later. */
    void cutLink(Duration detection) {
        linkCut = true;
        SimulatedConnection present = connection;
        if (present != null) {
            present.cut();
            time.after(detection, () -> disconnected(present));
        }
    }

    void healLink() {
        linkCut = false;
    }

    /** Sends a request for an operation, -1 for none. The answer is {@code CONNECTIONLOSS} if the connection breaks before. */
    void send(int operation, Request request, Consumer<Answer> then) {
        if (stopped && request.opcode() != Opcode.CLOSE) {
            return;
        }
        int attempt = recorder.sent(number, operation, session, order++, request);
        Sent sent = new Sent(operation, request, then);
        outstanding.put(attempt, sent);
        Effects effects = operations.get(operation);
        if (effects != null) {
            effects.wrote |= request.opcode().writes();
        }
        SimulatedConnection present = connection;
        if (present == null || !connected) {
            time.after(RECONNECT, () -> lost(attempt));
            return;
        }
        Runnable event = request.watch();
        present.send(event == null ? request : request.watchedBy(() -> fired(event)), answer -> {
            if (outstanding.remove(attempt) != null) {
                seen.merge(session, answer.zxid(), Math::max);
                boolean exists = answer.ok();
                if (event != null && (exists || request.opcode() == Opcode.EXISTS)) {
                    watches.put(event, new Registered(request, exists));
                }
                record(attempt, sent, answer);
                then.accept(answer);
            }
        });
    }

    private void lost(int attempt) {
        Sent sent = outstanding.remove(attempt);
        if (sent != null) {
            Answer loss = Answer.of(ResultCode.CONNECTIONLOSS, 0);
            record(attempt, sent, loss);
            sent.then().accept(loss);
        }
    }

    private void record(int attempt, Sent sent, Answer answer) {
        Effects effects = operations.get(sent.operation());
        if (effects != null && sent.request().opcode().writes()) {
            effects.uncertain |= !answer.ok() && !REFUSED.contains(answer.code());
        }
        recorder.answered(attempt, answer, session, seen.getOrDefault(session, 0L));
    }

    /** Begins an operation. */
    int invoke(@Nullable String key, OperationInput input) {
        int operation = recorder.invoked(number, key, input);
        operations.put(operation, new Effects());
        return operation;
    }

    void ok(int operation, OperationOutput output) {
        granted(operation, output, 0);
    }

    void granted(int operation, OperationOutput output, long token) {
        if (operations.remove(operation) != null) {
            recorder.completed(operation, output, session, token, seen.getOrDefault(session, 0L));
        }
    }

    void failed(int operation, String error) {
        end(operation, Outcome.FAILED, error);
    }

    /** Ends an operation because of an answer that is no success. */
    void refused(int operation, ResultCode code, String path) {
        Effects effects = operations.getOrDefault(operation, new Effects());
        boolean unknown = REFUSED.contains(code) ? effects.uncertain : effects.wrote;
        end(operation, unknown ? Outcome.INDETERMINATE : Outcome.FAILED, code + " " + path);
    }

    private void end(int operation, Outcome outcome, String error) {
        if (operations.remove(operation) != null) {
            recorder.failed(operation, outcome, error, session, seen.getOrDefault(session, 0L));
        }
    }

    /** Stops: open operations end as if they were interrupted, and the session is closed. */
    void stop() {
        stopped = true;
        List.copyOf(operations.keySet()).forEach(o -> end(o, Outcome.INDETERMINATE, "InterruptedException"));
        if (connected) {
            send(-1, Request.close(), answer -> {
                if (answer.ok()) {
                    connected = false;
                    state(SessionState.CLOSED, 0);
                }
            });
        }
        recorder.add(new Event.ClientEnded(number, null, null, time.tick()));
    }

    /** Closes the session, and runs something when that is acknowledged, or when the connection breaks before. */
    void close(Runnable then) {
        send(-1, Request.close(), answer -> {
            if (answer.ok()) {
                connected = false;
                connection = null;
                state(SessionState.CLOSED, 0);
                session = 0;
                watches.clear();
            }
            then.run();
        });
    }
}
