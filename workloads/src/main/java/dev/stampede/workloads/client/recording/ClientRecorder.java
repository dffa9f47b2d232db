package dev.stampede.workloads.client.recording;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.workloads.client.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The recorder of one client.
 *
 * <p>One lock guards both the reading of the clock and the passing on of the event, so that the events of a client are
 * in the order of their times. An invocation is passed on before the client's code continues, and an attempt before its
 * request is sent. Therefore the history of a killed client contains everything that it may have done.
 */
public final class ClientRecorder implements Recorder {

    /**
     * A client runs one operation at a time; a few operations may nest. If more are open, the driver does not complete
     * its operations.
     */
    private static final int OPEN_LIMIT = 16;

    private static final int NONE = -1;
    private static final int REMEMBERED_LISTS = 256;

    /** The state of a parent znode and its children. */
    private record Listed(long czxid, long pzxid, Set<String> children) {}

    private final int client;
    private final Object lock = new Object();
    private final Consumer<Event> sink;
    private final List<OpenOperation> open = new ArrayList<>();
    private final CreatedZnodes creations = new CreatedZnodes();
    private final BeliefTracker beliefs = new BeliefTracker();
    /** The last recorded list of each path. */
    private final Map<String, Listed> listed = new HashMap<>();

    private int operations;
    private int attempts;
    private long session;
    private volatile @Nullable ClientSession current;

    /**
     * The recorder of the client with this number.
     *
     * @param sink receives the events in order, never from two threads concurrently
     */
    public ClientRecorder(int client, Consumer<Event> sink) {
        this.client = client;
        this.sink = sink;
    }

    /** Makes this session the client's session. */
    public void use(ClientSession used) {
        current = used;
    }

    /** The client's session; null if it has not opened one. */
    public @Nullable ClientSession current() {
        return current;
    }

    @Override
    public Op invoke(@Nullable String key, OperationInput input) {
        synchronized (lock) {
            if (open.size() >= OPEN_LIMIT) {
                throw new IllegalStateException("expected at most " + OPEN_LIMIT + " operations to be open, found "
                        + open.size() + " when " + input.function()
                        + " was invoked; complete every operation (ok, granted, failed, indeterminate or threw)");
            }
            long now = System.nanoTime();
            OpenOperation operation = new OpenOperation(this, operations++, Thread.currentThread(), now);
            open.add(operation);
            emit(new Event.Invoked(operation.number, client, key, input, now));
            return operation;
        }
    }

    /**
     * The innermost open operation of a thread; null if there is none, or if it was invoked less than {@code atLeast}
     * ago.
     */
    public @Nullable OpenOperation lasting(Thread thread, Duration atLeast) {
        synchronized (lock) {
            OpenOperation operation = openOperation(thread);
            boolean lasts = operation != null && System.nanoTime() - operation.invokedNanos >= atLeast.toNanos();
            return lasts ? operation : null;
        }
    }

    /**
     * Records the stack of the thread of an operation, unless the operation has completed, or the stack equals the last
     * recorded stack.
     */
    public void blocked(OpenOperation operation, String stack) {
        synchronized (lock) {
            if (open.contains(operation) && operation.shouldRecord(stack)) {
                emit(new Event.OperationBlocked(operation.number, stack, System.nanoTime()));
            }
        }
    }

    @Override
    public void believes(String key, long token) {
        synchronized (lock) {
            emit(new Event.Believed(client, key, token, System.nanoTime()));
        }
    }

    @Override
    public void doubts(@Nullable String key, String reason) {
        synchronized (lock) {
            emit(new Event.Doubted(client, key, reason, System.nanoTime()));
        }
    }

    @Override
    public long tokenOf(String path) {
        synchronized (lock) {
            return creations.tokenOf(path);
        }
    }

    @Override
    public long lastTokenBelow(String path) {
        synchronized (lock) {
            return creations.lastTokenBelow(path);
        }
    }

    @Override
    public long mark() {
        synchronized (lock) {
            return creations.count();
        }
    }

    @Override
    public long tokenSince(long mark, String path) {
        synchronized (lock) {
            return creations.tokenSince(mark, path);
        }
    }

    @Override
    public void note(String text) {
        synchronized (lock) {
            emit(new Event.Note(Event.Severity.QUIET, "client " + client + ": " + text, System.nanoTime()));
        }
    }

    @Override
    public void point(String track, String lane, String label, @Nullable Double value) {
        synchronized (lock) {
            emit(new Event.TrackPoint(track, lane, label, Event.Severity.QUIET, value, System.nanoTime()));
        }
    }

    public void stalled(String jvm, long fromNanos, long toNanos) {
        synchronized (lock) {
            emit(new Event.Stalled(jvm, fromNanos, toNanos));
        }
    }

    /**
     * Records the end of the driver. Both parameters are null if the driver returned; else they are the origin of the
     * failing code and the stack trace.
     */
    public void ended(Event.@Nullable FailureOrigin origin, @Nullable String stackTrace) {
        synchronized (lock) {
            emit(new Event.ClientEnded(client, origin, stackTrace, System.nanoTime()));
        }
    }

