package dev.stampede.checker.simulation;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.Outcome;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Numbers and records the operations and attempts of a run. Not thread-safe. */
final class RunRecorder {
    private final VirtualTime time;
    private final Consumer<Event> sink;
    private int operations;
    private int attempts;

    RunRecorder(VirtualTime time, Consumer<Event> sink) {
        this.time = time;
        this.sink = sink;
    }

    void add(Event event) {
        sink.accept(event);
    }

    int invoked(int client, @Nullable String key, OperationInput input) {
        add(new Event.Invoked(operations, client, key, input, time.tick()));
        return operations++;
    }

    void completed(int operation, OperationOutput output, long session, long token, long zxid) {
        add(new Event.Completed(operation, Outcome.OK, output.text(), null, session, token, zxid, time.tick()));
    }

    void failed(int operation, Outcome outcome, String error, long session, long zxid) {
        add(new Event.Completed(operation, outcome, null, error, session, 0, zxid, time.tick()));
    }

    int sent(int client, int operation, long session, int order, Request request) {
        String path = request.path().isEmpty() ? null : request.path();
        add(new Event.AttemptSent(attempts, client, operation, session, order, request.opcode(), path, time.tick()));
        return attempts++;
    }

    void answered(int attempt, Answer answer, long session, long zxid) {
        boolean exact = answer.zxid() > 0 && answer.code().onlyFromServers() && tapped(attempt);
        add(new Event.AttemptAnswered(
                attempt,
                answer.code(),
                session,
                zxid,
                exact ? answer.zxid() : null,
                answer.path(),
                answer.stat(),
                time.tick()));
    }

    /** A tap sees a third of the run completely, a third in part and a third not at all. */
    private static boolean tapped(int attempt) {
        return switch (attempt / 300 % 3) {
            case 0 -> true;
            case 1 -> attempt % 2 == 0;
            default -> false;
        };
    }

    /** The number of attempts so far, or of operations if those are more. */
    int size() {
        return Math.max(attempts, operations);
    }
}
