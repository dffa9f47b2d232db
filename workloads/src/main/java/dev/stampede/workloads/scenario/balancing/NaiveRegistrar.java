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
 * Registers a backend as an ephemeral znode with its address, done right: in each new session anew, and once the znode of
 * the session before is gone; after a lost answer it looks again; and it looks now and then whether it is still there.
 *
 * <p>For one thread. Mutants override one step each.
 */
public class NaiveRegistrar implements Registrar {
    private static final int LOOK_EVERY = 4;

    private final ClientContext context;
    private final RawSession session;
    private int registeredIn;
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
            if (registeredIn != now && wanted(registeredIn)) {
                register(zk, path, address);
                registeredIn = now;
            } else if (registeredIn == now && !written.equals(address)) {
                update(zk, path, address);
            } else if (calls++ % LOOK_EVERY == 0 && zk.exists(path, false) == null) {
                registeredIn = registeredIn == now ? 0 : registeredIn;
            }
        } catch (KeeperException e) {
            // Nobody knows what came of it: the next call tries again.
        }
    }

    /** Whether to register in a new session. */
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

    /** Creates the znode; one of that name is this session's own, or one that has not ended yet. */
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
            registeredIn = e.code() == KeeperException.Code.NONODE ? 0 : registeredIn;
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
        registeredIn = 0;
        written = "";
    }
}
