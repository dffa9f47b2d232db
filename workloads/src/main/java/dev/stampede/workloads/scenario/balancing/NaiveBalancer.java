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
 * Lists the children and reads the address of each, with watches on both; reads all anew on every event and in every new
 * session; and uses no list of a session that has ended.
 *
 * <p>While it is disconnected it uses the last list that it has read. Settings: {@code think.millis} (the mean of a uniform
 * draw from half of it to one and a half, between two requests). For one thread, but for the watcher's. Mutants override
 * one step each.
 */
public class NaiveBalancer implements Balancer, Watcher {
    private final ClientContext context;
    private final RawSession session;
    private final Dispatcher dispatcher;
    private final String root;
    private volatile boolean changed;
    private int listedIn;

    public NaiveBalancer(ClientContext context, BalancingPolicy chooser) {
        this.context = context;
        this.session = new RawSession(context, event -> {});
        this.dispatcher = new Dispatcher(context, chooser);
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

    /** The session has ended, and with it the watches: the list is worth nothing. */
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

    /** The addresses by path, with watches on everything that was read. */
    protected Map<String, String> read(ZooKeeper zk, Map<String, String> before)
            throws KeeperException, InterruptedException {
        Map<String, String> addresses = new TreeMap<>();
        for (String child : zk.getChildren(root, watcher())) {
            String path = root + "/" + child;
            try {
                addresses.put(path, address(zk, path, before.get(path)));
            } catch (KeeperException.NoNodeException e) {
                // Gone meanwhile: the watch on the children tells.
            }
        }
        return addresses;
    }

    /** The watcher of changes; null for none. */
    protected @Nullable Watcher watcher() {
        return this;
    }

    /** The address of a backend, which was known by another one before. */
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
