package dev.stampede.workloads.scenario.notification;

import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.TaskInput;
import dev.stampede.checker.history.data.ZnodeState;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.scenario.Deadline;
import dev.stampede.workloads.scenario.RandomTimes;
import dev.stampede.workloads.scenario.RawSession;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * A correct worker in one life: it does each task that it receives, writes the statuses of the task, and answers it. It
 * writes a status again until the write is acknowledged. Each write has the version of the last one, so that an earlier
 * request that is still on its way cannot replace a later status.
 *
 * <p>Used by the client's thread. A mutant overrides {@link #writesAgain}.
 */
public class Worker implements TaskRole {
    private static final Duration AFTER_FAILURE = Duration.ofMillis(100);
    private static final int UNKNOWN = -1;

    /** A task that is not done yet. */
    private static final class Task {
        private int written;
        private int version = UNKNOWN;
        private long due = System.nanoTime();
    }

    private final ClientContext context;
    private final NotificationClient client;
    private final String folder;
    private final String incarnation;
    private final Set<String> known = new HashSet<>();
    private final Map<String, Task> tasks = new HashMap<>();
    private @Nullable TaskFeed feed;

    public Worker(ClientContext context, NotificationClient client, String folder, String incarnation) {
        this.context = context;
        this.client = client;
        this.folder = folder;
        this.incarnation = incarnation;
    }

    /** Whether to write a status again if the response to its write was lost. */
    protected boolean writesAgain() {
        return true;
    }

    @Override
    public final void step() throws Exception {
        ZooKeeper zk = client.connected();
        if (zk == null) {
            return;
        }
        TaskFeed begun = feed == null ? begin(zk) : feed;
        if (begun != null) {
            feed = begun;
            begun.poll(zk, this);
            for (String path : new ArrayList<>(tasks.keySet())) {
                Task task = tasks.get(path);
                if (task != null && Deadline.reached(task.due)) {
                    write(zk, path, task);
                }
            }
        }
    }

    private @Nullable TaskFeed begin(ZooKeeper zk) throws Exception {
        Recorder.Op op = context.recorder().invoke(folder, new TaskInput.BeginWork(incarnation));
        try {
            RawSession.createPath(zk, folder, context.acl());
            op.ok();
            return client.tasks(folder);
        } catch (KeeperException e) {
            op.threw(e);
            return null;
        } catch (InterruptedException e) {
            op.interrupted();
            throw e;
        }
    }

    /** Whether this incarnation has received the task. */
    public final boolean knows(String path) {
        return known.contains(path);
    }

    /** Receives a task, and begins to do it. */
    public final void receive(String path, ZnodeState assignment) {
        context.recorder().invoke(path, new TaskInput.Receive()).ok(new OperationOutput.Shown(assignment));
        known.add(path);
        tasks.put(path, new Task());
    }

    /** Writes the next status of a task. */
    private void write(ZooKeeper zk, String path, Task task) throws InterruptedException {
        boolean last = task.written == NotificationDriver.number(context, "reports");
        String name = incarnation + path.substring(path.lastIndexOf('/')).replace('/', '.');
        String status = name + (last ? ".done" : ".working" + task.written);
        OperationInput input = last ? new TaskInput.Answer(status) : new TaskInput.Report(status);
        Recorder.Op op = context.recorder().invoke(Coordinator.status(path), input);
        try {
            task.version = write(zk, Coordinator.status(path), status, task.version);
            op.ok();
            next(path, task, last);
        } catch (KeeperException.NoNodeException e) {
            op.threw(e);
            tasks.remove(path); // It was withdrawn.
        } catch (KeeperException e) {
            op.threw(e);
            task.version = UNKNOWN;
            task.due = Deadline.in(AFTER_FAILURE);
            if (!writesAgain()) {
                next(path, task, last);
            }
        } catch (InterruptedException e) {
            op.interrupted();
            throw e;
        }
    }

    private void next(String path, Task task, boolean last) {
        task.written++;
        task.due = Deadline.in(RandomTimes.aroundMean(context, "work.millis"));
        if (last) {
            tasks.remove(path);
        }
    }

    /**
     * Writes a status if its znode has this version, and returns the new version. If the version is unknown, it is read
     * first.
     */
    private int write(ZooKeeper zk, String path, String status, int version)
            throws KeeperException, InterruptedException {
        byte[] data = status.getBytes(StandardCharsets.UTF_8);
        int expected = version;
        if (version == UNKNOWN) {
            Stat there = zk.exists(path, false);
            if (there == null) {
                zk.create(path, data, context.acl(), CreateMode.PERSISTENT);
                return 0;
            }
            expected = there.getVersion();
        }
        return zk.setData(path, data, expected).getVersion();
    }

    @Override
    public final void end() {
        if (feed != null) {
            context.recorder().invoke(folder, new TaskInput.EndWork()).ok();
        }
    }
}
