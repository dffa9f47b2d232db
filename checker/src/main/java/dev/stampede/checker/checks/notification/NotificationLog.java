package dev.stampede.checker.checks.notification;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.ClientTimeline;
import dev.stampede.checker.analysis.Interval;
import dev.stampede.checker.analysis.UndisturbedTime;
import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.TaskInput;
import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The assignments of a run, the incarnations of workers and coordinators, the statuses that were written, and the views
 * of coordinators: what a coordinator took for a status, and from when on. Immutable once built; O(n log n) in events.
 */
final class NotificationLog {
    private static final Set<Opcode> READS = EnumSet.of(Opcode.GET_DATA, Opcode.EXISTS, Opcode.GET_CHILDREN);

    private record ClientPath(int client, String path) {}

    /**
     * What is known of the requests of one operation that writes a status: the mzxid and the time of the acknowledged
     * one, and the number of requests that took effect or may have taken effect.
     */
    private record Write(long mzxid, long answeredNanos, int count) {
        private static final Write NONE = new Write(0, Operation.OPEN, 0);

        Write and(Attempt a) {
            ZnodeStat stat = a.code() == ResultCode.OK ? a.stat() : null;
            int sent = count + (ZnodeTimeline.mayHaveHappened(a.code()) ? 1 : 0);
            return stat == null
                    ? new Write(mzxid, answeredNanos, sent)
                    : new Write(stat.mzxid(), a.answeredNanos(), sent);
        }
    }

    private final History history;
    private final ClientTimeline clients;
    private final Map<String, TaskAssignment> assignments = new TreeMap<>();
    private final Map<String, List<TaskIncarnation>> workers = new TreeMap<>();
    private final Map<String, List<TaskIncarnation>> coordinators = new TreeMap<>();
    private final NavigableMap<String, List<TaskStatus>> statuses = new TreeMap<>();
    private final Map<ClientPath, List<StatusView>> views = new HashMap<>();
    private final Map<ClientPath, List<Attempt>> reads = new HashMap<>();
    private final Map<ClientPath, List<Operation>> readOperations = new HashMap<>();
    private final Map<Integer, List<Interval>> waits = new HashMap<>();
    private final Map<Integer, UndisturbedTime> undisturbed = new ConcurrentHashMap<>();

    private NotificationLog(History history, ClientTimeline clients, ZnodeTimeline znodes) {
        this.history = history;
        this.clients = clients;
        List<Operation> begins = new ArrayList<>();
        Map<ClientPath, NavigableSet<Long>> ends = new HashMap<>();
        List<Operation> written = new ArrayList<>();
        for (Operation o : history.operations()) {
            addWait(o);
            if (o.key() != null) {
                classify(o, o.key(), begins, ends, written);
            }
        }
        begins.forEach(o -> addIncarnation(o, ends));
        readAttempts(written);
        readObservations(znodes);
        views.values().forEach(all -> all.sort(Comparator.comparingLong(StatusView::atNanos)));
        reads.values().forEach(all -> all.sort(Comparator.comparingLong(Attempt::answeredNanos)));
    }

    /** The log of a history, computed once. */
    static NotificationLog of(History history) {
        ClientTimeline clients = Analysis.of(history).clients();
        ZnodeTimeline znodes = Analysis.of(history).znodes();
        return history.derived(NotificationLog.class, h -> new NotificationLog(h, clients, znodes));
    }

    private void addWait(Operation o) {
        long until = Math.min(o.completedNanos(), history.endNanos());
        if (o.invokedNanos() < until) {
            waits.computeIfAbsent(o.client(), c -> new ArrayList<>()).add(new Interval(o.invokedNanos(), until));
        }
    }

