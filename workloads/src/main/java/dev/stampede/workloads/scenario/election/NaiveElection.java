package dev.stampede.workloads.scenario.election;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.client.Recorder;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * The tutorial's election, done right: the ephemeral znode {@code /master_election/<date>/binding}, whose losers watch
 * the children of {@code /master_election/<date>}.
 *
 * <p>Settings: {@code key} (the folder of the day), {@code tenure.millis} (how long a master stays one, the mean of a
 * uniform draw from half of it to one and a half; then it resigns by ending its session, as a master that goes away does). A client is one thread, and
 * the watcher's. A mutant overrides {@link #stillMaster}.
 */
public class NaiveElection implements ClientDriver {
    private final Semaphore woken = new Semaphore(0);
    private final AtomicInteger incarnations = new AtomicInteger();
    private volatile boolean connected;
    private volatile boolean expired;
    private volatile boolean master;
    private volatile boolean doubted;
    private @Nullable ClientContext context;
    private @Nullable ZooKeeper zooKeeper;

    @Override
    public final void drive(ClientContext given) throws Exception {
        context = given;
        while (given.running()) {
            try {
                oneTerm(given);
            } catch (KeeperException.ConnectionLossException | KeeperException.SessionExpiredException e) {
                given.pause(Duration.ofMillis(50));
            }
        }
    }

    private void oneTerm(ClientContext client) throws KeeperException, InterruptedException, IOException {
        Recorder.Op acquire = client.recorder().invoke("acquire", key(), null);
        long token;
        try {
            token = awaitBinding(client);
        } catch (KeeperException e) {
            acquire.threw(e);
            throw e;
        } catch (InterruptedException e) {
            acquire.indeterminate("interrupted");
            throw e;
        }
        acquire.granted(token);
        become(token);
        serve(client, token);
        resign(client);
    }

    private long awaitBinding(ClientContext client) throws KeeperException, InterruptedException, IOException {
        while (client.running()) {
            ZooKeeper zk = session(client);
            woken.drainPermits();
            long token = bind(zk);
            if (token != 0) {
                return token;
            }
            if (!zk.getChildren(key(), event -> woken.release()).isEmpty()) {
                awaitWake(client);
            }
        }
        throw new InterruptedException("the client was asked to stop while it waited");
    }

    private void awaitWake(ClientContext client) throws InterruptedException {
        while (client.running() && !expired && !woken.tryAcquire(100, TimeUnit.MILLISECONDS)) {
            // A watch or an end of the session wakes us; this only looks whether the client is to stop.
        }
    }

    /** The token if the binding is this session's now, 0 if it is another's. */
    private long bind(ZooKeeper zk) throws KeeperException, InterruptedException {
        Stat stat = new Stat();
        try {
            zk.create(binding(), new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL, stat);
            return stat.getCzxid();
        } catch (KeeperException.NodeExistsException e) {
            return ours(zk);
        } catch (KeeperException.NoNodeException e) {
            makeDay(zk);
            return 0;
        }
    }

    /** The token of a binding of this session's own, made by a create whose answer was lost; 0 if it is another's. */
    private long ours(ZooKeeper zk) throws KeeperException, InterruptedException {
        Stat there = zk.exists(binding(), false);
        return there != null && there.getEphemeralOwner() == zk.getSessionId() ? there.getCzxid() : 0;
    }

