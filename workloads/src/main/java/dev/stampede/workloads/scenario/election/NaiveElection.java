package dev.stampede.workloads.scenario.election;

import dev.stampede.checker.history.data.LockInput;
import dev.stampede.workloads.client.ClientCompatibility;
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
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * A correct version of the tutorial's election. The client that creates the ephemeral znode
 * {@code /master_election/<date>/binding} is the master; the others watch the children of
 * {@code /master_election/<date>}. A new day is a new election: the master of the previous day resigns, and all clients
 * try to create the binding of the new day.
 *
 * <p>Settings: {@code key} (the parent of the days), the settings of {@link Calendar}, and {@code tenure.millis} (the
 * mean length of a term within a day, drawn uniformly from 0.5 to 1.5 times the mean). At the end of its term a master
 * resigns by closing its session, as a master that exits does. One thread runs the client, besides the event thread.
 * Each mutant overrides one step.
 */
public class NaiveElection implements ClientDriver {
    private final Semaphore woken = new Semaphore(0);
    private final AtomicInteger sessions = new AtomicInteger();
    private volatile boolean connected;
    private volatile boolean expired;
    private volatile boolean master;
    private volatile boolean doubted;
    private volatile String day = "";
    private @Nullable ClientContext context;
    private @Nullable Calendar calendar;
    private @Nullable ZooKeeper zooKeeper;

    @Override
    public final void drive(ClientContext given) throws Exception {
        context = given;
        calendar = new Calendar(given);
        while (given.running()) {
            try {
                runTerm(given);
            } catch (KeeperException.ConnectionLossException | KeeperException.SessionExpiredException e) {
                given.pause(Duration.ofMillis(50));
            }
        }
    }

    private void runTerm(ClientContext client) throws KeeperException, InterruptedException, IOException {
        day = today();
        Recorder.Op acquire = client.recorder().invoke(day, LockInput.Acquire.EXCLUSIVE);
        long token;
        try {
            token = awaitBinding(client);
        } catch (KeeperException e) {
            acquire.threw(e);
            throw e;
        } catch (InterruptedException e) {
            acquire.interrupted();
            throw e;
        }
        if (token == 0) {
            acquire.failed("the day was over");
            return;
        }
        acquire.granted(token);
        beginTerm(token);
        serve(client, token);
        resign(client);
    }

    /**
     * Waits until this session owns the binding of the day. Returns the token of the binding; 0 if the day ends first.
     */
    private long awaitBinding(ClientContext client) throws KeeperException, InterruptedException, IOException {
        while (client.running()) {
            ZooKeeper zk = session(client);
            woken.drainPermits();
            long token = bind(zk);
            if (token != 0) {
                return token;
            }
            if (!zk.getChildren(folder(day), event -> woken.release()).isEmpty() && dayEndedWhileWaiting(client)) {
                return 0;
            }
        }
        throw new InterruptedException("the client was asked to stop while it waited");
    }

    /** Waits until a watch fires, the session ends or the day ends. Returns whether the day has ended. */
    private boolean dayEndedWhileWaiting(ClientContext client) throws InterruptedException {
        while (client.running() && !expired && !woken.tryAcquire(100, TimeUnit.MILLISECONDS)) {
            if (!today().equals(day)) {
                return true;
            }
        }
        return false;
    }

    /** Tries to create the binding. Returns the token of the binding if this session owns it; else 0. */
    protected final long bind(ZooKeeper zk) throws KeeperException, InterruptedException {
        Stat stat = new Stat();
        try {
            zk.create(folder(day) + "/binding", new byte[0], client().acl(), createMode(), stat);
            return stat.getCzxid();
        } catch (KeeperException.NodeExistsException e) {
            return ownBindingToken(zk);
        } catch (KeeperException.NoNodeException e) {
            createDay(zk);
            return 0;
        }
    }

    protected CreateMode createMode() {
        return CreateMode.EPHEMERAL;
    }

    /** The parent of the binding of a day. */
    protected String folder(String ofDay) {
        return ofDay;
    }

    /** The token of the binding if this session owns it (the answer to its create may have been lost); else 0. */
    private long ownBindingToken(ZooKeeper zk) throws KeeperException, InterruptedException {
        Stat there = zk.exists(folder(day) + "/binding", false);
        return there != null && there.getEphemeralOwner() == zk.getSessionId() ? there.getCzxid() : 0;
    }

    private void createDay(ZooKeeper zk) throws KeeperException, InterruptedException {
        StringBuilder path = new StringBuilder();
        for (String part : folder(day).substring(1).split("/", -1)) {
            path.append('/').append(part);
            try {
                zk.create(path.toString(), new byte[0], client().acl(), CreateMode.PERSISTENT);
            } catch (KeeperException.NodeExistsException e) {
                // Another client created it.
            }
        }
    }

