package dev.stampede.workloads.scenario.membership;

import dev.stampede.checker.history.data.GroupInput;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.history.data.ZnodeInput.ReadKind;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.scenario.Deadline;
import dev.stampede.workloads.scenario.RandomTimes;
import dev.stampede.workloads.scenario.ZnodeStates;
import java.time.Duration;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/**
 * Lets one client join a group, change its data and leave the group again and again, in one life of the client. The
 * client also reads its own znode from time to time, but only for the check {@code membership}. Used by the client's
 * thread.
 */
final class Participation {
    private static final Duration BETWEEN_CHANGES = Duration.ofMillis(150);
    private static final Duration AFTER_FAILURE = Duration.ofMillis(200);
    private static final Duration BETWEEN_READS = Duration.ofMillis(400);

    private final ClientContext context;
    private final GroupClient client;
    private final Membership membership;
    private final RecordedView view;
    private final String path;
    private final String prefix;
    private boolean joined;
    private int written;
    private int changesLeft;
    private long nextTurn;
    private long nextUpdate;
    private long nextRead;

    /** @param prefix the beginning of its data, which no other life of any client has */
    Participation(ClientContext context, GroupClient client, String group, String id, String prefix) throws Exception {
        this.context = context;
        this.client = client;
        this.membership = client.membership(group, id);
        this.view = new RecordedView(context.recorder(), group);
        this.path = group + "/" + id;
        this.prefix = prefix;
        this.nextTurn =
                Deadline.in(RandomTimes.aroundMean(context, "away.millis").dividedBy(4));
    }

    void step() throws Exception {
        ZooKeeper zk = client.connected();
        if (joined && Deadline.reached(nextUpdate) && (zk != null || membership.setsDataInBackground())) {
            change();
        } else if (client.ready() && Deadline.reached(nextTurn)) {
            turn();
        } else if (zk != null && joined && Deadline.reached(nextRead)) {
            nextRead = Deadline.in(BETWEEN_READS);
            read(zk);
        }
        membership.observe(view);
    }

    /** Joins or leaves. */
    private void turn() throws Exception {
        nextTurn = Deadline.in(AFTER_FAILURE);
        if (joined) {
            if (attempt(new GroupInput.Leave(), membership::leave)) {
                joined = false;
                nextTurn = Deadline.in(RandomTimes.aroundMean(context, "away.millis"));
            }
            return;
        }
        String data = data();
        Recorder.Op op = context.recorder().invoke(path, new GroupInput.Join(data));
        try {
            membership.join(data);
            op.ok();
            nextTurn = Deadline.in(RandomTimes.logUniform(context, "stay.least.millis", "stay.most.millis"));
            joined = true;
        } catch (KeeperException.NodeExistsException e) {
            op.failed(e.toString()); // The znode of its last life still exists.
        } catch (InterruptedException e) {
            op.interrupted();
            throw e;
        } catch (Exception e) {
            op.indeterminate(e.toString());
            joined = true; // It may have joined, so it leaves soon.
        }
        changesLeft = burst();
        nextUpdate = Deadline.in(RandomTimes.aroundMean(context, "update.millis"));
    }

    private int burst() {
        return Integer.parseInt(context.spec().setting("burst"));
    }

    private void change() throws Exception {
        changesLeft--;
        nextUpdate = Deadline.in(changesLeft > 0 ? BETWEEN_CHANGES : RandomTimes.aroundMean(context, "update.millis"));
        changesLeft = changesLeft > 0 ? changesLeft : burst();
        String data = data();
        attempt(new GroupInput.SetMemberData(data), () -> membership.setData(data));
    }

    private interface Call {
        void run() throws Exception;
    }

    /** Executes and records a call; after an exception it is unknown whether it took effect. */
    private boolean attempt(OperationInput input, Call call) throws InterruptedException {
        Recorder.Op op = context.recorder().invoke(path, input);
        try {
            call.run();
            op.ok();
            return true;
        } catch (InterruptedException e) {
            op.interrupted();
            throw e;
        } catch (Exception e) {
            op.indeterminate(e.toString());
            return false;
        }
    }

    private void read(ZooKeeper zk) throws InterruptedException {
        Recorder.Op op = context.recorder().invoke(path, new ZnodeInput.Read(ReadKind.GET));
        Stat stat = new Stat();
        try {
            byte[] data = zk.getData(path, false, stat);
            op.ok(new OperationOutput.Shown(ZnodeStates.of(data, stat)));
        } catch (KeeperException.NoNodeException e) {
            op.ok(new OperationOutput.Shown(null));
        } catch (KeeperException e) {
            op.threw(e);
        } catch (InterruptedException e) {
            op.interrupted();
            throw e;
        }
    }

    private String data() {
        return prefix + "." + written++;
    }
}
