package dev.stampede.workloads.client.host;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.ClientSpec;
import dev.stampede.workloads.client.FencedStore;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.client.recording.ClientRecorder;
import dev.stampede.workloads.client.recording.Outcomes;
import dev.stampede.workloads.client.recording.RecordedCurator;
import dev.stampede.workloads.client.recording.RecordedHandle;
import dev.stampede.workloads.client.recording.RecordingZooKeeper;
import dev.stampede.workloads.client.recording.SessionRelay;
import dev.stampede.workloads.client.recording.SessionWatcher;
import dev.stampede.workloads.client.settings.ClientConnection;
import dev.stampede.workloads.client.store.FencedStoreClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.curator.RetryPolicy;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.imps.CuratorFrameworkState;
import org.apache.curator.framework.state.ConnectionStateErrorPolicy;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.jspecify.annotations.Nullable;

/** The context of one client, with the handles that it opened. */
public final class DriverContext implements ClientContext {

    /** The maximum number of open handles. A client has one session at a time, so more handles are leaks. */
    private static final int MAX_HANDLES = 64;

    private final ClientSpec spec;
    private final ClientRecorder recorder;
    private final SplittableRandom random;
    private final FencedStoreClient store;
    private final ClientConnection connection;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Deque<AutoCloseable> handles = new ArrayDeque<>(); // guarded by itself
    private boolean closed; // guarded by handles
    private @Nullable SessionRelay relay;

    /** @throws IllegalArgumentException if the client settings that the spec names cannot be read */
    public DriverContext(ClientSpec spec, ClientRecorder recorder) {
        this.spec = spec;
        this.recorder = recorder;
        this.random = new SplittableRandom(spec.seed());
        this.store = new FencedStoreClient(spec.number(), spec.store());
        this.connection = ClientConnection.of(spec);
    }

    @Override
    public ClientSpec spec() {
        return spec;
    }

    @Override
    public boolean running() {
        return stopping.getCount() > 0;
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        if (stopping.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
            return; // the client must stop
        }
    }

    @Override
    public SplittableRandom random() {
        return random;
    }

    @Override
    public Recorder recorder() {
        return recorder;
    }

    @Override
    public ZooKeeper connect(Watcher watcher) throws IOException {
        SessionWatcher recording = new SessionWatcher(recorder, SessionWatcher.States.FROM_EVENTS, watcher);
        RecordingZooKeeper handle = RecordingZooKeeper.open(
                recorder,
                recording,
                connection,
                spec.connectString(),
                spec.sessionTimeoutMillis(),
                RecordedHandle.ReadOnly.REFUSED,
                null);
        closeAtEnd(handle);
        return handle;
    }

    /**
     * Used by the thread of the client. Handles with client settings are not relayed, because TLS and SASL need the
     * members' host names.
     */
    @Override
    public String connectString() throws IOException {
        if (!spec.settingsFile().isEmpty()) {
            return spec.connectString();
        }
        SessionRelay opened = relay;
        if (opened == null) {
            opened = SessionRelay.open(recorder, spec.connectString());
            relay = opened;
            closeAtEnd(opened);
        }
        return opened.connectString();
    }

    @Override
    public CuratorFramework curator(RetryPolicy retries, ConnectionStateErrorPolicy policy) {
        CuratorFramework framework = RecordedCurator.build(spec, connection, recorder, retries, policy);
        framework.start();
        closeAtEnd(framework);
        return framework;
    }

    @Override
    public List<ACL> acl() {
        return connection.acl();
    }

    @Override
    public FencedStore store() {
        return store;
    }

    void stop() {
        stopping.countDown();
    }

    /** Closes the handles that the client opened, the newest first. Idempotent. */
    public void close() {
        AutoCloseable newest;
        while ((newest = takeNewest()) != null) {
            closeQuietly(newest);
        }
        store.close();
    }

    private void closeAtEnd(AutoCloseable handle) {
        synchronized (handles) {
            handles.removeIf(DriverContext::dead);
            if (!closed && handles.size() < MAX_HANDLES) {
                handles.push(handle);
                return;
            }
        }
        closeQuietly(handle);
        throw new IllegalStateException("client " + spec.number() + " cannot open a handle: it was closed, or has "
                + MAX_HANDLES + " open; a client has one session at a time");
    }

    private static boolean dead(AutoCloseable handle) {
        return handle instanceof ZooKeeper zooKeeper
                ? !zooKeeper.getState().isAlive()
                : handle instanceof CuratorFramework curator && curator.getState() == CuratorFrameworkState.STOPPED;
    }

    private @Nullable AutoCloseable takeNewest() {
        synchronized (handles) {
            closed = true;
            return handles.poll();
        }
    }

    private void closeQuietly(AutoCloseable handle) {
        try {
            handle.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            recorder.note("closing a handle failed: " + Outcomes.describe(e));
        }
    }
}
