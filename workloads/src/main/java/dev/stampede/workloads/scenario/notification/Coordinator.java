package dev.stampede.workloads.scenario.notification;

import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.TaskInput;
import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.history.data.ZnodeState;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.scenario.Deadline;
import dev.stampede.workloads.scenario.RandomTimes;
import dev.stampede.workloads.scenario.RawSession;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/**
 * A correct coordinator in one life: it assigns tasks, records the statuses that its {@link StatusFeed} gives it, and
 * withdraws the tasks. It begins with the tasks that its previous lives left. Used by the client's thread.
 */
public final class Coordinator implements TaskRole {
    private static final Duration AFTER_FAILURE = Duration.ofMillis(200);

    /** A task that was assigned, or may have been assigned. */
    private static final class Task {
        private final long withdrawAtNanos;
        private boolean withdrawn;
        private long viewedMzxid;
        private long nextTry = System.nanoTime();

        Task(Duration stay) {
            withdrawAtNanos = Deadline.in(stay);
        }
    }

    private final ClientContext context;
    private final NotificationClient client;
    private final String job;
    private final String incarnation;
    private final Map<String, Task> tasks = new LinkedHashMap<>();
    private @Nullable StatusFeed feed;
    private long nextAssign = System.nanoTime();
    private int assigned;

    Coordinator(ClientContext context, NotificationClient client, String job, String incarnation) {
        this.context = context;
        this.client = client;
        this.job = job;
        this.incarnation = incarnation;
    }

    /** The path of the status of a task. */
    static String status(String task) {
        return task + "/status";
    }

    /** Whether a path is that of the status of a task. */
    static boolean isStatus(String path) {
        return path.endsWith("/status");
    }

    @Override
    public void step() throws Exception {
        ZooKeeper zk = client.connected();
        if (zk == null) {
            return;
        }
        StatusFeed begun = feed == null ? begin(zk) : feed;
        if (begun == null) {
            return;
        }
        feed = begun;
        if (Deadline.reached(nextAssign)) {
            nextAssign = Deadline.in(RandomTimes.aroundMean(context, "assign.millis"));
            assign(zk, begun);
        }
        for (String path : new ArrayList<>(tasks.keySet())) {
            Task task = tasks.get(path);
            if (task != null && Deadline.reached(task.withdrawAtNanos) && Deadline.reached(task.nextTry)) {
                withdraw(zk, begun, path, task);
            }
        }
        begun.poll(zk, this);
    }

    /**
     * Lists the tasks. It first writes to the job, so that the list includes all assignments that had been
     * acknowledged.
     */
    private @Nullable StatusFeed begin(ZooKeeper zk) throws Exception {
        Recorder.Op op = context.recorder().invoke(job, new TaskInput.BeginCoordination(incarnation));
        try {
            RawSession.createPath(zk, job, context.acl());
            zk.setData(job, incarnation.getBytes(StandardCharsets.UTF_8), -1);
            List<String> paths = new ArrayList<>();
            for (String worker : zk.getChildren(job, false)) {
                for (String task : zk.getChildren(job + "/" + worker, false)) {
                    paths.add(job + "/" + worker + "/" + task);
                }
            }
            op.ok();
            StatusFeed begun = client.statuses(job);
            paths.forEach(path -> add(begun, path));
            return begun;
        } catch (KeeperException e) {
            op.threw(e);
            return null;
        } catch (InterruptedException e) {
            op.interrupted();
            throw e;
        }
    }

    private void add(StatusFeed to, String path) {
        tasks.put(path, new Task(RandomTimes.logUniform(context, "task.least.millis", "task.most.millis")));
        to.add(status(path));
    }

    /** Assigns tasks to random workers. */
    private void assign(ZooKeeper zk, StatusFeed to) throws InterruptedException {
        List<String> workers = workers(zk);
        int room = NotificationDriver.number(context, "tasks.most") - tasks.size();
        int burst = Math.min(room, NotificationDriver.number(context, "burst"));
        for (int i = 0; i < burst && !workers.isEmpty(); i++) {
            String task = incarnation + "-" + assigned++;
            String worker = workers.get(context.random().nextInt(workers.size()));
            if (!assign(zk, to, job + "/" + worker + "/" + task, task)) {
                return;
            }
        }
    }

    private List<String> workers(ZooKeeper zk) throws InterruptedException {
        Recorder.Op op = context.recorder().invoke(job, new ZnodeInput.CountChildren());
        try {
            List<String> workers = zk.getChildren(job, false);
            op.ok(new OperationOutput.WholeNumber(workers.size()));
            return workers;
        } catch (KeeperException e) {
            op.threw(e);
            return List.of();
        } catch (InterruptedException e) {
            op.interrupted();
            throw e;
        }
    }

    /**
     * Assigns a task. If the response is lost, the task may be assigned, so the coordinator waits for its status then,
     * too.
     */
    private boolean assign(ZooKeeper zk, StatusFeed to, String path, String task) throws InterruptedException {
        Recorder.Op op = context.recorder().invoke(path, new TaskInput.Assign(task));
        boolean done = false;
        try {
            zk.create(path, task.getBytes(StandardCharsets.UTF_8), context.acl(), CreateMode.PERSISTENT);
            op.ok();
            done = true;
        } catch (KeeperException e) {
            op.threw(e);
        } catch (InterruptedException e) {
            op.interrupted();
            throw e;
        }
        add(to, path);
        return done;
    }

    /** Deletes the status of a task and its assignment. Tries again later if a worker wrote the status in between. */
    private void withdraw(ZooKeeper zk, StatusFeed from, String path, Task task) throws InterruptedException {
        task.withdrawn = true;
        from.remove(status(path));
        Recorder.Op op = context.recorder().invoke(path, new TaskInput.Withdraw());
        try {
            delete(zk, status(path));
            delete(zk, path);
            op.ok();
            tasks.remove(path);
        } catch (KeeperException e) {
            op.threw(e);
            task.nextTry = Deadline.in(AFTER_FAILURE);
        } catch (InterruptedException e) {
            op.interrupted();
            throw e;
        }
    }

    private static void delete(ZooKeeper zk, String path) throws KeeperException, InterruptedException {
        try {
            zk.delete(path, -1);
        } catch (KeeperException.NoNodeException e) {
            // An earlier request deleted it, or it was never created.
        }
    }

    /**
     * Records the state that the coordinator takes for the status of a task from now on; null if the status does not
     * exist.
     */
    public void view(String status, @Nullable ZnodeState state) {
        Task task = tasks.get(status.substring(0, status.lastIndexOf('/')));
        long mzxid = state == null ? 0 : state.mzxid();
        if (task != null && !task.withdrawn && task.viewedMzxid != mzxid) {
            task.viewedMzxid = mzxid;
            context.recorder().invoke(status, new ZnodeInput.ViewChange()).ok(new OperationOutput.Shown(state));
        }
    }

    @Override
    public void end() {
        if (feed != null) {
            context.recorder().invoke(job, new TaskInput.EndWork()).ok();
        }
    }
}