    public boolean holds() {
        synchronized (lock) {
            return beliefs.any();
        }
    }

    /**
     * Records a change of a session. {@code address} is null without a connection. Disconnections of a session that is
     * being closed are ignored: the server closes the connection after its answer, and the library reports this late or
     * never.
     */
    public void sessionChanged(SessionState state, ClientSession of, @Nullable String address) {
        synchronized (lock) {
            if (state != SessionState.SUSPENDED || !of.closing()) {
                sessionChanged(state, of.id(), of, address);
            }
        }
    }

    /** Records a change of the client's session that Curator reports. Curator has one handle at a time. */
    void curatorChanged(SessionState state) {
        synchronized (lock) {
            ClientSession now = current;
            if (now == null) {
                return;
            }
            if (state.connected()) {
                sessionChanged(state, now.id(), now, now.address());
            } else {
                // Curator may have replaced the handle already; the event belongs to the previous session.
                sessionChanged(state, session, now, null);
            }
        }
    }

    private void sessionChanged(SessionState state, long id, ClientSession of, @Nullable String address) {
        if (state.connected()) {
            session = id;
        }
        creations.session(id);
        emit(new Event.SessionChanged(client, state, id, address, 0, of.negotiatedMillis(), System.nanoTime()));
    }

    public SentAttempt sent(ClientSession to, Opcode opcode, @Nullable String path) {
        synchronized (lock) {
            OpenOperation operation = currentOperation();
            SentAttempt attempt = new SentAttempt(this, attempts++, to, opcode, path, operation);
            int order = to.nextOrder();
            if (operation != null) {
                operation.ownAttempts.sent(opcode);
            }
            if (opcode == Opcode.DELETE && path != null) {
                creations.deleting(path);
            }
            emit(new Event.AttemptSent(
                    attempt.number,
                    client,
                    operation == null ? NONE : operation.number,
                    to.id(),
                    order,
                    opcode,
                    path,
                    System.nanoTime()));
            return attempt;
        }
    }

    /** @param children the children that the response lists, null if it lists none */
    void answered(
            SentAttempt attempt,
            ResultCode code,
            @Nullable String createdPath,
            @Nullable ZnodeStat stat,
            @Nullable List<String> children) {
        synchronized (lock) {
            if (!attempt.firstAnswer()) {
                return;
            }
            long id = attempt.session.id();
            creations.session(id);
            if (stat != null && attempt.path != null) {
                creations.answered(attempt.opcode, attempt.path, createdPath, stat);
            }
            if (attempt.operation != null) {
                attempt.operation.ownAttempts.answered(
                        attempt.opcode, code, createdPath == null ? attempt.path : createdPath);
            }
            if (children != null && stat != null && attempt.path != null) {
                listed(attempt.path, stat, children);
            }
            emit(new Event.AttemptAnswered(
                    attempt.number, code, id, attempt.session.lastZxid(), null, createdPath, stat, System.nanoTime()));
        }
    }

    private void listed(String path, ZnodeStat stat, List<String> children) {
        if (children.size() > Event.ChildrenListed.MAX_LISTED) {
            return;
        }
        Listed now = new Listed(stat.czxid(), stat.pzxid(), new HashSet<>(children));
        if (listed.size() > REMEMBERED_LISTS) {
            listed.clear();
        }
        if (!now.equals(listed.put(path, now))) {
            emit(new Event.ChildrenListed(client, path, stat, List.copyOf(children), System.nanoTime()));
        }
    }

    void complete(
            OpenOperation operation, Outcome outcome, @Nullable String result, @Nullable String error, long token) {
        synchronized (lock) {
            if (!open.remove(operation)) {
                return;
            }
            ClientSession now = current;
            emit(new Event.Completed(
                    operation.number,
                    outcome,
                    result,
                    error,
                    now == null ? 0 : now.id(),
                    token,
                    now == null ? 0 : now.lastZxid(),
                    System.nanoTime()));
        }
    }

    void threw(OpenOperation operation, Throwable thrown) {
        synchronized (lock) {
            Outcome outcome = Outcomes.ofThrown(thrown, operation.ownAttempts);
            complete(operation, outcome, null, Outcomes.describe(thrown), 0);
        }
    }

    /** The innermost open operation of this thread or, on a background thread, of the client. */
    private @Nullable OpenOperation currentOperation() {
        OpenOperation operation = openOperation(Thread.currentThread());
        return operation != null || open.isEmpty() ? operation : open.get(open.size() - 1);
    }

    private @Nullable OpenOperation openOperation(Thread thread) {
        for (int i = open.size() - 1; i >= 0; i--) {
            if (open.get(i).thread == thread) {
                return open.get(i);
            }
        }
        return null;
    }

    private void emit(Event event) {
        beliefs.follow(event);
        sink.accept(event);
    }
}
