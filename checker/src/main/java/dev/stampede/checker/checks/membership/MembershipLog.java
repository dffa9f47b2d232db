package dev.stampede.checker.checks.membership;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.ClientTimeline;
import dev.stampede.checker.analysis.Interval;
import dev.stampede.checker.analysis.UndisturbedTime;
import dev.stampede.checker.checks.registration.AdoptedList;
import dev.stampede.checker.checks.registration.RegisteredZnode;
import dev.stampede.checker.checks.registration.RegisteredZnodes;
import dev.stampede.checker.checks.registration.SupposedRegistrations;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.FaultEffect;
import dev.stampede.checker.history.data.GroupInput;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeInput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The group members of a run and the views of its clients. Immutable once built; O(n log n) in events. */
final class MembershipLog {
    private record ViewKey(int client, String group) {}

    private final History history;
    private final ClientTimeline clients;
    /** The operations whose writes were acknowledged before the operation completed. */
    private final Set<Integer> acknowledged = new HashSet<>();

    private final Map<String, List<Operation>> byPath = new TreeMap<>();
    private final Map<String, List<OwnRead>> reads = new HashMap<>();
    private final Map<ViewKey, List<Operation>> lists = new HashMap<>();
    private final Map<ViewKey, NavigableSet<Long>> viewEnds = new HashMap<>();
    /** When each client began to close its session, or its process ended. */
    private final Map<Integer, NavigableSet<Long>> leavings = new HashMap<>();
    /** When each client had certainly closed its session, or its process had certainly ended. */
    private final Map<Integer, NavigableSet<Long>> deaths = new HashMap<>();

    private final Map<Integer, List<Interval>> waits = new HashMap<>();
    private final Map<Integer, UndisturbedTime> undisturbed = new HashMap<>();
    private final Map<String, MemberTimeline> members = new TreeMap<>();
    private final List<GroupView> views = new ArrayList<>();
    private final long longestWriteNanos;

    MembershipLog(History history) {
        this.history = history;
        this.clients = Analysis.of(history).clients();
        history.operations().forEach(this::take);
        history.attempts().forEach(this::acknowledge);
        collectEnds();
        RegisteredZnodes znodes = RegisteredZnodes.of(history, byPath.keySet());
        boolean hasUserClass = history.header().userClass() != null;
        longestWriteNanos = hasUserClass
                ? Math.max(
                        znodes.longestWriteNanos(),
                        Analysis.of(history).bounds().requestNanos())
                : znodes.longestWriteNanos();
        SupposedRegistrations supposed = new SupposedRegistrations(history, clients.workEndNanos());
        Map<String, List<MemberAbsence>> absences = MemberAbsences.of(history, znodes, byPath.keySet());
        byPath.forEach((path, operations) -> {
            boolean unknown = hasUserClass && znodes.at(path).isEmpty();
            members.put(
                    path,
                    member(
                            path,
                            operations,
                            unknown ? supposed.of(path, joins(operations), stops(operations)) : znodes.at(path),
                            unknown ? List.of() : absences.getOrDefault(path, List.of())));
        });
        lists.forEach((key, operations) -> views.add(view(key, operations)));
        views.sort(Comparator.comparing(GroupView::group).thenComparing(GroupView::client));
    }

    /** The members by the paths of their znodes. */
    Map<String, MemberTimeline> members() {
        return members;
    }

    /** The views, sorted by group and client. */
    List<GroupView> views() {
        return views;
    }

    /**
     * The duration of the slowest acknowledged write of a group member; at least that of a request for a user's class,
     * whose writes may not be recorded.
     */
    long longestWriteNanos() {
        return longestWriteNanos;
    }

    /** The times in which a client was connected and undisturbed. */
    UndisturbedTime undisturbed(int client) {
        return undisturbed.computeIfAbsent(client, c -> Analysis.of(history)
                .disturbances()
                .connected(c, waits.getOrDefault(c, List.of()), clients.workEndNanos()));
    }

    private void take(Operation o) {
        OperationInput input = o.input();
        String key = o.key();
        if (input instanceof GroupInput.CloseSession) {
            at(leavings, o.client()).add(o.invokedNanos());
            if (o.completed()) {
                at(deaths, o.client()).add(o.completedNanos());
            }
        } else if (key != null && input instanceof GroupInput.ListMembers) {
            lists.computeIfAbsent(new ViewKey(o.client(), key), k -> new ArrayList<>())
                    .add(o);
        } else if (key != null && input instanceof GroupInput.CloseView) {
            viewEnds.computeIfAbsent(new ViewKey(o.client(), key), k -> new TreeSet<>())
                    .add(o.invokedNanos());
        } else if (key != null && input instanceof GroupInput && o.outcome() != Outcome.FAILED) {
            byPath.computeIfAbsent(key, k -> new ArrayList<>()).add(o);
        } else if (key != null
                && input instanceof ZnodeInput.Read
                && o.output() instanceof OperationOutput.Shown shown
                && shown.state() != null) {
            reads.computeIfAbsent(key, k -> new ArrayList<>())
                    .add(new OwnRead(o, shown.state().data()));
        }
        long until = Math.min(o.completedNanos(), history.endNanos());
        if (o.invokedNanos() < until) {
            waits.computeIfAbsent(o.client(), c -> new ArrayList<>()).add(new Interval(o.invokedNanos(), until));
        }
    }