    private void classify(
            Operation o,
            String key,
            List<Operation> begins,
            Map<ClientPath, NavigableSet<Long>> ends,
            List<Operation> written) {
        OperationInput input = o.input();
        if (input instanceof TaskInput.Assign) {
            assignment(key).assigned(o);
        } else if (input instanceof TaskInput.Withdraw) {
            assignment(key).withdrawn(o.invokedNanos());
        } else if (input instanceof TaskInput.Receive) {
            assignment(key).received(o);
        } else if (input instanceof TaskInput.Report || input instanceof TaskInput.Answer) {
            written.add(o);
        } else if (input instanceof ZnodeInput.ViewChange && o.output() instanceof OperationOutput.Shown shown) {
            views.computeIfAbsent(new ClientPath(o.client(), key), k -> new ArrayList<>())
                    .add(new StatusView(o, shown.state()));
        } else if (input instanceof ZnodeInput.Read && o.output() instanceof OperationOutput.Shown) {
            readOperations
                    .computeIfAbsent(new ClientPath(o.client(), key), k -> new ArrayList<>())
                    .add(o);
        } else if (input instanceof TaskInput.BeginWork || input instanceof TaskInput.BeginCoordination) {
            ends.computeIfAbsent(new ClientPath(o.client(), key), k -> new TreeSet<>())
                    .add(o.invokedNanos());
            if (o.outcome() == Outcome.OK && o.completed()) {
                begins.add(o);
            }
        } else if (input instanceof TaskInput.EndWork) {
            ends.computeIfAbsent(new ClientPath(o.client(), key), k -> new TreeSet<>())
                    .add(o.invokedNanos());
        }
    }

    private TaskAssignment assignment(String path) {
        return assignments.computeIfAbsent(path, TaskAssignment::new);
    }

    private void addIncarnation(Operation begin, Map<ClientPath, NavigableSet<Long>> ends) {
        String key = String.valueOf(begin.key());
        long end = clients.workEndNanos();
        for (NavigableSet<Long> all : List.of(
                ends.getOrDefault(new ClientPath(begin.client(), key), new TreeSet<>()),
                clients.processEnds(begin.client()))) {
            Long next = all.higher(begin.invokedNanos());
            end = next == null ? end : Math.min(end, next);
        }
        boolean works = begin.input() instanceof TaskInput.BeginWork;
        (works ? workers : coordinators)
                .computeIfAbsent(key, k -> new ArrayList<>())
                .add(new TaskIncarnation(begin, key, end));
    }

    private void readAttempts(List<Operation> written) {
        Set<String> paths = new HashSet<>(workers.keySet());
        Map<Integer, Write> writes = new HashMap<>();
        Map<Integer, String> keys = new HashMap<>();
        for (Operation o : written) {
            paths.add(String.valueOf(o.key()));
            keys.put(o.number(), String.valueOf(o.key()));
        }
        for (Attempt a : history.attempts()) {
            String path = a.path();
            if (path == null) {
                continue;
            }
            TaskAssignment task = assignments.get(path);
            if (task != null && a.opcode() == Opcode.DELETE && ZnodeTimeline.mayHaveHappened(a.code())) {
                task.withdrawn(a.sentNanos());
            } else if (task != null && a.opcode().creates()) {
                ZnodeStat stat = a.code() == ResultCode.OK ? a.stat() : null;
                if (stat != null) {
                    task.acknowledged(stat.czxid(), a.answeredNanos());
                }
            }
            if (path.equals(keys.get(a.operation())) && (a.opcode().creates() || a.opcode() == Opcode.SET_DATA)) {
                writes.put(
                        a.operation(),
                        writes.getOrDefault(a.operation(), Write.NONE).and(a));
            }
            if (READS.contains(a.opcode()) && a.answeredNanos() != Operation.OPEN && paths.contains(path)) {
                reads.computeIfAbsent(new ClientPath(a.client(), path), k -> new ArrayList<>())
                        .add(a);
            }
        }
        for (Operation o : written) {
            Write write = writes.getOrDefault(o.number(), Write.NONE);
            boolean answer = o.input() instanceof TaskInput.Answer;
            statuses.computeIfAbsent(String.valueOf(o.key()), k -> new ArrayList<>())
                    .add(new TaskStatus(
                            o,
                            String.valueOf(o.argument()),
                            answer,
                            write.mzxid(),
                            write.answeredNanos(),
                            write.count()));
        }
    }

