package dev.stampede.workloads.scenario.watches;

import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.history.data.ZnodeState;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.scenario.Deadline;
import dev.stampede.workloads.scenario.RandomTimes;
import dev.stampede.workloads.scenario.RawSession;
import dev.stampede.workloads.scenario.ViewRecorder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;

/**
 * Watches all znodes and writes them, keeps a TTL znode, visits containers, and creates ephemerals. From time to time
 * it closes its session like a process that ends, and begins a new life later; and like each client it gets a new
 * session after an expiry.
 *
 * <p>Znodes below {@code key}: {@code w/k0}, … are created, set and deleted; {@code w/p0}, … have ephemeral children;
 * {@code ttl} is the parent of the TTL znodes; {@code box0}, … are containers; {@code unused} is the parent of the
 * containers that never have a child.
 *
 * <p>Settings: {@code key}; {@code znodes} (the number of each of {@code k} and {@code p}; fewer mean more contention);
 * {@code think.millis} (the time between two writes); {@code burst} (the number of writes of one znode in quick
 * succession); {@code look.millis} (the time between two reads without a watch); {@code delete.percent} (the share of
 * writes that delete the znode); {@code ttl.millis} (the TTL); {@code boxes} (the number of containers); {@code
 * keep.least.millis}, {@code keep.most.millis} (how long it keeps a TTL znode) and {@code visit.least.millis}, {@code
 * visit.most.millis} (how long it stays in a container; the logarithms are drawn uniformly); {@code away.millis} (the
 * time until the next TTL znode or visit, and between two lives); {@code life.millis} (the time until it closes its
 * session). Times without further explanation are means, drawn uniformly from 0.5 to 1.5 times the mean.
 */
public abstract class WatchesDriver implements ClientDriver {
    private static final Duration STEP = Duration.ofMillis(10);
    private static final Duration WITHIN_BURST = Duration.ofMillis(150);
    private static final int ANY_VERSION = -1;

    private int writes;

    /** Creates the client of watches. */
    protected WatchedZnodes watched(
            ClientContext context, String parent, List<String> data, List<String> parents, ViewRecorder view) {
        return new WatchedZnodes(context, parent, data, parents, view);
    }

    /** Creates the keeper of TTL znodes. */
    protected TtlKeeper keeper(ClientContext context, String root) {
        return new TtlKeeper(context, root);
    }

    /** Creates the visitor of containers. */
    protected ContainerVisitor visitor(ClientContext context, List<String> containers, String unused) {
        return new ContainerVisitor(context, containers, unused);
    }

    /** The objects that a client uses in all its lives. */
    private record Work(
            ClientContext context,
            List<String> data,
            List<String> parents,
            WatchedZnodes watched,
            TtlKeeper keeper,
            ContainerVisitor visitor,
            EphemeralChildren children) {}

    @Override
    public final void drive(ClientContext context) throws Exception {
        String key = context.spec().setting("key");
        String parent = key + "/w";
        List<String> data = paths(context, "znodes", parent + "/k");
        List<String> parents = paths(context, "znodes", parent + "/p");
        List<String> roots = new ArrayList<>(parents);
        roots.addAll(List.of(key + "/ttl", key + "/unused"));
        Work work = new Work(
                context,
                data,
                parents,
                watched(context, parent, both(data, parents), parents, new ViewRecorder(context.recorder())),
                keeper(context, key + "/ttl"),
                visitor(context, paths(context, "boxes", key + "/box"), key + "/unused"),
                new EphemeralChildren(context, parents));
        while (context.running()) {
            RawSession session = new RawSession(context, event -> event(work, event));
            live(work, session, roots);
            work.keeper().close();
            session.close();
            work.watched().abandon();
            work.children().ended();
            context.pause(RandomTimes.aroundMean(context, "away.millis"));
        }
    }

    private static List<String> paths(ClientContext context, String number, String prefix) {
        return IntStream.range(0, Integer.parseInt(context.spec().setting(number)))
                .mapToObj(i -> prefix + i)
                .toList();
    }