    private static <K> NavigableSet<Long> at(Map<K, NavigableSet<Long>> all, K key) {
        return all.computeIfAbsent(key, k -> new TreeSet<>());
    }

    /** Notes the operation of a write that was acknowledged before the operation completed. */
    private void acknowledge(Attempt a) {
        boolean writes = a.opcode().creates() || a.opcode() == Opcode.SET_DATA;
        if (!writes || a.code() != ResultCode.OK || a.operation() < 0) {
            return;
        }
        Operation o = history.operations().get(a.operation());
        if (a.answeredNanos() <= o.completedNanos()
                && o.key() != null
                && o.key().equals(a.path())) {
            acknowledged.add(o.number());
        }
    }

    private void collectEnds() {
        Set<Integer> opened = new HashSet<>();
        history.events(Event.ClientOpened.class)
                .filter(e -> !opened.add(e.client()))
                .forEach(e -> at(deaths, e.client()).add(e.atNanos()));
        opened.forEach(client -> at(leavings, client).addAll(clients.processEnds(client)));
        history.faults().stream()
                .filter(w -> w.has(FaultEffect.KILLS_CLIENT_JVM) && w.injectedNanos() != Operation.OPEN)
                .forEach(w -> w.clients().forEach(c -> at(deaths, c).add(w.injectedNanos())));
    }

    private MemberTimeline member(
            String path, List<Operation> operations, List<RegisteredZnode> znodes, List<MemberAbsence> absences) {
        List<MemberIncarnation> incarnations = new ArrayList<>();
        List<MemberData> written = new ArrayList<>();
        for (int i = 0; i < operations.size(); i++) {
            Operation o = operations.get(i);
            if (o.input() instanceof GroupInput.Join) {
                incarnations.add(incarnation(o, operations.subList(i + 1, operations.size())));
            }
            String data = data(o);
            if (data != null && !incarnations.isEmpty()) {
                MemberIncarnation last = incarnations.get(incarnations.size() - 1);
                written.add(new MemberData(o, data, last, acknowledged.contains(o.number())));
            }
        }
        return new MemberTimeline(
                path,
                operations.get(0).client(),
                List.copyOf(incarnations),
                List.copyOf(written),
                reads.getOrDefault(path, List.of()),
                znodes,
                absences);
    }

    private static List<Operation> joins(List<Operation> operations) {
        return operations.stream()
                .filter(o -> o.input() instanceof GroupInput.Join)
                .toList();
    }

    /** When the client of these operations called {@code leaveGroup}, closed its session or was killed. */
    private NavigableSet<Long> stops(List<Operation> operations) {
        NavigableSet<Long> stops = new TreeSet<>();
        for (Operation o : operations) {
            if (o.input() instanceof GroupInput.Leave) {
                stops.add(o.invokedNanos());
            }
            stops.addAll(leavings.getOrDefault(o.client(), new TreeSet<>()));
        }
        return stops;
    }

    private MemberIncarnation incarnation(Operation join, List<Operation> later) {
        long leaving = after(leavings.get(join.client()), join.invokedNanos());
        long left = Operation.OPEN;
        for (Operation o : later) {
            boolean leave = o.input() instanceof GroupInput.Leave;
            if (leave && o.outcome() == Outcome.OK) {
                left = Math.min(left, o.completedNanos());
            }
            if (leave || o.input() instanceof GroupInput.Join) {
                leaving = Math.min(leaving, o.invokedNanos());
            }
            if (o.input() instanceof GroupInput.Join) {
                break;
            }
        }
        return new MemberIncarnation(join, leaving, left, after(deaths.get(join.client()), join.invokedNanos()));
    }

    private static long after(@Nullable NavigableSet<Long> moments, long nanos) {
        Long next = moments == null ? null : moments.ceiling(nanos);
        return next == null ? Operation.OPEN : next;
    }

    private static @Nullable String data(Operation o) {
        OperationInput input = o.input();
        if (input instanceof GroupInput.Join join) {
            return join.data();
        }
        return input instanceof GroupInput.SetMemberData set ? set.data() : null;
    }

    private GroupView view(ViewKey key, List<Operation> operations) {
        NavigableSet<Long> ends = new TreeSet<>(viewEnds.getOrDefault(key, new TreeSet<>()));
        ends.addAll(leavings.getOrDefault(key.client(), new TreeSet<>()));
        List<Operation> judged = operations.stream()
                .filter(o -> o.completedNanos() < clients.workEndNanos())
                .toList();
        return new GroupView(
                key.client(),
                key.group(),
                AdoptedList.inForce(judged, ends, clients.workEndNanos(), MembershipLog::dataById),
                undisturbed(key.client()));
    }

    /** The list that a client adopted. */
    private static Map<String, String> dataById(Operation list) {
        return list.output() instanceof OperationOutput.Members members ? members.dataById() : Map.of();
    }
}
