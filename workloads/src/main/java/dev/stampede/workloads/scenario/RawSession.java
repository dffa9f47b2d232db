package dev.stampede.workloads.scenario;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.VersionDifferences;
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
 * The session of a client that works with bare handles: one at a time, a new one once the last one has ended.
 *
 * <p>For the client's thread, but for what says otherwise.
 */
public final class RawSession {
    private static final Duration POLL = Duration.ofMillis(10);

    private final ClientContext context;
    private final List<Consumer<WatchedEvent>> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<String>> disturbed = new CopyOnWriteArrayList<>();
    private final List<Runnable> changed = new CopyOnWriteArrayList<>();
    private final AtomicInteger number = new AtomicInteger();
    private volatile boolean connected;
    private volatile boolean expired;
    private @Nullable ZooKeeper zooKeeper;

    /** A session that only opens and closes; it connects when it is first used. */
    public RawSession(ClientContext context) {
        this.context = context;
    }

    /** @param listener receives every event of the current session, on the watcher's thread, after this object has handled it */
    public RawSession(ClientContext context, Consumer<WatchedEvent> listener) {
        this(context);
        listeners.add(listener);
    }

    /**
     * Adds listeners for session events. Both are called on the watcher's thread.
     *
     * @param disturbance receives {@code Disconnected} and {@code Expired}: the states in which a hold is not to be relied on
     * @param change runs after every change of state
     */
    public void listen(Consumer<String> disturbance, Runnable change) {
        disturbed.add(disturbance);
        changed.add(change);
    }

    /**
     * The session, a new one if there is none or the last one has ended, once it is connected.
     *
     * @throws InterruptedException if the client is to stop before it is
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

    /** The same, or null while it is not connected. */
    public @Nullable ZooKeeper connectedNow() throws IOException {
        ZooKeeper zk = current();
        return connected && !expired ? zk : null;
    }

    /**
     * The session's handle, of a new session if there is none or the last one has ended. Waits until it is connected, has
     * ended, or the client is to stop; see {@link #connected()}.
     */
    public ZooKeeper open() throws IOException, InterruptedException {
        ZooKeeper zk = current();
        awaitConnection();
        return zk;
    }

    /** Waits until the session is connected; false if it ended or the client is to stop. */
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
            zk = context.connect(new Incarnation(number.incrementAndGet()));
            zooKeeper = zk;
        }
        return zk;
    }

    /** The handle, unless its session has ended as far as the client knows; null before the first session, too. */
    public @Nullable ZooKeeper alive() {
        return expired ? null : zooKeeper;
    }

    /** Whether the session is connected, as its watcher was told. For any thread. */
    public boolean connected() {
        return connected;
    }

    /** Counts the sessions. For any thread. */
    public int number() {
        return number.get();
    }

    /** Whether the last session has ended, as its watcher was told. For any thread. */
    public boolean expired() {
        return expired;
    }

    /** Ends the session, and with it its ephemerals. */
    public void close() throws InterruptedException {
        ZooKeeper zk = zooKeeper;
        zooKeeper = null;
        connected = false;
        number.incrementAndGet();
        if (zk != null) {
            zk.close();
        }
    }

    /** Lets the member that it is connected to catch up with the leader. */
    public void sync(ZooKeeper zk, String path) throws KeeperException, InterruptedException {
        VersionDifferences.sync(zk, path, Duration.ofMillis(context.spec().sessionTimeoutMillis()));
    }

    /** Makes a persistent znode and those above it, where they are not there. */
    public static void make(ZooKeeper zk, String path, List<ACL> acl) throws KeeperException, InterruptedException {
        StringBuilder above = new StringBuilder();
        for (String part : path.substring(1).split("/", -1)) {
            above.append('/').append(part);
            try {
                zk.create(above.toString(), new byte[0], acl, CreateMode.PERSISTENT);
            } catch (KeeperException.NodeExistsException e) {
                // Another client was faster.
            }
        }
    }

    /** The watcher of one session: an event of an older one says nothing about this one. */
    private final class Incarnation implements Watcher {
        private final int own;

        Incarnation(int own) {
            this.own = own;
        }

        @Override
        public void process(WatchedEvent event) {
            if (own != number.get()) {
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
            disturbed.forEach(listener -> listener.accept(state.name()));
        }
        changed.forEach(Runnable::run);
    }
}
