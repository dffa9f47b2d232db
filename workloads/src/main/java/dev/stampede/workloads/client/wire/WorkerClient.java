package dev.stampede.workloads.client.wire;

import dev.stampede.checker.history.data.Event;
import dev.stampede.workloads.client.host.ClientHost;
import dev.stampede.workloads.client.recording.BeliefTracker;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * A client in a worker, from the harness's point of view. Its last reported state is available even while its JVM is
 * paused.
 */
final class WorkerClient implements ClientHost.Client {

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(1);

    private final int number;
    private final WorkerConnection connection;
    private final BiConsumer<Integer, Event> events;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final BeliefTracker beliefs = new BeliefTracker(); // guarded by itself
    private volatile ClientHost.Session session = new ClientHost.Session(0, new byte[0], 0, "");

    WorkerClient(int number, WorkerConnection connection, BiConsumer<Integer, Event> events) {
        this.number = number;
        this.connection = connection;
        this.events = events;
    }

    void event(Event event) {
        synchronized (beliefs) {
            beliefs.follow(event);
        }
        events.accept(number, event);
        if (event instanceof Event.ClientEnded) {
            stopped.countDown();
        }
    }

    void session(ClientHost.Session changed) {
        session = changed;
    }

    /** Called when its JVM has ended. */
    void workerEnded() {
        stopped.countDown();
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public ClientHost.Session session() {
        return session;
    }

    @Override
    public boolean holds() {
        synchronized (beliefs) {
            return beliefs.any();
        }
    }

    @Override
    public void fakeExpiry() {
        connection.ask(Frames.FAKE_EXPIRY, out -> out.writeInt(number), ANSWER_TIMEOUT);
    }

    @Override
    public String probe() {
        try {
            String text = connection
                    .ask(Frames.PROBE, out -> out.writeInt(number), ANSWER_TIMEOUT)
                    .text();
            return text == null ? "" : text;
        } catch (WorkerException noAnswer) {
            return String.valueOf(noAnswer.getMessage());
        }
    }

    @Override
    public void stop(Duration grace) {
        connection.tell(Frames.STOP, out -> {
            out.writeInt(number);
            out.writeLong(grace.toNanos());
        });
    }

    @Override
    public boolean awaitStopped(Duration atMost) throws InterruptedException {
        return stopped.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }
}
