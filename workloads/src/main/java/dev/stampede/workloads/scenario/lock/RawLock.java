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
 * What locks of raw ZooKeeper calls have in common: when they doubt, how they sleep until a watch wakes them, and that they
 * count what woke them.
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

    /** What is exclusive: the folder of the lock. */
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

    /** A watch of this lock's fired. */
    @Override
    public final void process(WatchedEvent event) {
        if (event.getType() != Event.EventType.None) {
            watchEvents.incrementAndGet();
        }
        woken.release();
    }

    /** From now on a watch is news. */
    protected final void listenAgain() {
        woken.drainPermits();
    }

    /** Sleeps until a watch fires, the session changes, or the client is to stop. */
    protected final void sleepUntilWoken() throws InterruptedException {
        while (context.running() && !session.expired() && !woken.tryAcquire(100, TimeUnit.MILLISECONDS)) {
            // A watch or a change of the session wakes us; this only looks whether the client is to stop.
        }
    }

    /** Makes the folder of the lock, which a run makes before; a user's first client may have to. */
    protected final void makeFolder(ZooKeeper zk) throws KeeperException, InterruptedException {
        for (int slash = key.indexOf('/', 1); ; slash = key.indexOf('/', slash + 1)) {
            try {
                String part = slash < 0 ? key : key.substring(0, slash);
                zk.create(part, new byte[0], context.acl(), CreateMode.PERSISTENT);
            } catch (KeeperException.NodeExistsException e) {
                // Another client was faster.
            }
            if (slash < 0) {
                return;
            }
        }
    }

    /** The client relies on its hold from now on. */
    protected final void granted() {
        doubted = false;
        holding = true;
        if (!session.connected()) {
            doubt("disconnected when it was granted");
        }
    }

    /** The client relies on its hold no longer. */
    protected final void ended() {
        holding = false;
    }

    /** The hold is not to be relied on from now on. */
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
