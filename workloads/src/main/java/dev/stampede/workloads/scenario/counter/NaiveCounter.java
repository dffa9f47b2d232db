package dev.stampede.workloads.scenario.counter;

import dev.stampede.checker.history.data.CounterInput;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.RawSession;
import java.nio.charset.StandardCharsets;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/**
 * A correct counter in raw calls. It reads the count and its version, and sets the next count if the version has not
 * changed; otherwise it begins again. It does not repeat an increment whose reply was lost, because the increment may
 * have been counted.
 *
 * <p>Each mutant overrides one step.
 */
public class NaiveCounter extends DrivenCounter {
    private final RawSession session;

    public NaiveCounter(ClientContext context, RawSession session, String path) {
        super(context, path);
        this.session = session;
    }

    /** A count and its version, as a member returned them; 0 if the znode does not exist. */
    public record Known(long count, int version, boolean exists) {}

    @Override
    protected void increment() throws Exception {
        record(new CounterInput.Increment(), () -> counted(add()));
    }

    /** Adds one, and returns the count afterwards. */
    protected long add() throws Exception {
        while (context().running()) {
            ZooKeeper zk = session.await();
            Known known = known(zk);
            try {
                write(zk, known);
                return known.count() + 1;
            } catch (KeeperException.NoNodeException e) {
                if (!known.exists()) {
                    RawSession.createPath(
                            zk,
                            path().substring(0, path().lastIndexOf('/')),
                            context().acl());
                }
            } catch (KeeperException.BadVersionException | KeeperException.NodeExistsException e) {
                refused(zk);
            }
        }
        throw new InterruptedException("the client was asked to stop before its increment succeeded");
    }

    /** Reads the count. */
    protected Known known(ZooKeeper zk) throws KeeperException, InterruptedException {
        Stat stat = new Stat();
        try {
            byte[] data = zk.getData(path(), false, stat);
            return new Known(Long.parseLong(new String(data, StandardCharsets.UTF_8)), stat.getVersion(), true);
        } catch (KeeperException.NoNodeException e) {
            return new Known(0, 0, false);
        }
    }

    /** Writes the next count, if the znode has not changed. */
    protected void write(ZooKeeper zk, Known known) throws KeeperException, InterruptedException {
        byte[] data = Long.toString(known.count() + 1).getBytes(StandardCharsets.UTF_8);
        if (known.exists()) {
            zk.setData(path(), data, version(known));
        } else {
            zk.create(path(), data, context().acl(), CreateMode.PERSISTENT);
        }
    }

    /** The version that the znode must have for the set to succeed. */
    protected int version(Known known) {
        return known.version();
    }

    /** Called after another client was faster. */
    protected void refused(ZooKeeper zk) throws KeeperException, InterruptedException {}

    @Override
    protected long count() throws Exception {
        return known(session.await()).count();
    }

    /** The session of the client. */
    protected final RawSession session() {
        return session;
    }
}
