package dev.stampede.workloads.client.host;

import dev.stampede.checker.history.data.Event;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.client.ClientSpec;
import dev.stampede.workloads.client.DaemonThreads;
import dev.stampede.workloads.client.recording.ClientRecorder;
import dev.stampede.workloads.client.recording.ClientSession;
import dev.stampede.workloads.client.recording.OpenOperation;
import dev.stampede.workloads.client.recording.Outcomes;
import dev.stampede.workloads.client.recording.RecordedHandle;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client in this JVM. Its thread runs until its driver has returned and its handles are closed. */
public final class LocalClient implements ClientHost.Client {
    /** The stack of an operation that lasts for at least this time is recorded, repeatedly with this delay. */
    private static final Duration LONG_OPERATION = Duration.ofSeconds(1);

    private final ClientSpec spec;
    private final ClientDriver driver;
    private final ClientRecorder recorder;
    private final DriverContext context;
    private final ScheduledExecutorService timer;
    private final Thread thread;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean driving = true;

    private LocalClient(ClientSpec spec, ClientDriver driver, Consumer<Event> sink, ScheduledExecutorService timer) {
        this.spec = spec;
        this.driver = driver;
        this.timer = timer;
        this.recorder = new ClientRecorder(spec.number(), sink);
        this.context = new DriverContext(spec, recorder);
        this.thread = DaemonThreads.make("stampede-client-" + spec.number(), this::runClient);
    }

    /**
     * Creates a client; {@link #begin} starts it.
     *
     * @param timer interrupts the client if it does not stop
     * @throws IllegalArgumentException if its driver cannot be instantiated
     */
    public static LocalClient make(ClientSpec spec, Consumer<Event> sink, ScheduledExecutorService timer) {
        return new LocalClient(spec, driver(spec), sink, timer);
    }

    /** Starts its thread. Called once. */
    public void begin() {
        thread.start();
    }

    @Override
    public int number() {
        return spec.number();
    }

    @Override
    public ClientHost.Session session() {
        ClientSession session = recorder.current();
        if (session == null) {
            return new ClientHost.Session(0, new byte[0], 0, "");
        }
        String address = session.address();
        return new ClientHost.Session(
                session.id(), session.password(), session.negotiatedMillis(), address == null ? "" : address);
    }

    @Override
    public boolean holds() {
        return recorder.holds();
    }

    @Override
    public void fakeExpiry() {
        if (!(recorder.current() instanceof RecordedHandle handle)) {
            throw new IllegalStateException("client " + spec.number() + " has no handle whose session's expiry could be"
                    + " faked: it has opened none, or the code under test opens its own");
        }
        handle.getTestable().injectSessionExpiration();
    }

    @Override
    public String probe() {
        return ThreadProbe.of(thread);
    }

    @Override
    public void stop(Duration grace) {
        context.stop();
        try {
            ScheduledFuture<?> unused = timer.schedule(this::interruptDriver, grace.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException hostClosed) {
            interruptDriver();
        }
    }

    @Override
    public boolean awaitStopped(Duration atMost) throws InterruptedException {
        return stopped.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    public boolean stopped() {
        return stopped.getCount() == 0;
    }

    public void stalled(String jvm, long fromNanos, long toNanos) {
        recorder.stalled(jvm, fromNanos, toNanos);
    }

    /** Closes the handles of a driver that does not return, so that its pending calls fail. */
    void closeHandles() {
        context.close();
    }

    private void runClient() {
        ScheduledFuture<?> stackRecording = startStackRecording();
        DriverFailure failure = drive();
        if (stackRecording != null) {
            stackRecording.cancel(false);
        }
        endDriving();
        context.close();
        recorder.ended(failure == null ? null : failure.origin(), failure == null ? null : failure.stackTrace());
        stopped.countDown();
    }

    /** Starts to record the stacks of long operations; null if the host was closed. */
    private @Nullable ScheduledFuture<?> startStackRecording() {
        try {
            return timer.scheduleWithFixedDelay(
                    this::recordStack, LONG_OPERATION.toNanos(), LONG_OPERATION.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException hostClosed) {
            return null;
        }
    }

    private void recordStack() {
        OpenOperation operation = recorder.lasting(thread, LONG_OPERATION);
        String stack = operation == null ? null : ThreadProbe.ofUserCode(thread);
        if (operation != null && stack != null) {
            recorder.blocked(operation, stack);
        }
    }

    private @Nullable DriverFailure drive() {
        try {
            driver.drive(context);
            return null;
        } catch (InterruptedException interrupted) {
            return context.running() ? DriverFailure.of(interrupted) : null;
        } catch (Throwable thrown) {
            if (context.running()) {
                return DriverFailure.of(thrown);
            }
            recorder.note("the driver of client " + spec.number() + " ended with " + Outcomes.describe(thrown)
                    + " after it was asked to stop");
            return null;
        }
    }

    /** Prevents further interrupts, so that the handles are closed without interruption. */
    private synchronized void endDriving() {
        driving = false;
        context.stop();
        boolean tooLate = Thread.interrupted();
        if (tooLate) {
            recorder.note("client " + spec.number() + " was interrupted because it did not stop when requested");
        }
    }

    private synchronized void interruptDriver() {
        if (driving) {
            thread.interrupt();
        }
    }

    private static ClientDriver driver(ClientSpec spec) {
        try {
            ClassLoader loader = LocalClient.class.getClassLoader();
            return Class.forName(spec.driver(), true, loader)
                    .asSubclass(ClientDriver.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
            throw new IllegalArgumentException(
                    "expected the driver of client " + spec.number() + " to be a public class that implements "
                            + ClientDriver.class.getName() + " and has a public constructor without parameters; "
                            + spec.driver() + ": " + e,
                    e);
        }
    }
}
