package dev.stampede.workloads.scenario.balancing;

import dev.stampede.checker.history.data.BackendInput;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.scenario.ChildrenReader;
import dev.stampede.workloads.scenario.RandomTimes;
import dev.stampede.workloads.scenario.RawSession;
import java.util.Map;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;

/**
 * Lists the children and reads the address of each, with watches on both. It reads everything again after every event
 * and in every new session. It does not use the list of a session that has ended.
 *
 * <p>While it is disconnected it uses its last list. Setting: {@code think.millis} (the mean time between two requests,
 * drawn uniformly from 0.5 to 1.5 times the mean). Used by one thread, besides the event thread. Each mutant overrides
 * one step.
 */
public class NaiveBalancer extends ChildrenReader implements Balancer {
    private final ClientContext context;
    private final RawSession session;
    private final Dispatcher dispatcher;
    private final String root;
    private int listedSession;

    public NaiveBalancer(ClientContext context, BalancingPolicy policy) {
        super(context.spec().setting("key"));
        this.context = context;
        this.session = new RawSession(context, event -> {});
        this.dispatcher = new Dispatcher(context, policy);
        this.root = context.spec().setting("key");
    }

    @Override
    public final void run() throws Exception {
        while (context.running()) {
            refreshIfChanged();
            dispatcher.dispatch();
            context.pause(RandomTimes.aroundMean(context, "think.millis"));
        }
    }

    private void refreshIfChanged() throws Exception {
        if (session.expired() && listedSession != 0) {
            lost();
        }
        ZooKeeper zk = session.connectedNow();
        if (zk != null && (takeChanged() || listedSession == 0)) {
            refresh(zk);
        }
    }

    /** Called when the session has ended: its watches no longer exist, so the list is discarded. */
    protected void lost() {
        listedSession = 0;
        dispatcher.adopt(context.recorder().invoke(root, new BackendInput.ListBackends()), Map.of());
    }

    private void refresh(ZooKeeper zk) throws InterruptedException {
        Recorder.Op op = context.recorder().invoke(root, new BackendInput.ListBackends());
        try {
            Map<String, String> addresses = read(zk, dispatcher.list());
            dispatcher.adopt(op, addresses);
            listedSession = session.number();
        } catch (KeeperException e) {
            setChanged();
            op.threw(e);
        } catch (InterruptedException e) {
            op.failed("interrupted");
            throw e;
        }
    }
}
