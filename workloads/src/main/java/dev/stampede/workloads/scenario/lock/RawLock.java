package dev.stampede.workloads.scenario.lock;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.RawSession;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;

/**
 * The common part of locks in raw ZooKeeper calls. When its session is disconnected, a lock doubts its hold: the client
 * no longer relies on the lock. A waiting lock sleeps until a watch fires. Each lock counts its watch events.
 */
public abstract class RawLock implements Lock, Watcher {
    private final ClientContext context;
    private final RawSession session;
    private final String key;
    private final Semaphore woken = new Semaphore(0);
    private final AtomicInteger watchEvents = new AtomicInteger();
    private volatile boolean holding;
    private volatile boolean doubted;

    protected RawLock(ClientContext context, RawSession session, String key) {
        this.context = context;
        this.session = session;
        this.key = key;
        session.listen(this::doubt, woken::release);
    }

    /** The parent znode of the lock. */
    @Override
    public final String key() {
        return key;
    }

    protected final ClientContext context() {
        return context;
    }

    protected final RawSession session() {
        return session;
    }

    /** Called when a watch of this lock fires. */
    @Override
    public final void process(WatchedEvent event) {
        if (event.getType() != Event.EventType.None) {
            watchEvents.incrementAndGet();
        }
        woken.release();
    }

    /** Discards earlier wake-ups. Called before watches are set again. */
    protected final void discardWakeUps() {
        woken.drainPermits();
    }

    /** Sleeps until a watch fires, the connection state changes, or the client must stop. */
    protected final void sleepUntilWoken() throws InterruptedException {
        while (context.running() && !session.expired() && !woken.tryAcquire(100, TimeUnit.MILLISECONDS)) {
            // The timeout only serves to check whether the client must stop.
        }
    }

    /** Creates the parent znode of the lock, if the run has not created it. */
    protected final void createParent(ZooKeeper zk) throws KeeperException, InterruptedException {
        for (int slash = key.indexOf('/', 1); ; slash = key.indexOf('/', slash + 1)) {
            try {
                String part = slash < 0 ? key : key.substring(0, slash);
                zk.create(part, new byte[0], context.acl(), CreateMode.PERSISTENT);
            } catch (KeeperException.NodeExistsException e) {
                // Another client created it.
            }
            if (slash < 0) {
                return;
            }
        }
    }

    /** Called when the client acquires the lock. */
    protected final void granted() {
        doubted = false;
        holding = true;
        if (!session.connected()) {
            doubt("disconnected when it was granted");
        }
    }

    /** Called when the client starts to release the lock. */
    protected final void ended() {
        holding = false;
    }

    /** Called when the client can no longer rely on its hold. */
    protected void doubt(String reason) {
        if (holding && !doubted) {
            doubted = true;
            context.recorder().doubts(key, reason);
        }
    }

    @Override
    public final boolean doubted() {
        return doubted;
    }

    @Override
    public final int watchEvents() {
        return watchEvents.getAndSet(0);
    }
}
