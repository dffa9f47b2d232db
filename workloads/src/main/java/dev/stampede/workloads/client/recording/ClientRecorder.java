package dev.stampede.workloads.client.recording;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.workloads.client.Recorder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The recorder of one client.
 *
 * <p>Everything goes through one lock, in which the time is taken and the event is handed on, so that a client's events
 * have the order of their times. An invocation is handed on before the client's code goes on, and so is the sending of
 * an attempt before the request is sent: what a killed client may have done is known.
 */
public final class ClientRecorder implements Recorder {

    /** A client runs one operation at a time; a few more may nest. More are operations that nobody completes. */
    private static final int OPEN_LIMIT = 16;

    private static final int NONE = -1;

    private final int client;
    private final Object lock = new Object();
    private final Consumer<Event> sink;
    private final List<OpenOperation> open = new ArrayList<>();
    private final CreatedZnodes creations = new CreatedZnodes();
    private final BeliefTracker beliefs = new BeliefTracker();
    private int operations;
    private int attempts;
    private long session;
    private volatile @Nullable RecordedHandle handle;

    /**
     * The recorder of the client with this number.
     *
     * @param sink called in the order of the events, never by two threads at once
     */
    public ClientRecorder(int client, Consumer<Event> sink) {
        this.client = client;
        this.sink = sink;
    }

    /** From now on the client's session is that of this handle. */
    public void handle(RecordedHandle current) {
        handle = current;
    }

    @Nullable
    public RecordedHandle handle() {
        return handle;
    }

    @Override
    public Op invoke(@Nullable String key, OperationInput input) {
        synchronized (lock) {
            if (open.size() >= OPEN_LIMIT) {
                throw new IllegalStateException("expected at most " + OPEN_LIMIT + " operations to be open, found "
                        + open.size() + " when " + input.function()
                        + " was invoked; complete every operation (ok, granted, failed, indeterminate or threw)");
            }
            OpenOperation operation = new OpenOperation(this, operations++, Thread.currentThread());
            open.add(operation);
            emit(new Event.Invoked(operation.number, client, key, input, System.nanoTime()));
            return operation;
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

    /** Both are null if the driver returned; otherwise whose code failed, and the stack trace of the exception. */
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
     * The session of this handle changed. What is no longer connected has no address. That the connection of a handle ends
     * which is being closed is no news: the server hangs up after its answer, and the library tells of it late or never.
     */
    void sessionChanged(SessionState state, RecordedHandle of, @Nullable String address) {
        synchronized (lock) {
            if (state != SessionState.SUSPENDED || !of.closing()) {
                sessionChanged(state, of.getSessionId(), of, address);
            }
        }
    }

    /** The client's session changed, as Curator says, which knows of one handle at a time only. */
    void curatorChanged(SessionState state) {
        synchronized (lock) {
            RecordedHandle current = handle;
            if (current == null) {
                return;
            }
            if (state.connected()) {
                sessionChanged(state, current.getSessionId(), current, current.address());
            } else {
                // Curator may have replaced the handle by now; it speaks of the session that was.
                sessionChanged(state, session, current, null);
            }
        }
    }

    private void sessionChanged(SessionState state, long id, RecordedHandle of, @Nullable String address) {
        if (state.connected()) {
            session = id;
        }
        creations.session(id);
        emit(new Event.SessionChanged(client, state, id, address, 0, of.negotiatedMillis(), System.nanoTime()));
    }

    public SentAttempt sent(RecordedHandle to, Opcode opcode, @Nullable String path) {
        synchronized (lock) {
            OpenOperation operation = currentOperation();
            SentAttempt attempt = new SentAttempt(this, attempts++, to, opcode, path, operation);
            int order = to.nextOrder();
            if (operation != null) {
                operation.beneath.sent(opcode);
            }
            if (opcode == Opcode.DELETE && path != null) {
                creations.deleting(path);
            }
            emit(new Event.AttemptSent(
                    attempt.number,
                    client,
                    operation == null ? NONE : operation.number,
                    to.getSessionId(),
                    order,
                    opcode,
                    path,
                    System.nanoTime()));
            return attempt;
        }
    }

    void answered(SentAttempt attempt, ResultCode code, @Nullable String createdPath, @Nullable ZnodeStat stat) {
        synchronized (lock) {
            if (!attempt.firstAnswer()) {
                return;
            }
            long id = attempt.handle.getSessionId();
            creations.session(id);
            if (stat != null && attempt.path != null) {
                creations.answered(attempt.opcode, attempt.path, createdPath, stat);
            }
            if (attempt.operation != null) {
                attempt.operation.beneath.answered(
                        attempt.opcode, code, createdPath == null ? attempt.path : createdPath);
            }
            emit(new Event.AttemptAnswered(
                    attempt.number, code, id, attempt.handle.lastZxid(), createdPath, stat, System.nanoTime()));
        }
    }

    void complete(
            OpenOperation operation, Outcome outcome, @Nullable String result, @Nullable String error, long token) {
        synchronized (lock) {
            if (!open.remove(operation)) {
                return;
            }
            RecordedHandle current = handle;
            emit(new Event.Completed(
                    operation.number,
                    outcome,
                    result,
                    error,
                    current == null ? 0 : current.getSessionId(),
                    token,
                    current == null ? 0 : current.lastZxid(),
                    System.nanoTime()));
        }
    }

    void threw(OpenOperation operation, Throwable thrown) {
        synchronized (lock) {
            Outcome outcome = Outcomes.ofThrown(thrown, operation.beneath);
            complete(operation, outcome, null, Outcomes.describe(thrown), 0);
        }
    }

    /** The innermost operation of this thread; on a background thread, that of the client. */
    private @Nullable OpenOperation currentOperation() {
        Thread thread = Thread.currentThread();
        for (int i = open.size() - 1; i >= 0; i--) {
            if (open.get(i).thread == thread) {
                return open.get(i);
            }
        }
        return open.isEmpty() ? null : open.get(open.size() - 1);
    }

    private void emit(Event event) {
        beliefs.follow(event);
        sink.accept(event);
    }
}
