package dev.stampede.workloads.scenario.naming;

import dev.stampede.checker.history.data.NameInput;
import dev.stampede.checker.history.data.NameInput.LookUpKind;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.scenario.RawSession;
import dev.stampede.workloads.scenario.SessionMarker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * A correct implementation of names as persistent znodes whose data is a URI.
 *
 * <p>The client that creates the znode owns the name until it deletes the znode. Only the owner changes it, with the
 * last known version. A lost answer makes the name uncertain. Before it uses an uncertain name, the client writes in
 * the same session and then reads the name. The version alone is not sufficient, because a znode that another client
 * has created meanwhile has version 0 again. Every URI is unique and names its owner.
 *
 * <p>Requests of a previous session may still be in transit. Therefore each session starts with a
 * {@link SessionMarker}.
 *
 * <p>Not thread-safe. Each mutant overrides one step.
 */
public class NaiveNaming implements NamingDriver.Names {
    private static final String MARKERS = "/naming-clients";

    private final ClientContext context;
    private final RawSession session;
    private final String root;
    private final SessionMarker marker;
    private final String prefix;
    private final Map<String, Owned> owned = new HashMap<>();
    private final Set<String> believed = new HashSet<>();
    private final Set<String> uncertain = new HashSet<>();
    private final SequentialIds ids;
    private int prepared;
    private int uris;

    /** The last known state of a name that this client owns. */
    protected record Owned(int version, long mzxid) {}

    public NaiveNaming(ClientContext context) {
        this.context = context;
        this.session = new RawSession(context, event -> {});
        this.root = context.spec().setting("key");
        this.marker = new SessionMarker(context, session, MARKERS);
        this.prefix = "http://client-" + context.spec().number() + "/";
        this.ids = ids(context);
        int names = Integer.parseInt(context.spec().setting("names"));
        IntStream.range(0, names).forEach(n -> uncertain.add(path(n)));
    }

    /** Creates the generator of ids. */
    protected SequentialIds ids(ClientContext client) {
        return new SequentialIds(client);
    }

    @Override
    public final void perform(String operation, int number) throws Exception {
        ZooKeeper zk = ready();
        String name = path(number);
        switch (operation) {
            case "look-up" -> lookUp(zk, name, LookUpKind.PLAIN);
            case "synced-look-up" -> lookUp(zk, name, LookUpKind.SYNCED);
            case "next-id" -> ids.next(zk);
            case "register", "change", "replace", "unregister" -> write(zk, operation, name);
            default -> throw new IllegalArgumentException("unknown operation " + operation);
        }
    }

    private String path(int number) {
        return root + "/service-" + number;
    }

    /** Waits until a session is connected and the previous session has certainly ended. */
    private ZooKeeper ready() throws IOException, InterruptedException, KeeperException {
        ZooKeeper zk = marker.await();
        if (prepared != session.number()) {
            int now = session.number();
            ids.prepare(zk);
            prepared = now;
            uncertain.addAll(owned.keySet());
        }
        return zk;
    }

    private void lookUp(ZooKeeper zk, String name, LookUpKind kind) throws KeeperException, InterruptedException {
        Recorder.Op op = context.recorder().invoke(name, new NameInput.LookUp(kind));
        try {
            if (kind == LookUpKind.SYNCED) {
                session.sync(zk, name);
            }
            op.ok(new OperationOutput.Found(text(zk.getData(name, false, new Stat()))));
        } catch (KeeperException.NoNodeException e) {
            op.ok();
        } catch (KeeperException e) {
            op.threw(e);
            throw e;
        }
    }

    private void write(ZooKeeper zk, String operation, String name) throws KeeperException, InterruptedException {
        if (uncertain.contains(name)) {
            readOwner(zk, name);
        }
        Owned mine = owned.get(name);
        if (mine == null) {
            register(zk, name);
        } else if (operation.equals("unregister")) {
            unregister(zk, name, mine);
        } else if (operation.equals("replace")) {
            replace(zk, name, mine);
        } else {
            change(zk, name, mine);
        }
    }

