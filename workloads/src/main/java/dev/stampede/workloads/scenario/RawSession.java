package dev.stampede.workloads.scenario;

import dev.stampede.workloads.client.ClientCompatibility;
import dev.stampede.workloads.client.ClientContext;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.jspecify.annotations.Nullable;

/**
 * The session of a client that uses plain {@code ZooKeeper} handles: one session at a time, replaced after it has
 * ended.
 *
 * <p>Used by the client's thread, except for methods that allow any thread.
 */
public final class RawSession {
    private static final Duration POLL = Duration.ofMillis(10);

    private final ClientContext context;
    private final List<Consumer<WatchedEvent>> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<String>> disturbanceListeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> changeListeners = new CopyOnWriteArrayList<>();
    private final AtomicInteger number = new AtomicInteger();
    private volatile boolean connected;
    private volatile boolean expired;
    private @Nullable ZooKeeper zooKeeper;

    /** Creates a session without a listener. It connects when it is first used. */
    public RawSession(ClientContext context) {
        this.context = context;
    }

    /**
     * @param listener receives every event of the current session, on the event thread, after this object has handled
     * it
     */
    public RawSession(ClientContext context, Consumer<WatchedEvent> listener) {
        this(context);
        listeners.add(listener);
    }

    /**
     * Adds listeners for session events. Both are called on the event thread.
     *
     * @param disturbance receives {@code Disconnected} and {@code Expired}: in these states a client must doubt that it
     *     still holds a lock
     * @param change runs after every change of the connection state
     */
    public void listen(Consumer<String> disturbance, Runnable change) {
        disturbanceListeners.add(disturbance);
        changeListeners.add(change);
    }

    /**
     * Opens a new session if there is none or the last session has ended, waits until a session is connected, and
     * returns its handle.
     *
     * @throws InterruptedException if the client is asked to stop before the session is connected
     */
    public ZooKeeper await() throws IOException, InterruptedException {
        while (context.running()) {
            ZooKeeper zk = connectedNow();
            if (zk != null) {
                return zk;
            }
            context.pause(POLL);
        }
        throw new InterruptedException("the client was asked to stop while it waited for a connection");
    }

    /** The connected handle, of a new session if necessary; null while it is not connected. */
    public @Nullable ZooKeeper connectedNow() throws IOException {
        ZooKeeper zk = current();
        return connected && !expired ? zk : null;
    }

    /**
     * Opens a new session if there is none or the last session has ended, and returns its handle. Waits until the
     * session is connected, has ended, or the client must stop; see {@link #connected()}.
     */
    public ZooKeeper open() throws IOException, InterruptedException {
        ZooKeeper zk = current();
        awaitConnection();
        return zk;
    }

    /** Waits until the session is connected; false if it has ended or the client must stop. */
    public boolean awaitConnection() throws InterruptedException {
        while (context.running() && !connected && !expired) {
            context.pause(POLL);
        }
        return connected && !expired;
    }

    private ZooKeeper current() throws IOException {
        ZooKeeper zk = zooKeeper;
        if (zk == null || expired) {
            expired = false;
            connected = false;
            zk = context.connect(new SessionWatcher(number.incrementAndGet()));
            zooKeeper = zk;
        }
        return zk;
    }

    /** The handle of the session; null if there is none, or if the client knows that it has ended. */
    public @Nullable ZooKeeper alive() {
        return expired ? null : zooKeeper;
    }

    /** Whether the session is connected, according to its watcher. For any thread. */
    public boolean connected() {
        return connected;
    }

    /** The number of the session, from 1. For any thread. */
    public int number() {
        return number.get();
    }

    /** Whether the last session has expired, according to its watcher. For any thread. */
    public boolean expired() {
        return expired;
    }

    /** Closes the session, which deletes its ephemeral znodes. */
    public void close() throws InterruptedException {
        ZooKeeper zk = zooKeeper;
        zooKeeper = null;
        connected = false;
        number.incrementAndGet();
        if (zk != null) {
            zk.close();
        }
    }

    /** Waits until the connected member has caught up with the leader. */
    public void sync(ZooKeeper zk, String path) throws KeeperException, InterruptedException {
        ClientCompatibility.sync(zk, path, Duration.ofMillis(context.spec().sessionTimeoutMillis()));
    }

    /** Creates a persistent znode and its parents, where they do not exist. */
    public static void createPath(ZooKeeper zk, String path, List<ACL> acl)
            throws KeeperException, InterruptedException {
        StringBuilder above = new StringBuilder();
        for (String part : path.substring(1).split("/", -1)) {
            above.append('/').append(part);
            try {
                zk.create(above.toString(), new byte[0], acl, CreateMode.PERSISTENT);
            } catch (KeeperException.NodeExistsException e) {
                // Another client created it.
            }
        }
    }

    /** The watcher of one session. It ignores the events of a session that has been closed or replaced. */
    private final class SessionWatcher implements Watcher {
        private final int sessionNumber;

        SessionWatcher(int sessionNumber) {
            this.sessionNumber = sessionNumber;
        }

        @Override
        public void process(WatchedEvent event) {
            if (sessionNumber != number.get()) {
                return;
            }
            if (event.getType() == Event.EventType.None) {
                changeTo(event.getState());
            }
            listeners.forEach(listener -> listener.accept(event));
        }
    }

    private void changeTo(Watcher.Event.KeeperState state) {
        if (state == Watcher.Event.KeeperState.SaslAuthenticated) {
            return; // Follows SyncConnected, and changes nothing.
        }
        connected = state == Watcher.Event.KeeperState.SyncConnected;
        if (state == Watcher.Event.KeeperState.Expired) {
            expired = true;
        }
        if (state == Watcher.Event.KeeperState.Expired || state == Watcher.Event.KeeperState.Disconnected) {
            disturbanceListeners.forEach(listener -> listener.accept(state.name()));
        }
        changeListeners.forEach(Runnable::run);
    }
}