    private void beginTerm(long token) {
        doubted = false;
        master = true;
        recorder().believes(day, token);
        if (!connected) {
            doubt("disconnected when it was elected");
        }
    }

    private void serve(ClientContext client, long token) throws InterruptedException, KeeperException, IOException {
        long end = endOfTerm(client);
        while (client.running() && remainsMaster(today().equals(day)) && System.nanoTime() - end < 0) {
            client.pause(Duration.ofMillis(10));
            if (doubted) {
                if (!confirmMastership(client, token)) {
                    return;
                }
                end = endOfTerm(client);
            }
        }
    }

    /** Called repeatedly during a term: whether the client may remain the master. */
    protected boolean remainsMaster(boolean sameDay) throws KeeperException, InterruptedException, IOException {
        return sameDay;
    }

    private static long endOfTerm(ClientContext client) {
        int mean = Integer.parseInt(client.spec().setting("tenure.millis"));
        return System.nanoTime()
                + Duration.ofMillis(mean / 2 + client.random().nextInt(mean + 1))
                        .toNanos();
    }

    /** Ends the current term because of a doubt, and starts a new one if the client is still the master. */
    private boolean confirmMastership(ClientContext client, long token)
            throws InterruptedException, KeeperException, IOException {
        master = false;
        recorder().invoke(day, LockInput.Release.EXCLUSIVE).ok("doubted");
        Recorder.Op acquire = recorder().invoke(day, LockInput.Acquire.EXCLUSIVE);
        boolean regained = stillMaster(client, token);
        if (regained) {
            acquire.granted(token);
            beginTerm(token);
        } else {
            acquire.failed("no longer the master");
        }
        return regained;
    }

    /**
     * Checks after a reconnect whether this session still owns the binding. The {@code sync} lets the connected member
     * catch up with the leader before the read.
     */
    protected boolean stillMaster(ClientContext client, long token)
            throws InterruptedException, KeeperException, IOException {
        awaitConnection(client);
        ZooKeeper zk = zooKeeper;
        if (expired || !connected || zk == null) {
            return false;
        }
        try {
            ClientCompatibility.sync(zk, day, Duration.ofMillis(client.spec().sessionTimeoutMillis()));
            return ownBindingToken(zk) == token;
        } catch (KeeperException.ConnectionLossException | KeeperException.SessionExpiredException e) {
            return false;
        }
    }

    /** Resigns. At the end of the day, deletes the binding; at the end of a term, closes the session. */
    private void resign(ClientContext client) throws InterruptedException, KeeperException {
        boolean served = master;
        master = false;
        if (served) {
            client.recorder().invoke(day, LockInput.Release.EXCLUSIVE).ok();
        }
        ZooKeeper zk = zooKeeper;
        if (zk != null && served && !expired && !today().equals(day)) {
            leaveDay(zk);
            return;
        }
        zooKeeper = null;
        if (zk != null) {
            zk.close();
        }
    }

    /** Deletes the binding of a day that has ended. If the request is lost, the binding disappears with the session. */
    protected void leaveDay(ZooKeeper zk) throws KeeperException, InterruptedException {
        try {
            zk.delete(folder(day) + "/binding", -1);
        } catch (KeeperException.NoNodeException e) {
            // It disappeared with an earlier session.
        }
    }

    /**
     * The handle of the current session. Opens a new session if there is none or the last session has ended, and waits
     * until the session is connected.
     */
    protected final ZooKeeper session(ClientContext client) throws IOException, InterruptedException {
        ZooKeeper zk = zooKeeper;
        if (zk == null || expired) {
            expired = false;
            connected = false;
            zk = client.connect(new CurrentSessionWatcher());
            zooKeeper = zk;
        }
        awaitConnection(client);
        return zk;
    }

    /** Whether the session is connected, according to its watcher. */
    protected final boolean connected() {
        return connected;
    }

    /** Whether the session has expired, according to its watcher. */
    protected final boolean expired() {
        return expired;
    }

    private void awaitConnection(ClientContext client) throws InterruptedException {
        while (client.running() && !connected && !expired) {
            client.pause(Duration.ofMillis(10));
        }
    }

    /** The watcher of one session. It ignores events after a newer session has been opened. */
    private final class CurrentSessionWatcher implements Watcher {
        private final int number = sessions.incrementAndGet();

        @Override
        public void process(WatchedEvent event) {
            if (number == sessions.get()) {
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

    /** Called when the client can no longer rely on its term. */
    protected void doubt(String reason) {
        if (master && !doubted) {
            doubted = true;
            recorder().doubts(day, reason);
        }
    }

    private Recorder recorder() {
        return client().recorder();
    }

    protected final ClientContext client() {
        ClientContext client = context;
        if (client == null) {
            throw new IllegalStateException("drive was not called");
        }
        return client;
    }

    private String today() {
        Calendar clock = calendar;
        if (clock == null) {
            throw new IllegalStateException("drive was not called");
        }
        return clock.today();
    }
}