    private void readObservations(ZnodeTimeline znodes) {
        history.events(Event.ZnodeObserved.class).forEach(e -> {
            TaskAssignment task = assignments.get(znodes.relative(e.path()));
            if (task != null && e.atNanos() < clients.workEndNanos()) {
                switch (e.change()) {
                    case CREATED, PRESENT, CHANGED -> task.known(e.atNanos());
                    case DELETED, ABSENT -> task.gone();
                }
            }
        });
    }

    /** The end of the time in which clients are judged. */
    long endNanos() {
        return clients.workEndNanos();
    }

    /** All assignments, in the order of their paths. */
    Collection<TaskAssignment> assignments() {
        return Collections.unmodifiableCollection(assignments.values());
    }

    /** The assignment at a path, null if there is none. */
    @Nullable
    TaskAssignment at(String path) {
        return assignments.get(path);
    }

    /** The incarnations of the worker with this folder, in the order in which they began. */
    List<TaskIncarnation> workers(String folder) {
        return workers.getOrDefault(folder, List.of());
    }

    /** The incarnations of the coordinator of a job, in the order in which they began. */
    List<TaskIncarnation> coordinators(String job) {
        return coordinators.getOrDefault(job, List.of());
    }

    /** The incarnations of coordinators by job. */
    Map<String, List<TaskIncarnation>> jobs() {
        return Collections.unmodifiableMap(coordinators);
    }

    /** The incarnations of workers by folder. */
    Map<String, List<TaskIncarnation>> folders() {
        return Collections.unmodifiableMap(workers);
    }

    /** The paths of all statuses, sorted. */
    Set<String> statusPaths() {
        return Collections.unmodifiableSet(statuses.keySet());
    }

    /** The writes of a status, in the order of their invocations. */
    List<TaskStatus> statuses(String path) {
        return statuses.getOrDefault(path, List.of());
    }

    /** The writes of the statuses of an assignment. */
    List<TaskStatus> statusesOf(TaskAssignment task) {
        List<TaskStatus> all = new ArrayList<>();
        String below = task.path() + "/";
        for (Map.Entry<String, List<TaskStatus>> e :
                statuses.tailMap(below, true).entrySet()) {
            if (!e.getKey().startsWith(below)) {
                break;
            }
            all.addAll(e.getValue());
        }
        return all;
    }

    /** The views that a client had of a status, in chronological order. */
    List<StatusView> views(int client, String path) {
        return views.getOrDefault(new ClientPath(client, path), List.of());
    }

    /** The views, one list for each status and each client that viewed it, in the order of the paths. */
    List<List<StatusView>> allViews() {
        return views.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<ClientPath, List<StatusView>> e) ->
                                e.getKey().path())
                        .thenComparing(e -> e.getKey().client()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** The answered requests by which a client read a status or the folder of a worker, in the order of the answers. */
    List<Attempt> reads(int client, String path) {
        return reads.getOrDefault(new ClientPath(client, path), List.of());
    }

    /** The successful {@code read} operations of a path, which are reads of the client's own code. */
    List<Operation> readOperations(int client, String path) {
        return readOperations.getOrDefault(new ClientPath(client, path), List.of());
    }

    /** The clients that are workers or coordinators. */
    Set<Integer> participants() {
        Set<Integer> all = new TreeSet<>();
        workers.values().forEach(list -> list.forEach(worker -> all.add(worker.client())));
        coordinators.values().forEach(list -> list.forEach(coordinator -> all.add(coordinator.client())));
        return all;
    }

    /**
     * The time in which a client was connected and undisturbed. The time in which it waits for an operation does not
     * count.
     */
    UndisturbedTime undisturbed(int client) {
        return undisturbed.computeIfAbsent(client, c -> Analysis.of(history)
                .disturbances()
                .connected(c, waits.getOrDefault(c, List.of()), clients.workEndNanos()));
    }
}
