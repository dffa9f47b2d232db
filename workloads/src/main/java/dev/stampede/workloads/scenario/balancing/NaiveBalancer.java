package dev.stampede.workloads.scenario.balancing;

import dev.stampede.checker.history.data.BackendInput;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.scenario.RawSession;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/**
 * Lists the children and reads the address of each, with watches on both. It reads everything again after every event
 * and in every new session. It does not use the list of a session that has ended.
 *
 * <p>While it is disconnected it uses its last list. Setting: {@code think.millis} (the mean time between two requests,
 * drawn uniformly from 0.5 to 1.5 times the mean). Used by one thread, besides the event thread. Each mutant overrides
 * one step.
 */
public class NaiveBalancer implements Balancer, Watcher {
    private final ClientContext context;
    private final RawSession session;
    private final Dispatcher dispatcher;
    private final String root;
    private volatile boolean changed;
    private int listedIn;

    public NaiveBalancer(ClientContext context, BalancingPolicy policy) {
        this.context = context;
        this.session = new RawSession(context, event -> {});
        this.dispatcher = new Dispatcher(context, policy);
        this.root = context.spec().setting("key");
    }

    @Override
    public final void run() throws Exception {
        int think = Integer.parseInt(context.spec().setting("think.millis"));
        while (context.running()) {
            follow();
            dispatcher.dispatch();
            context.pause(Duration.ofMillis(think / 2 + context.random().nextInt(think + 1)));
        }
    }

    private void follow() throws Exception {
        if (session.expired() && listedIn != 0) {
            lost();
        }
        ZooKeeper zk = session.connectedNow();
        if (zk != null && (changed || listedIn == 0)) {
            changed = false;
            refresh(zk);
        }
    }

    /** Called when the session has ended: its watches no longer exist, so the list is discarded. */
    protected void lost() {
        listedIn = 0;
        dispatcher.adopt(context.recorder().invoke(root, new BackendInput.ListBackends()), Map.of());
    }

    private void refresh(ZooKeeper zk) throws InterruptedException {
        Recorder.Op op = context.recorder().invoke(root, new BackendInput.ListBackends());
        try {
            Map<String, String> addresses = read(zk, dispatcher.list());
            dispatcher.adopt(op, addresses);
            listedIn = session.number();
        } catch (KeeperException e) {
            changed = true;
            op.threw(e);
        } catch (InterruptedException e) {
            op.failed("interrupted");
            throw e;
        }
    }

    /** Reads the addresses by path, and sets watches with every read. */
    protected Map<String, String> read(ZooKeeper zk, Map<String, String> before)
            throws KeeperException, InterruptedException {
        Map<String, String> addresses = new TreeMap<>();
        for (String child : zk.getChildren(root, watcher())) {
            String path = root + "/" + child;
            try {
                addresses.put(path, address(zk, path, before.get(path)));
            } catch (KeeperException.NoNodeException e) {
                // It was deleted meanwhile; the watch on the children fires.
            }
        }
        return addresses;
    }

    /** The watcher for the next reads; null for none. */
    protected @Nullable Watcher watcher() {
        return this;
    }

    /** Reads the address of a backend; {@code before} is its previous address. */
    protected String address(ZooKeeper zk, String path, @Nullable String before)
            throws KeeperException, InterruptedException {
        return new String(zk.getData(path, watcher(), null), StandardCharsets.UTF_8);
    }

    @Override
    public final void process(WatchedEvent event) {
        if (event.getType() != Event.EventType.None) {
            changed = true;
        }
    }
}
