package dev.stampede.checker.generator;

import dev.stampede.checker.edn.EdnValue;
import dev.stampede.checker.history.data.Outcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Clients that send requests to an object, each one request after another. A request takes effect at a random instant
 * between its call and its return, and the object executes requests correctly; the order of these instants is a
 * linearization.
 *
 * <p>A request with an indeterminate outcome never returns. It takes effect soon after its call, much later, or never,
 * and its client continues as a new process. Not thread-safe.
 */
final class Simulation {
    private static final int USUAL_LATENCY = 1_000;
    private static final int LATE_FACTOR = 20;

    private final GeneratorOptions workload;
    private final SimulatedObject object;
    private final SplittableRandom random;
    private final EventSink sink;
    private final ViolationInjector injector;
    private final PriorityQueue<Moment> moments = new PriorityQueue<>();
    private final Deque<Call> waiting = new ArrayDeque<>();
    private long now;
    private long sequence;
    private int called;
    private int processes;

    Simulation(GeneratorOptions workload, SimulatedObject object, long seed, EventSink sink) {
        this.workload = workload;
        this.object = object;
        this.random = new SplittableRandom(seed);
        this.sink = sink;
        this.injector = new ViolationInjector(workload, object);
    }

    private enum Kind {
        CALL,
        EFFECT,
        RETURN
    }

    /** A request in progress. */
    static final class Call {
        final int client;
        final int process;
        final int number;
        final SimulatedRequest request;
        final long calledAt;
        final long returnsAt;
        final boolean answered;

        @Nullable
        SimulatedAnswer answer;

        Call(
                int client,
                int process,
                int number,
                SimulatedRequest request,
                long calledAt,
                long returnsAt,
                boolean answered) {
            this.client = client;
            this.process = process;
            this.number = number;
            this.request = request;
            this.calledAt = calledAt;
            this.returnsAt = returnsAt;
            this.answered = answered;
        }
    }

    private record Moment(long at, long sequence, Kind kind, int client, int process, @Nullable Call call)
            implements Comparable<Moment> {
        @Override
        public int compareTo(Moment other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }

    /** Runs to the end; requests that are still in progress stay open. */
    void run() {
        for (int client = 0; client < workload.clients(); client++) {
            call(client, processes++, random.nextInt(USUAL_LATENCY));
        }
        for (Moment moment = moments.poll(); moment != null; moment = moments.poll()) {
            now = moment.at();
            Call call = moment.call();
            if (call == null) {
                begin(moment.client(), moment.process());
            } else if (moment.kind() == Kind.EFFECT) {
                effect(call);
            } else {
                end(call);
            }
        }
        injector.requireInjected();
    }

    private void call(int client, int process, long delay) {
        moments.add(new Moment(now + delay, sequence++, Kind.CALL, client, process, null));
    }

    private void schedule(Kind kind, long at, Call call) {
        moments.add(new Moment(at, sequence++, kind, call.client, call.process, call));
    }

    private void begin(int client, int process) {
        if (called == workload.operations()) {
            return;
        }
        SimulatedRequest request = object.next(client, random);
        int latency = USUAL_LATENCY / 5 + random.nextInt(USUAL_LATENCY * 8 / 5);
        boolean answered =
                random.nextDouble() >= workload.indeterminate() || !object.mayBeIndeterminate(client, request);
        Call call = new Call(client, process, called++, request, now, now + latency, answered);
        sink.invoked(process, request);
        if (answered) {
            schedule(Kind.EFFECT, now + random.nextInt(latency), call);
            return;
        }
        if (object.takesEffectIfIndeterminate(request, random)) {
            int late = random.nextInt(4) == 0 ? LATE_FACTOR : 1;
            schedule(Kind.EFFECT, now + random.nextInt(latency * late), call);
        }
        schedule(Kind.RETURN, now + 2L * latency, call);
    }

    private void effect(Call call) {
        if (!takeEffect(call)) {
            waiting.add(call);
            return;
        }
        for (Iterator<Call> each = waiting.iterator(); each.hasNext(); ) {
            if (takeEffect(each.next())) {
                each.remove();
            }
        }
    }

    private boolean takeEffect(Call call) {
        SimulatedAnswer answer = object.apply(call.client, call.request);
        if (answer == null) {
            return false;
        }
        if (call.answered) {
            call.answer = injector.inject(call, answer);
            schedule(Kind.RETURN, Math.max(call.returnsAt, now + 1), call);
        }
        return true;
    }

    private void end(Call call) {
        SimulatedAnswer answer = call.answer;
        if (!call.answered || answer == null) {
            sink.completed(call.process, call.request, Outcome.INDETERMINATE, EdnValue.Atom.NIL);
            object.abandoned(call.client, call.request);
            call(call.client, processes++, 1 + random.nextInt(USUAL_LATENCY / 100));
            return;
        }
        sink.completed(call.process, call.request, answer.outcome(), answer.value());
        injector.returned(call, answer, now);
        object.returned(call.client, call.request);
        call(call.client, call.process, object.thinkTime(call.request, random));
        grantHeldLock();
    }

    private void grantHeldLock() {
        for (Iterator<Call> each = waiting.iterator(); each.hasNext(); ) {
            Call call = each.next();
            if (injector.grantsTwice(call)) {
                each.remove();
                call.answer = SimulatedAnswer.DONE;
                end(call);
                return;
            }
        }
    }
}
