package dev.stampede.workloads.scenario.watches;

import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.WatchInput;
import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.scenario.Deadline;
import dev.stampede.workloads.scenario.RandomTimes;
import java.time.Duration;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one TTL znode after another: creates it, sets its data several times before each TTL passes, and lets go of it
 * some time later: it no longer changes the znode, so that the server removes it. Sometimes it creates a child of the
 * znode before it lets go: then the server removes the znode only after the child was deleted. Each znode has a name of
 * its own. Used by the client's thread. The mutant overrides one step.
 */
public class TtlKeeper {
    private static final Duration AFTER_FAILURE = Duration.ofMillis(200);
    private static final int CHANGES_IN_TTL = 4;
    private static final int WITH_CHILD_PERCENT = 30;
    private static final byte[] DATA = {'t'};

    private enum State {
        NOTHING,
        KEPT,
        WITH_CHILD,
        UNSUPPORTED
    }

    private final ClientContext context;
    private final String root;
    private final Duration ttl;
    private State state = State.NOTHING;
    private String path = "";
    private int names;
    private long nextChange = System.nanoTime();
    private long nextState = System.nanoTime();

    /** @param root the parent of the TTL znodes, which exists */
    public TtlKeeper(ClientContext context, String root) {
        this.context = context;
        this.root = root;
        this.ttl = Duration.ofMillis(Long.parseLong(context.spec().setting("ttl.millis")));
    }

    /** Does what is due. */
    final void step(ZooKeeper zk) throws InterruptedException {
        boolean due = Deadline.reached(nextState);
        if (state == State.NOTHING && due) {
            create(zk);
        } else if (state == State.KEPT && due) {
            letGo(zk);
        } else if (state == State.KEPT && Deadline.reached(nextChange)) {
            change(zk);
        } else if (state == State.WITH_CHILD && due) {
            deleteChild(zk);
        }
    }

    private void create(ZooKeeper zk) throws InterruptedException {
        path = root + "/" + context.spec().uniqueName() + "." + names++;
        nextState = Deadline.in(AFTER_FAILURE);
        Recorder.Op op = context.recorder().invoke(path, new WatchInput.CreateTtl(ttl.toMillis()));
        try {
            zk.create(path, DATA, context.acl(), CreateMode.PERSISTENT_WITH_TTL, new Stat(), ttl.toMillis());
            op.ok();
            state = State.KEPT;
            nextState = Deadline.in(RandomTimes.logUniform(context, "keep.least.millis", "keep.most.millis"));
            nextChange = Deadline.in(ttl.dividedBy(CHANGES_IN_TTL));
        } catch (KeeperException.UnimplementedException e) {
            op.threw(e);
            state = State.UNSUPPORTED;
            context.recorder().note("the members have no TTL znodes: extendedTypesEnabled is not set");
        } catch (KeeperException e) {
            op.threw(e); // If it took effect, the server removes it after its TTL.
        } catch (InterruptedException e) {
            op.interrupted();
            throw e;
        }
    }

    private void change(ZooKeeper zk) throws InterruptedException {
        nextChange = Deadline.in(ttl.dividedBy(CHANGES_IN_TTL));
        try {
            keep(zk, path);
        } catch (KeeperException.NoNodeException e) {
            end(); // The client was disconnected for too long.
        } catch (KeeperException e) {
            nextChange = System.nanoTime();
        }
    }

    /** Changes the znode before its TTL passes, so that the TTL starts again. */
    protected void keep(ZooKeeper zk, String znode) throws KeeperException, InterruptedException {
        Recorder.Op op = context.recorder().invoke(znode, new ZnodeInput.SetData("t", -1));
        try {
            op.ok(new OperationOutput.WholeNumber(zk.setData(znode, DATA, -1).getVersion()));
        } catch (KeeperException e) {
            op.threw(e);
            throw e;
        } catch (InterruptedException e) {
            op.interrupted();
            throw e;
        }
    }

    private void letGo(ZooKeeper zk) throws InterruptedException {
        boolean withChild = context.random().nextInt(100) < WITH_CHILD_PERCENT;
        if (withChild && createChild(zk) == null) {
            context.recorder().invoke(path, new WatchInput.LetGo()).ok();
            state = State.WITH_CHILD;
            nextState = Deadline.in(ttl.multipliedBy(2));
        } else {
            end();
        }
    }

    private @Nullable KeeperException createChild(ZooKeeper zk) throws InterruptedException {
        return write(
                path + "/child",
                new ZnodeInput.Create("t"),
                child -> zk.create(child, DATA, context.acl(), CreateMode.PERSISTENT));
    }

    private void deleteChild(ZooKeeper zk) throws InterruptedException {
        KeeperException failure = write(path + "/child", new ZnodeInput.Delete(-1), child -> zk.delete(child, -1));
        if (failure == null || failure instanceof KeeperException.NoNodeException) {
            pause();
        } else {
            nextState = Deadline.in(AFTER_FAILURE);
        }
    }

    private void end() {
        context.recorder().invoke(path, new WatchInput.LetGo()).ok();
        pause();
    }

    private void pause() {
        state = State.NOTHING;
        nextState = Deadline.in(RandomTimes.aroundMean(context, "away.millis"));
    }

    /** Records that the client no longer keeps its znode, because its process ends. */
    final void close() {
        if (state == State.KEPT) {
            context.recorder().invoke(path, new WatchInput.LetGo()).ok();
        }
        state = State.NOTHING;
    }

    private interface Write {
        void to(String child) throws KeeperException, InterruptedException;
    }

    /** Executes and records a write. Returns the exception that it threw, null if it was acknowledged. */
    private @Nullable KeeperException write(String child, ZnodeInput input, Write write) throws InterruptedException {
        Recorder.Op op = context.recorder().invoke(child, input);
        try {
            write.to(child);
            op.ok();
            return null;
        } catch (KeeperException e) {
            op.threw(e);
            return e;
        } catch (InterruptedException e) {
            op.interrupted();
            throw e;
        }
    }
}
