package dev.stampede.workloads.scenario.balancing;

import dev.stampede.checker.history.data.BackendInput;
import dev.stampede.checker.history.data.NameInput;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.scenario.RawSession;
import java.nio.charset.StandardCharsets;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/**
 * Correctly registers a backend as an ephemeral znode with its address. In a new session it registers again, after the
 * znode of the previous session has disappeared. After a lost answer it reads the znode, and it checks from time to
 * time that the znode still exists.
 *
 * <p>Not thread-safe. Each mutant overrides one step.
 */
public class NaiveRegistrar implements Registrar {
    private static final int CHECK_EVERY = 4;

    private final ClientContext context;
    private final RawSession session;
    private int registeredSession;
    private String written = "";
    private int calls;

    public NaiveRegistrar(ClientContext context) {
        this.context = context;
        this.session = new RawSession(context, event -> {});
    }

    @Override
    public final void keep(String path, String address) throws Exception {
        ZooKeeper zk = session.connectedNow();
        if (zk == null) {
            return;
        }
        int now = session.number();
        try {
            if (registeredSession != now && wanted(registeredSession)) {
                register(zk, path, address);
                registeredSession = now;
            } else if (registeredSession == now && !written.equals(address)) {
                update(zk, path, address);
            } else if (calls++ % CHECK_EVERY == 0 && zk.exists(path, false) == null) {
                registeredSession = registeredSession == now ? 0 : registeredSession;
            }
        } catch (KeeperException e) {
            // The outcome is unknown; the next call tries again.
        }
    }

    /** Whether to register in a new session. {@code before} is the session of the last registration; 0 for none. */
    protected boolean wanted(int before) {
        return true;
    }

    private void register(ZooKeeper zk, String path, String address) throws Exception {
        Recorder.Op op = context.recorder().invoke(path, new NameInput.Register(address));
        try {
            create(zk, path, address.getBytes(StandardCharsets.UTF_8));
            written = address;
            op.ok();
        } catch (KeeperException e) {
            op.threw(e);
            throw e;
        } catch (InterruptedException e) {
            op.interrupted();
            throw e;
        }
    }

    /**
     * Creates the znode. An existing znode belongs to this session, or to a previous session that has not ended yet.
     */
    protected void create(ZooKeeper zk, String path, byte[] address) throws KeeperException, InterruptedException {
        try {
            zk.create(path, address, context.acl(), CreateMode.EPHEMERAL);
        } catch (KeeperException.NodeExistsException e) {
            Stat there = zk.exists(path, false);
            if (there == null || there.getEphemeralOwner() != zk.getSessionId()) {
                throw e;
            }
            zk.setData(path, address, -1);
        }
    }

    private void update(ZooKeeper zk, String path, String address) throws KeeperException, InterruptedException {
        Recorder.Op op = context.recorder().invoke(path, new BackendInput.Update(address));
        try {
            zk.setData(path, address.getBytes(StandardCharsets.UTF_8), -1);
            written = address;
            op.ok();
        } catch (KeeperException e) {
            registeredSession = e.code() == KeeperException.Code.NONODE ? 0 : registeredSession;
            op.threw(e);
            throw e;
        } catch (InterruptedException e) {
            op.interrupted();
            throw e;
        }
    }

    @Override
    public final void stop() throws InterruptedException {
        session.close();
        registeredSession = 0;
        written = "";
    }
}
