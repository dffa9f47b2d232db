package dev.stampede.workloads.scenario.queue;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.RawSession;
import dev.stampede.workloads.scenario.SessionMarker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/**
 * A correct implementation of queues in raw calls. Items are sequential znodes; take reads the znode with the smallest
 * number and deletes it.
 *
 * <p>A delete with a lost answer may have taken effect, and then its item belongs to this client. The missing znode
 * does not show this, because another client may have deleted it. Therefore the transaction that deletes an item also
 * writes its path into the client's receipt. After a lost answer the client ensures that no earlier request can still
 * take effect, and reads its receipt.
 *
 * <p>A create with a lost answer is not repeated, because it may have taken effect.
 *
 * <p>Not thread-safe. Each mutant overrides one step.
 */
public class NaiveQueue implements PullQueueDriver.PulledQueues {
    private static final String CLIENTS = "/queue-clients";
    private static final String RECEIPTS = "/queue-receipts";
    private static final String ITEM = "item-";
    private static final Duration POLL = Duration.ofMillis(20);

    private final ClientContext context;
    private final RawSession session;
    private final SessionMarker marker;
    private final String receipt;
    private final Set<String> existing = new HashSet<>();
    private int prepared;

    public NaiveQueue(ClientContext context) {
        this.context = context;
        this.session = new RawSession(context, event -> {});
        this.marker = new SessionMarker(context, session, CLIENTS);
        this.receipt = RECEIPTS + "/client-" + context.spec().number();
    }

    /** Waits until a session is connected and the previous session has certainly ended. */
    private ZooKeeper ready(String key) throws Exception {
        ZooKeeper zk = marker.await();
        if (prepared != session.number()) {
            int now = session.number();
            RawSession.createPath(zk, receipt, context.acl());
            existing.clear();
            prepared = now;
        }
        if (!existing.contains(key)) {
            RawSession.createPath(zk, key, context.acl());
            existing.add(key);
        }
        return zk;
    }

    @Override
    public void put(String key, String item) throws Exception {
        create(ready(key), key, item);
    }

    /** Creates the znode of an item. */
    protected void create(ZooKeeper zk, String key, String item) throws Exception {
        zk.create(
                key + "/" + prefix(),
                item.getBytes(StandardCharsets.UTF_8),
                context.acl(),
                CreateMode.PERSISTENT_SEQUENTIAL);
    }

    /** The name of an item's znode, without its number. */
    protected String prefix() {
        return ITEM;
    }

    @Override
    public @Nullable String take(String key, Duration atMost) throws Exception {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (context.running()) {
            ZooKeeper zk = ready(key);
            CountDownLatch changed = new CountDownLatch(1);
            for (String name : sorted(list(zk, key, new Wakes(changed)))) {
                String item = takeOne(zk, key, key + "/" + name);
                if (item != null) {
                    return item;
                }
            }
            if (!await(changed, deadline)) {
                return null;
            }
        }
        return null;
    }

    /** Lists the znodes of a queue, and sets a watch on its children. */
    protected List<String> list(ZooKeeper zk, String key, Watcher watcher) throws Exception {
        return zk.getChildren(key, watcher);
    }

    /** Sorts names by their numbers. */
    protected List<String> sorted(List<String> names) {
        List<String> sorted = new ArrayList<>(names);
        sorted.sort(Comparator.comparing(name -> name.substring(name.lastIndexOf('-') + 1)));
        return sorted;
    }

    /** Waits until the watch fires. Returns false if the deadline passes first. */
    private boolean await(CountDownLatch changed, long deadline) throws InterruptedException {
        while (context.running() && System.nanoTime() - deadline < 0) {
            if (changed.await(POLL.toNanos(), TimeUnit.NANOSECONDS)) {
                return true;
            }
        }
        return false;
    }

    private @Nullable String takeOne(ZooKeeper zk, String key, String path) throws Exception {
        String item;
        try {
            item = new String(zk.getData(path, false, null), StandardCharsets.UTF_8);
        } catch (KeeperException.NoNodeException e) {
            return null;
        }
        return remove(zk, key, path) ? item : null;
    }

    /** Removes an item. Returns false if another client removed it. */
    protected boolean remove(ZooKeeper zk, String key, String path) throws Exception {
        try {
            delete(zk, path);
            return true;
        } catch (KeeperException.NoNodeException e) {
            return false;
        } catch (KeeperException e) {
            return removed(key, path);
        }
    }

    /** Deletes the znode of an item, and writes the receipt. */
    protected final void delete(ZooKeeper zk, String path) throws KeeperException, InterruptedException {
        zk.multi(List.of(Op.delete(path, -1), Op.setData(receipt, path.getBytes(StandardCharsets.UTF_8), -1)));
    }

    /** Whether a delete with a lost answer took effect. */
    private boolean removed(String key, String path) throws Exception {
        while (context.running()) {
            try {
                ZooKeeper zk = ready(key);
                marker.write(zk);
                byte[] last = zk.getData(receipt, false, null);
                return path.equals(new String(last, StandardCharsets.UTF_8));
            } catch (KeeperException e) {
                context.pause(POLL);
            }
        }
        throw new InterruptedException("the client was asked to stop before it knew whether it had removed " + path);
    }

    @Override
    public void close() throws InterruptedException {
        session.close();
    }

    /** Counts down on each event. */
    private record Wakes(CountDownLatch changed) implements Watcher {
        @Override
        public void process(WatchedEvent event) {
            changed.countDown();
        }
    }
}