    /** Reads the owner of an uncertain name after a write, so that no earlier request can still change it. */
    private void readOwner(ZooKeeper zk, String name) throws KeeperException, InterruptedException {
        Recorder.Op op = context.recorder().invoke(name, new NameInput.LookUp(LookUpKind.STRICT));
        try {
            marker.write(zk);
            Stat stat = new Stat();
            String uri = text(zk.getData(name, false, stat));
            op.ok(new OperationOutput.Found(uri));
            recordOwner(name, mine(uri, stat, owned.get(name)) ? stat : null);
        } catch (KeeperException.NoNodeException e) {
            op.ok();
            recordOwner(name, null);
        } catch (KeeperException e) {
            op.threw(e);
            throw e;
        }
    }

    /** Whether this client owns a name that was uncertain. */
    protected boolean mine(String uri, Stat stat, @Nullable Owned before) {
        return uri.startsWith(prefix);
    }

    private void recordOwner(String name, @Nullable Stat stat) {
        uncertain.remove(name);
        if (stat == null) {
            owned.remove(name);
            doubt(name, "the name belongs to another client or to none");
        } else {
            recordOwned(name, stat);
        }
    }

    private void recordOwned(String name, Stat stat) {
        owned.put(name, new Owned(stat.getVersion(), stat.getMzxid()));
        if (believed.add(name)) {
            context.recorder().believes(name, stat.getCzxid());
        }
    }

    private void doubt(String name, String reason) {
        if (believed.remove(name)) {
            context.recorder().doubts(name, reason);
        }
    }

    private void register(ZooKeeper zk, String name) throws KeeperException, InterruptedException {
        String uri = uri(zk);
        Recorder.Op op = context.recorder().invoke(name, new NameInput.Register(uri));
        try {
            Stat stat = create(zk, name, bytes(uri));
            op.granted(stat.getCzxid());
            recordOwned(name, stat);
        } catch (KeeperException e) {
            failed(op, name, e);
        }
    }

    /** Registers a free name. */
    protected Stat create(ZooKeeper zk, String name, byte[] uri) throws KeeperException, InterruptedException {
        Stat stat = new Stat();
        zk.create(name, uri, context.acl(), CreateMode.PERSISTENT, stat);
        return stat;
    }

    private void change(ZooKeeper zk, String name, Owned mine) throws KeeperException, InterruptedException {
        String uri = uri(zk);
        Recorder.Op op = context.recorder().invoke(name, new NameInput.Change(uri, mine.mzxid()));
        try {
            Stat stat = set(zk, name, bytes(uri), mine.version());
            op.ok();
            recordOwned(name, stat);
        } catch (KeeperException e) {
            failed(op, name, e);
        }
    }

    /** Changes the URI of an owned name. */
    protected Stat set(ZooKeeper zk, String name, byte[] uri, int version)
            throws KeeperException, InterruptedException {
        return zk.setData(name, uri, version);
    }

    /**
     * Deletes and creates an owned name in one transaction. The answer has no Stat, so the client reads the name before
     * the next write.
     */
    private void replace(ZooKeeper zk, String name, Owned mine) throws KeeperException, InterruptedException {
        String uri = uri(zk);
        Recorder.Op op = context.recorder().invoke(name, new NameInput.Replace(uri, mine.mzxid()));
        uncertain.add(name);
        try {
            zk.multi(List.of(
                    Op.delete(name, mine.version()),
                    Op.create(name, bytes(uri), context.acl(), CreateMode.PERSISTENT)));
            op.ok();
        } catch (KeeperException e) {
            failed(op, name, e);
        }
    }

    /** Deletes an owned name. The client stops relying on the name before it sends the request. */
    private void unregister(ZooKeeper zk, String name, Owned mine) throws KeeperException, InterruptedException {
        doubt(name, "it is about to unregister the name");
        Recorder.Op op = context.recorder().invoke(name, new NameInput.Unregister(mine.mzxid()));
        try {
            zk.delete(name, mine.version());
            op.ok();
            owned.remove(name);
        } catch (KeeperException e) {
            failed(op, name, e);
        }
    }

    private void failed(Recorder.Op op, String name, KeeperException e) throws KeeperException {
        op.threw(e);
        if (e.code() != KeeperException.Code.NODEEXISTS) {
            uncertain.add(name);
            throw e;
        }
    }

    /** A URI that is unique over all sessions of this client. */
    private String uri(ZooKeeper zk) {
        return prefix + Long.toHexString(zk.getSessionId()) + "." + uris++;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] data) {
        return new String(data, StandardCharsets.UTF_8);
    }
}
