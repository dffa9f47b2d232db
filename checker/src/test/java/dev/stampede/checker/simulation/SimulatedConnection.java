package dev.stampede.checker.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * The connection of a client to a member: the member answers the requests in order, until the connection breaks. Not
 * thread-safe.
 */
final class SimulatedConnection {
    private static final Duration DELAY = Duration.ofNanos(200_000);

    private record Queued(Request request, Consumer<Answer> then) {}

    private final SimulatedEnsemble ensemble;
    private final SimulatedMember member;
    private final VirtualTime time;
    private final SimulatedClient client;
    private final ArrayDeque<Queued> queue = new ArrayDeque<>();
    private long session;
    private long lastArrivalNanos;
    private long lastDeliveryNanos;
    private boolean busy;
    private boolean open = true;

    /** @param client learns when the member closes the connection */
    SimulatedConnection(SimulatedEnsemble ensemble, SimulatedMember member, VirtualTime time, SimulatedClient client) {
        this.ensemble = ensemble;
        this.member = member;
        this.time = time;
        this.client = client;
    }

    SimulatedMember member() {
        return member;
    }

    long session() {
        return session;
    }

    /** The member accepts this session on this connection. */
    void accept(long accepted) {
        session = accepted;
    }

    boolean open() {
        return open;
    }

    /** Nothing arrives any more in either direction. What the member has received it still executes. */
    void cut() {
        if (open) {
            open = false;
            ensemble.unheard(this);
        }
    }

    /** The member closes the connection, which the client notices at once. */
    void close() {
        if (open) {
            cut();
            time.at(Math.max(lastDeliveryNanos, time.now() + delay()), () -> client.disconnected(this));
        }
    }

    void send(Request request, Consumer<Answer> then) {
        lastArrivalNanos = Math.max(lastArrivalNanos, time.now() + delay());
        time.at(lastArrivalNanos, () -> {
            if (open && member.up()) {
                queue.add(new Queued(request, then));
                next();
            }
        });
    }

    private void next() {
        Queued queued = busy ? null : queue.poll();
        if (queued != null) {
            busy = true;
            ensemble.serve(this, queued.request(), answer -> {
                busy = false;
                deliver(() -> queued.then().accept(answer));
                next();
            });
        }
    }

    /** Delivers something to the client, after everything that was delivered before. */
    void deliver(Runnable arrival) {
        lastDeliveryNanos = Math.max(lastDeliveryNanos, time.now() + delay());
        time.at(lastDeliveryNanos, () -> {
            if (open) {
                arrival.run();
            }
        });
    }

    private long delay() {
        return time.around(DELAY).toNanos();
    }
}
