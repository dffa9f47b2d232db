package dev.stampede.workloads.scenario.election.mutants;

import dev.stampede.checker.history.data.LockInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.client.Recorder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * A latch that trusts a stale znode. After its session has ended, it looks for its participant's znode by name and
 * finds the znode of the old session, which the servers have not expired yet. It continues to lead and never checks
 * again.
 *
 * <p>Settings: {@code key}, {@code tenure.millis}.
 */
public final class StaleLatch implements ClientDriver, Watcher {
    private volatile boolean connected;
    private volatile boolean expired;
    private long token;
    private @Nullable ZooKeeper zooKeeper;

    @Override
    public void drive(ClientContext context) throws Exception {
        while (context.running()) {
            try {
                participate(context);
            } catch (KeeperException e) {
                context.pause(Duration.ofMillis(50));
            }
        }
    }

    private void participate(ClientContext context) throws Exception {
        int mean = Integer.parseInt(context.spec().setting("tenure.millis"));
        ZooKeeper zk = session(context);
        String key = context.spec().setting("key");
        String ownNode = participant(context, zk, key);
        boolean leads = false;
        long end = Long.MAX_VALUE;
        while (context.running() && !(leads && System.nanoTime() - end > 0)) {
            if (connected && !leads && isFirst(zk, key, ownNode)) {
                leads = true;
                end = System.nanoTime()
                        + Duration.ofMillis(mean + context.random().nextInt(mean + 1))
                                .toNanos();
            }
            sample(context, key, leads && connected);
            context.pause(Duration.ofMillis(20));
            if (expired) {
                return;
            }
        }
        zk.delete(key + "/" + ownNode, -1);
    }

    private void sample(ClientContext context, String key, boolean leads) {
        Recorder.Op sample = context.recorder().invoke(key, new LockInput.SampleLeadership());
        sample.ok(new OperationOutput.Leadership(leads), leads ? token : 0);
    }

    /** The mistake: a znode with this name may belong to the previous session. */
    private String participant(ClientContext context, ZooKeeper zk, String key)
            throws KeeperException, InterruptedException {
        String name = "participant-" + context.spec().number() + "-";
        Optional<String> there = zk.getChildren(key, false).stream()
                .filter(child -> child.startsWith(name))
                .findFirst();
        if (there.isPresent()) {
            Stat stat = zk.exists(key + "/" + there.get(), false);
            token = stat == null ? 0 : stat.getCzxid();
            return there.get();
        }
        Stat stat = new Stat();
        String path = zk.create(key + "/" + name, new byte[0], context.acl(), CreateMode.EPHEMERAL_SEQUENTIAL, stat);
        token = stat.getCzxid();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static boolean isFirst(ZooKeeper zk, String key, String ownNode)
            throws KeeperException, InterruptedException {
        List<String> children = zk.getChildren(key, false);
        return children.stream().allMatch(child -> sequence(child) >= sequence(ownNode));
    }

    private static int sequence(String child) {
        return Integer.parseInt(child.substring(child.lastIndexOf('-') + 1));
    }

    private ZooKeeper session(ClientContext context) throws Exception {
        ZooKeeper zk = zooKeeper;
        if (zk == null || expired) {
            expired = false;
            connected = false;
            zk = context.connect(this);
            zooKeeper = zk;
        }
        while (context.running() && !connected) {
            context.pause(Duration.ofMillis(10));
        }
        return zk;
    }

    @Override
    public void process(WatchedEvent event) {
        connected = event.getState() == Event.KeeperState.SyncConnected
                || event.getState() == Event.KeeperState.SaslAuthenticated;
        if (event.getState() == Event.KeeperState.Expired) {
            expired = true;
        }
    }
}
