package dev.stampede.nemesis.plan;

import dev.stampede.nemesis.fault.ClientTarget;
import dev.stampede.nemesis.link.EndPoint;
import dev.stampede.nemesis.link.Links;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalLong;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;

/**
 * A client with links of its own, a session that is replaced when it has expired, and a process in place of a worker
 * JVM.
 */
final class RealClient implements ClientTarget {
    private final int number;
    private final Links links;
    private final String connectString;
    private ZooKeeper handle;
    private Process worker;
    private KeeperState state = KeeperState.Disconnected;

    RealClient(int number, Links links) {
        this.number = number;
        this.links = links;
        this.connectString = links.open(new EndPoint.Client(number));
        open();
        reopenWorker();
    }

    private synchronized void open() {
        try {
            handle = new ZooKeeper(connectString, 3_000, this::seen);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void seen(WatchedEvent event) {
        state = event.getState();
        if (state == KeeperState.Expired) {
            open();
        }
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public synchronized Session session() {
        return new Session(
                handle.getSessionId(),
                handle.getSessionPasswd(),
                handle.getSessionTimeout(),
                links.memberAt(address(handle.toString())).orElse(0),
                state == KeeperState.SyncConnected);
    }

    synchronized ZooKeeper handle() {
        return handle;
    }

    /** The address is only in the text of the handle: {@code remoteserver:localhost/127.0.0.1:2181}. */
    private static String address(String text) {
        String server = text.replaceAll("(?s).*remoteserver:([^ ]*) .*", "$1");
        return server.substring(server.lastIndexOf('/') + 1);
    }

    @Override
    public boolean holds() {
        return false;
    }

    @Override
    public synchronized void fakeExpiry() {
        handle.getTestable().injectSessionExpiration();
    }

    @Override
    public synchronized OptionalLong workerProcess() {
        return OptionalLong.of(worker.pid());
    }

    @Override
    public synchronized void reopenWorker() {
        try {
            worker = new ProcessBuilder("sleep", "300").start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void close() throws InterruptedException {
        worker.destroyForcibly().waitFor();
        handle.close();
    }
}
