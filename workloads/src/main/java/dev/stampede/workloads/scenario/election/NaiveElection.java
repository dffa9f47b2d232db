package dev.stampede.workloads.scenario.election;

import dev.stampede.checker.history.data.LockInput;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.client.VersionDifferences;
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
 * The tutorial's election, done right: the ephemeral znode {@code /master_election/<date>/binding}, whose losers watch the
 * children of {@code /master_election/<date>}. A new day is a new election: the master of the day before resigns, and
 * everybody tries for the new day's binding.
 *
 * <p>Settings: {@code key} (the folder of the days), those of {@link Calendar}, {@code tenure.millis} (how long a master stays
 * one within a day, the mean of a uniform draw from half of it to one and a half; then it resigns by ending its session, as a
 * master that goes away does). A client is one thread, and the watcher's. Mutants override one step each.
 */
public class NaiveElection implements ClientDriver {
    private final Semaphore woken = new Semaphore(0);
    private final AtomicInteger incarnations = new AtomicInteger();
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
                oneTerm(given);
            } catch (KeeperException.ConnectionLossException | KeeperException.SessionExpiredException e) {
                given.pause(Duration.ofMillis(50));
            }
        }
    }

    private void oneTerm(ClientContext client) throws KeeperException, InterruptedException, IOException {
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
        become(token);
        serve(client, token);
        resign(client);
    }

    /** The token of the day's binding once it is this session's; 0 if the day is over before. */
    private long awaitBinding(ClientContext client) throws KeeperException, InterruptedException, IOException {
        while (client.running()) {
            ZooKeeper zk = session(client);
            woken.drainPermits();
            long token = bind(zk);
            if (token != 0) {
                return token;
            }
            if (!zk.getChildren(folder(day), event -> woken.release()).isEmpty() && dayEndsBeforeAWatch(client)) {
                return 0;
            }
        }
        throw new InterruptedException("the client was asked to stop while it waited");
    }

    /** Sleeps until a watch or an end of the session wakes us, or until the day is over: which of them. */
    private boolean dayEndsBeforeAWatch(ClientContext client) throws InterruptedException {
        while (client.running() && !expired && !woken.tryAcquire(100, TimeUnit.MILLISECONDS)) {
            if (!today().equals(day)) {
                return true;
            }
        }
        return false;
    }

    /** The token if the binding is this session's now, 0 if it is another's. */
    protected final long bind(ZooKeeper zk) throws KeeperException, InterruptedException {
        Stat stat = new Stat();
        try {
            zk.create(folder(day) + "/binding", new byte[0], client().acl(), createMode(), stat);
            return stat.getCzxid();
        } catch (KeeperException.NodeExistsException e) {
            return ours(zk);
        } catch (KeeperException.NoNodeException e) {
            makeDay(zk);
            return 0;
        }
    }

    protected CreateMode createMode() {
        return CreateMode.EPHEMERAL;
    }

    /** Where the binding of a day is. */
    protected String folder(String ofDay) {
        return ofDay;
    }

    /** The token of a binding of this session's own, made by a create whose answer was lost; 0 if it is another's. */
    private long ours(ZooKeeper zk) throws KeeperException, InterruptedException {
        Stat there = zk.exists(folder(day) + "/binding", false);
        return there != null && there.getEphemeralOwner() == zk.getSessionId() ? there.getCzxid() : 0;
    }

    private void makeDay(ZooKeeper zk) throws KeeperException, InterruptedException {
        StringBuilder path = new StringBuilder();
        for (String part : folder(day).substring(1).split("/", -1)) {
            path.append('/').append(part);
            try {
                zk.create(path.toString(), new byte[0], client().acl(), CreateMode.PERSISTENT);
            } catch (KeeperException.NodeExistsException e) {
                // Another client was faster.
            }
        }
    }

    private void become(long token) {
        doubted = false;
        master = true;
        recorder().believes(day, token);
        if (!connected) {
            doubt("disconnected when it was elected");
        }
    }

    private void serve(ClientContext client, long token) throws InterruptedException, KeeperException, IOException {
        long end = endOfTerm(client);
        while (client.running() && servesOn(today().equals(day)) && System.nanoTime() - end < 0) {
            client.pause(Duration.ofMillis(10));
            if (doubted) {
                if (!regained(client, token)) {
                    return;
                }
                end = endOfTerm(client);
            }
        }
    }

    /** Looked at again and again while it is the master: whether it may be so still, as far as the day goes. */
    protected boolean servesOn(boolean sameDay) throws KeeperException, InterruptedException, IOException {
        return sameDay;
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
        recorder().invoke(day, LockInput.Release.EXCLUSIVE).ok("doubted");
        Recorder.Op acquire = recorder().invoke(day, LockInput.Acquire.EXCLUSIVE);
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
            VersionDifferences.sync(zk, day, Duration.ofMillis(client.spec().sessionTimeoutMillis()));
            return ours(zk) == token;
        } catch (KeeperException.ConnectionLossException | KeeperException.SessionExpiredException e) {
            return false;
        }
    }

    /** Resigns: at the end of the day it leaves that day's election, at the end of its term its session. */
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

    /** Takes its binding off a day that is over; if the answer is lost, the binding goes with the session. */
    protected void leaveDay(ZooKeeper zk) throws KeeperException, InterruptedException {
        try {
            zk.delete(folder(day) + "/binding", -1);
        } catch (KeeperException.NoNodeException e) {
            // It went with an earlier session.
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

    /** Whether the session has ended, as its watcher was told. */
    protected final boolean expired() {
        return expired;
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
            throw new IllegalStateException("not driven yet");
        }
        return client;
    }

    private String today() {
        Calendar clock = calendar;
        if (clock == null) {
            throw new IllegalStateException("not driven yet");
        }
        return clock.today();
    }
}
