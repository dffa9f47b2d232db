package dev.stampede.workloads.run;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.HarnessLimit;
import dev.stampede.checker.history.data.HarnessPart;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.workloads.client.store.FencedWrite;
import dev.stampede.workloads.frames.ReplyMatcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Receives all events of a run and passes them to the history, in the order in which the harness learns of them.
 * Numbers operations and attempts across clients, converts times to the clock of the run, and counts operations.
 *
 * <p>Safe to use from several threads.
 */
final class Journal implements Consumer<Event> {
    private final RunClock clock;
    private final Consumer<Event> history;
    private final ToIntFunction<String> memberAt;
    private final ReplyMatcher replies;
    private final Map<Integer, Numbers> clients = new HashMap<>();
    private final Map<String, Long> succeeded = new HashMap<>();
    private final List<FencedWrite> waitingWrites = new ArrayList<>();
    private int operations;
    private int attempts;
    private long lastOkInvokedNanos = -1;
    private @Nullable String failure;
    private boolean closed;

    /**
     * @param memberAt the member to which a client's link with this address leads; 0 if it is not known
     * @param replies finds the zxids of the replies to the clients
     */
    Journal(RunClock clock, Consumer<Event> history, ToIntFunction<String> memberAt, ReplyMatcher replies) {
        this.clock = clock;
        this.history = history;
        this.memberAt = memberAt;
        this.replies = replies;
    }

    RunClock clock() {
        return clock;
    }

    /** Records an event whose time is already on the clock of the run. */
    @Override
    public synchronized void accept(Event event) {
        if (!closed) {
            history.accept(event);
        }
    }

    /** Closes the journal. Later events, from threads that do not know yet that the run has ended, are dropped. */
    synchronized void close() {
        waitingWrites.forEach(write -> accept(storeWritten(write, -1)));
        waitingWrites.clear();
        closed = true;
    }

    void note(Event.Severity severity, String text) {
        accept(new Event.Note(severity, text, clock.nanos()));
    }

    /** Records that a part of the harness reached a limit; member 0 means no member. */
    void limitReached(HarnessLimit limit, int member, long count) {
        accept(new Event.LimitReached(limit, member, count, clock.nanos()));
    }

    /**
     * Declares a client. A client that is opened again in a new worker numbers its operations and attempts from 0
     * again.
     */
    synchronized void opened(int client, String name, Event.ClientKind kind, String jvm) {
        clients.put(client, new Numbers());
        replies.opened(client);
        accept(new Event.ClientOpened(client, name, kind, jvm, clock.nanos()));
    }

    /**
     * Records an event of a client, with the client's own numbers and times. An event that cannot be recorded counts as
     * a failure of the harness. No exception reaches the calling thread, which passes on the events of many clients.
     */
    synchronized void accept(int client, Event reported) {
        try {
            if (!closed) {
                record(client, reported);
            }
        } catch (RuntimeException e) {
            harnessFailed(HarnessPart.RECORDER, "an event of client " + client + " could not be recorded: " + e);
        }
    }

    private void record(int client, Event reported) {
        Numbers numbers = clients.computeIfAbsent(client, c -> new Numbers());
        @Nullable Event accepted = renumbered(numbers, matched(client, reported));
        if (accepted != null) {
            accept(accepted);
        }
        if (accepted instanceof Event.Invoked invoked && reported instanceof Event.Invoked own) {
            recordWaiting(client, own.operation(), invoked.operation());
        }
    }

    private Event matched(int client, Event reported) {
        if (reported instanceof Event.AttemptSent sent) {
            replies.sent(sent);
        } else if (reported instanceof Event.AttemptAnswered answered) {
            return new Event.AttemptAnswered(
                    answered.attempt(),
                    answered.code(),
                    answered.session(),
                    answered.zxid(),
                    replies.replyZxid(client, answered),
                    answered.path(),
                    answered.stat(),
                    answered.atNanos());
        }
        return reported;
    }

    /**
     * Converts the numbers and times of an event to those of the history; null if its operation or attempt is unknown.
     */
    private @Nullable Event renumbered(Numbers numbers, Event event) {
        long at = clock.of(event.atNanos());
        if (event instanceof Event.Invoked e) {
            numbers.operations.put(e.operation(), operations);
            numbers.open.put(e.operation(), new Open(e.function(), at));
            return new Event.Invoked(operations++, e.client(), e.function(), e.key(), e.argument(), at);
        } else if (event instanceof Event.Completed e) {
            return completed(numbers, e, at);
        } else if (event instanceof Event.AttemptSent e) {
            numbers.attempts.put(e.attempt(), attempts);
            int operation = numbers.operations.getOrDefault(e.operation(), -1);
            return new Event.AttemptSent(
                    attempts++, e.client(), operation, e.session(), e.order(), e.opcode(), e.path(), at);
        } else if (event instanceof Event.AttemptAnswered e) {
            Integer attempt = numbers.attempts.remove(e.attempt());
            return attempt == null
                    ? null
                    : new Event.AttemptAnswered(
                            attempt, e.code(), e.session(), e.zxid(), e.replyZxid(), e.path(), e.stat(), at);
        } else if (event instanceof Event.OperationBlocked e) {
            Integer operation = numbers.operations.get(e.operation());
            return operation == null ? null : new Event.OperationBlocked(operation, e.stack(), at);
        }
        return retimed(event, at);
    }