    private static List<String> both(List<String> one, List<String> two) {
        List<String> all = new ArrayList<>(one);
        all.addAll(two);
        return List.copyOf(all);
    }

    private static void event(Work work, WatchedEvent event) {
        if (event.getType() == EventType.None && event.getState() == KeeperState.SyncConnected) {
            work.watched().connected();
        }
    }

    private void live(Work work, RawSession session, List<String> roots) throws Exception {
        ClientContext context = work.context();
        long end = Deadline.in(RandomTimes.aroundMean(context, "life.millis"));
        long next = Deadline.in(RandomTimes.aroundMean(context, "think.millis"));
        long nextLook = next;
        int prepared = 0;
        while (context.running() && !Deadline.reached(end)) {
            ZooKeeper zk = session.connectedNow();
            if (zk != null && prepared != session.number()) {
                prepared = prepare(work, zk, roots) ? session.number() : prepared;
            } else if (zk != null) {
                work.watched().refresh(zk);
                work.keeper().step(zk);
                work.visitor().step(zk);
                if (Deadline.reached(next)) {
                    next = Deadline.in(RandomTimes.aroundMean(context, "think.millis"));
                    act(work, zk);
                }
                if (Deadline.reached(nextLook)) {
                    nextLook = Deadline.in(RandomTimes.aroundMean(context, "look.millis"));
                    work.watched().look(zk, any(work));
                }
            }
            context.pause(STEP);
        }
    }

    /** Creates the parents in a new session. Returns whether this succeeded. */
    private static boolean prepare(Work work, ZooKeeper zk, List<String> roots) throws InterruptedException {
        work.children().ended();
        try {
            for (String root : roots) {
                RawSession.createPath(zk, root, work.context().acl());
            }
            work.visitor().createUnused(zk);
            return true;
        } catch (KeeperException e) {
            return false;
        }
    }

    private void act(Work work, ZooKeeper zk) throws InterruptedException {
        SplittableRandom random = work.context().random();
        int choice = random.nextInt(100);
        String any = any(work);
        if (choice < 50) {
            write(work, zk, any);
            int burst = Integer.parseInt(work.context().spec().setting("burst"));
            for (int i = 1; i < burst && work.context().running(); i++) {
                work.context().pause(WITHIN_BURST);
                write(work, zk, any);
            }
        } else if (choice < 85) {
            work.children().step(zk);
        } else {
            work.watched().watchOnceMore(zk, any);
        }
    }

    private static String any(Work work) {
        SplittableRandom random = work.context().random();
        List<String> paths = random.nextBoolean() ? work.data() : work.parents();
        return paths.get(random.nextInt(paths.size()));
    }

    private void write(Work work, ZooKeeper zk, String path) throws InterruptedException {
        ClientContext context = work.context();
        ZnodeState known = work.watched().current(path);
        boolean deletes =
                context.random().nextInt(100) < Integer.parseInt(context.spec().setting("delete.percent"));
        String data = context.spec().uniqueName() + "n" + writes++;
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        if (known == null) {
            attempt(context, path, new ZnodeInput.Create(data), () -> {
                zk.create(path, bytes, context.acl(), CreateMode.PERSISTENT);
                return OperationOutput.Custom.DONE;
            });
        } else if (deletes && work.data().contains(path)) {
            attempt(context, path, new ZnodeInput.Delete(known.version()), () -> {
                zk.delete(path, known.version());
                return OperationOutput.Custom.DONE;
            });
        } else {
            attempt(
                    context,
                    path,
                    new ZnodeInput.SetData(data, ANY_VERSION),
                    () -> new OperationOutput.WholeNumber(
                            zk.setData(path, bytes, ANY_VERSION).getVersion()));
        }
    }

    private interface Call {
        OperationOutput run() throws KeeperException, InterruptedException;
    }

    private static void attempt(ClientContext context, String path, ZnodeInput input, Call call)
            throws InterruptedException {
        Recorder.Op op = context.recorder().invoke(path, input);
        try {
            op.ok(call.run());
        } catch (KeeperException e) {
            op.threw(e);
        } catch (InterruptedException e) {
            op.interrupted();
            throw e;
        }
    }
}