    private void makeDay(ZooKeeper zk) throws KeeperException, InterruptedException {
        StringBuilder path = new StringBuilder();
        for (String part : key().substring(1).split("/", -1)) {
            path.append('/').append(part);
            try {
                zk.create(path.toString(), new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            } catch (KeeperException.NodeExistsException e) {
                // Another client was faster.
            }
        }
    }

    private void become(long token) {
        doubted = false;
        master = true;
        recorder().believes(key(), token);
        if (!connected) {
            doubt("disconnected when it was elected");
        }
    }

    private void serve(ClientContext client, long token) throws InterruptedException, KeeperException, IOException {
        long end = endOfTerm(client);
        while (client.running() && System.nanoTime() - end < 0) {
            client.pause(Duration.ofMillis(10));
            if (doubted) {
                if (!regained(client, token)) {
                    return;
                }
                end = endOfTerm(client);
            }
        }
    }

    private static long endOfTerm(ClientContext client) {
        int mean = Integer.parseInt(client.spec().setting("tenure.millis"));
        return System.nanoTime()
                + Duration.ofMillis(mean / 2 + client.random().nextInt(mean + 1))
                        .toNanos();
    }

    /** A master that doubts is none until it has looked again; that it is one after all is a grant of its own. */
    private boolean regained(ClientContext client, long token)
            throws InterruptedException, KeeperException, IOException {
        master = false;
        recorder().invoke("release", key(), null).ok("doubted");
        Recorder.Op acquire = recorder().invoke("acquire", key(), null);
        boolean regained = stillMaster(client, token);
        if (regained) {
            acquire.granted(token);
            become(token);
        } else {
            acquire.failed("no longer the master");
        }
        return regained;
    }

    /**
     * Looks after a reconnect whether the binding is still this session's. The {@code sync} makes the member that it is
     * connected to now catch up with the leader first.
     */
    protected boolean stillMaster(ClientContext client, long token)
            throws InterruptedException, KeeperException, IOException {
        awaitConnection(client);
        ZooKeeper zk = zooKeeper;
        if (expired || !connected || zk == null) {
            return false;
        }
        try {
            zk.sync(key());
            return ours(zk) == token;
        } catch (KeeperException.ConnectionLossException | KeeperException.SessionExpiredException e) {
            return false;
        }
    }

    /** Ends the session, and with it the binding: nobody has to know whether an answer to a delete was lost. */
    private void resign(ClientContext client) throws InterruptedException {
        boolean served = master;
        master = false;
        if (served) {
            client.recorder().invoke("release", key(), null).ok(null);
        }
        ZooKeeper zk = zooKeeper;
        zooKeeper = null;
        if (zk != null) {
            zk.close();
        }
    }

    /** The session, a new one if there is none or the last one has ended; waits until it is connected. */
    protected final ZooKeeper session(ClientContext client) throws IOException, InterruptedException {
        ZooKeeper zk = zooKeeper;
        if (zk == null || expired) {
            expired = false;
            connected = false;
            zk = client.connect(new Incarnation());
            zooKeeper = zk;
        }
        awaitConnection(client);
        return zk;
    }

    /** Whether the session is connected now, as its watcher was told. */
    protected final boolean connected() {
        return connected;
    }

    private void awaitConnection(ClientContext client) throws InterruptedException {
        while (client.running() && !connected && !expired) {
            client.pause(Duration.ofMillis(10));
        }
    }

    /** The watcher of one session: an event of an older one says nothing about this one. */
    private final class Incarnation implements Watcher {
        private final int number = incarnations.incrementAndGet();

        @Override
        public void process(WatchedEvent event) {
            if (number == incarnations.get()) {
                NaiveElection.this.process(event);
            }
        }
    }

    private void process(WatchedEvent event) {
        switch (event.getState()) {
            case SyncConnected -> connected = true;
            case Disconnected -> {
                connected = false;
                doubt("Disconnected");
            }
            case Expired -> {
                expired = true;
                connected = false;
                doubt("Expired");
            }
            default -> connected = false;
        }
        woken.release();
    }

    /** The term is not to be relied on from now on. */
    private void doubt(String reason) {
        if (master && !doubted) {
            doubted = true;
            recorder().doubts(key(), reason);
        }
    }

    private String key() {
        return client().spec().setting("key");
    }

    private Recorder recorder() {
        return client().recorder();
    }

    private ClientContext client() {
        ClientContext client = context;
        if (client == null) {
            throw new IllegalStateException("not driven yet");
        }
        return client;
    }

    private String binding() {
        return key() + "/binding";
    }
}