    private Event retimed(Event event, long at) {
        if (event instanceof Event.ChildrenListed e) {
            return new Event.ChildrenListed(e.client(), e.path(), e.stat(), e.children(), at);
        } else if (event instanceof Event.Believed e) {
            return new Event.Believed(e.client(), e.key(), e.token(), at);
        } else if (event instanceof Event.Doubted e) {
            return new Event.Doubted(e.client(), e.key(), e.reason(), at);
        } else if (event instanceof Event.SessionChanged e) {
            String address = e.address();
            int member = address == null ? 0 : memberAt.applyAsInt(address);
            return new Event.SessionChanged(e.client(), e.state(), e.session(), address, member, e.timeoutMillis(), at);
        } else if (event instanceof Event.Stalled e) {
            return new Event.Stalled(e.jvm(), clock.of(e.fromNanos()), at);
        } else if (event instanceof Event.Note e) {
            return new Event.Note(e.severity(), e.text(), at);
        } else if (event instanceof Event.TrackPoint e) {
            return new Event.TrackPoint(e.track(), e.lane(), e.label(), e.severity(), e.value(), at);
        } else if (event instanceof Event.ClientEnded e) {
            if (e.origin() == Event.FailureOrigin.HARNESS) {
                harnessFailed(
                        HarnessPart.DRIVER, "the driver of client " + e.client() + " ended with " + e.stackTrace());
            }
            return new Event.ClientEnded(e.client(), e.origin(), e.stackTrace(), at);
        }
        throw new IllegalArgumentException("expected an event that a client reports, got " + event);
    }

    private @Nullable Event completed(Numbers numbers, Event.Completed e, long at) {
        Integer operation = numbers.operations.get(e.operation());
        Open invoked = numbers.open.remove(e.operation());
        if (operation == null || invoked == null) {
            return null;
        }
        if (e.outcome() != Outcome.INDETERMINATE) {
            numbers.lastCompletedNanos = at;
        }
        if (e.outcome() == Outcome.OK) {
            succeeded.merge(invoked.function(), 1L, Long::sum);
            lastOkInvokedNanos = Math.max(lastOkInvokedNanos, invoked.atNanos());
        }
        return new Event.Completed(operation, e.outcome(), e.result(), e.error(), e.session(), e.token(), e.zxid(), at);
    }

    /**
     * Records a write to the fenced store. If the client runs in a worker JVM, the write may arrive before the event of
     * its operation. The journal then keeps the write until that event arrives.
     */
    synchronized void accept(FencedWrite write) {
        Numbers numbers = clients.computeIfAbsent(write.client(), c -> new Numbers());
        Integer operation = numbers.operations.get(write.operation());
        if (operation == null && write.operation() >= 0 && !closed) {
            waitingWrites.add(write);
        } else {
            accept(storeWritten(write, operation == null ? -1 : operation));
        }
    }

    private Event storeWritten(FencedWrite w, int operation) {
        return new Event.StoreWritten(
                w.client(), operation, w.key(), w.token(), w.accepted(), w.highestToken(), clock.of(w.atNanos()));
    }

    private void recordWaiting(int client, int own, int operation) {
        waitingWrites.removeIf(write -> {
            boolean matches = write.client() == client && write.operation() == own;
            if (matches) {
                accept(storeWritten(write, operation));
            }
            return matches;
        });
    }

    /** The number of operations that have succeeded so far. */
    synchronized long succeeded() {
        return succeeded.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The number of operations that have been invoked so far. */
    synchronized int operations() {
        return operations;
    }

    /** Records that a part of the harness failed, so that the run proves less. Keeps the first reason. */
    synchronized void harnessFailed(HarnessPart part, String why) {
        accept(new Event.HarnessFailed(part, why, clock.nanos()));
        if (failure == null) {
            failure = "the harness failed: " + why;
        }
    }

    /** The first failure of the harness, such as a driver that died or an incomplete heal; null if there was none. */
    synchronized @Nullable String failure() {
        return failure;
    }

    /**
     * Whether a client has an open operation and has completed no operation since this time. A client that acquires a
     * lock does not count, because its wait depends on other clients.
     */
    synchronized boolean anyClientWaits(long sinceNanos) {
        return clients.values().stream()
                .anyMatch(numbers -> numbers.lastCompletedNanos < sinceNanos
                        && !numbers.open.isEmpty()
                        && numbers.open.values().stream()
                                .noneMatch(open -> open.function().startsWith("acquire")));
    }

    /** The time at which the last successful operation was invoked; -1 if there is none. */
    synchronized long lastOkInvokedNanos() {
        return lastOkInvokedNanos;
    }

    /** Maps the numbers of one client to those of the history. */
    private static final class Numbers {
        private final Map<Integer, Integer> operations = new HashMap<>();
        private final Map<Integer, Open> open = new HashMap<>();
        private final Map<Integer, Integer> attempts = new HashMap<>();
        private long lastCompletedNanos = -1;
    }

    private record Open(String function, long atNanos) {}
}
