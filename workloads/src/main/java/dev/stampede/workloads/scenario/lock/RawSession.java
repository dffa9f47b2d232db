package dev.stampede.workloads.scenario.lock;

import dev.stampede.workloads.client.ClientContext;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/**
 * The session of one client's raw locks, one after another: a new one when the last has ended.
 *
 * <p>Used by the client's one thread; events come on the handle's.
 */
public final class RawSession {
    private final ClientContext context;
    private final AtomicInteger incarnations = new AtomicInteger();
    private final List<Consumer<String>> disturbed = new CopyOnWriteArrayList<>();
    private final List<Runnable> changed = new CopyOnWriteArrayList<>();
    private @Nullable ZooKeeper zooKeeper;
    private volatile boolean connected;
    private volatile boolean expired;

    public RawSession(ClientContext context) {
        this.context = context;
    }

    /**
     * From now on the first is told, with its name, of every state in which a hold is not to be relied on, and the second is
     * run after every change of state. On the handle's event thread.
     */
    void listen(Consumer<String> disturbance, Runnable change) {
        disturbed.add(disturbance);
        changed.add(change);
    }

    /** The session's handle, of a new session if the last one has ended; waits until it is connected. */
    public ZooKeeper open() throws IOException, InterruptedException {
        ZooKeeper zk = zooKeeper;
        if (zk == null || expired) {
            expired = false;
            connected = false;
            zk = context.connect(new Incarnation());
            zooKeeper = zk;
        }
        awaitConnection();
        return zk;
    }

    /** The handle as long as its session has not ended, as far as the client knows; null before the first and after. */
    @Nullable
    ZooKeeper alive() {
        return expired ? null : zooKeeper;
    }

    boolean connected() {
        return connected;
    }

    boolean expired() {
        return expired;
    }

    /** Waits until the session is connected; false if it ended or the client is to stop. */
    boolean awaitConnection() throws InterruptedException {
        while (context.running() && !connected && !expired) {
            context.pause(Duration.ofMillis(10));
        }
        return connected && !expired;
    }

    /** Returns once the member that it is connected to has caught up with what the leader had ordered when it was asked. */
    void sync(ZooKeeper zk, String path) throws KeeperException, InterruptedException {
        CompletableFuture<Integer> done = new CompletableFuture<>();
        zk.sync(path, (code, p, ctx) -> done.complete(code), null);
        try {
            KeeperException.Code code =
                    KeeperException.Code.get(done.get(context.spec().sessionTimeoutMillis(), TimeUnit.MILLISECONDS));
            if (code != KeeperException.Code.OK) {
                throw KeeperException.create(code, path);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new KeeperException.ConnectionLossException();
        }
    }

    /** The watcher of one session: an event of an older one says nothing about this one. */
    private final class Incarnation implements Watcher {
        private final int number = incarnations.incrementAndGet();

        @Override
        public void process(WatchedEvent event) {
            if (number == incarnations.get() && event.getType() == Event.EventType.None) {
                RawSession.this.process(event.getState());
            }
        }
    }

    private void process(Watcher.Event.KeeperState state) {
        switch (state) {
            case SyncConnected -> connected = true;
            case Expired -> {
                expired = true;
                disturb("Expired");
            }
            case Disconnected -> disturb("Disconnected");
            default -> connected = false;
        }
        changed.forEach(Runnable::run);
    }

    private void disturb(String state) {
        connected = false;
        disturbed.forEach(told -> told.accept(state));
    }
}
