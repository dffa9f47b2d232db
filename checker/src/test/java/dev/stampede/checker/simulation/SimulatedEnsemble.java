package dev.stampede.checker.simulation;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.MemberRole;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.simulation.SimulatedMember.Watch;
import dev.stampede.checker.simulation.ZnodeTree.Change;
import dev.stampede.checker.simulation.ZnodeTree.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An ensemble of members: the leader orders writes, and each member applies them. It tracks sessions, and accepts a
 * request only on the newest connection of its session, as ZooKeeper does. Not thread-safe.
 */
final class SimulatedEnsemble {
    private static final int MEMBERS = 3;
    private static final Duration HOP = Duration.ofNanos(300_000);
    private static final Duration ELECTION = Duration.ofMillis(700);
    private static final Duration RETRY = Duration.ofMillis(20);

    private final VirtualTime time;
    private final RunRecorder recorder;
    private final SimulatedWatchers watchers;
    private final ZnodeTree head = new ZnodeTree();
    private final List<Transaction> log = new ArrayList<>();
    private final List<SimulatedMember> members = new ArrayList<>();
    private final Map<Long, SimulatedConnection> owners = new HashMap<>();
    private final Set<Long> closed = new HashSet<>();
    private @Nullable SimulatedMember leader;
    private long epoch;
    private long counter;
    private long sessions;

    SimulatedEnsemble(VirtualTime time, RunRecorder recorder, SimulatedWatchers watchers) {
        this.time = time;
        this.recorder = recorder;
        this.watchers = watchers;
        for (int number = 1; number <= MEMBERS; number++) {
            members.add(new SimulatedMember(number, time, log, watchers::applied));
        }
    }

    List<SimulatedMember> members() {
        return members;
    }

    /** The leader, null while there is none. */
    @Nullable
    SimulatedMember leader() {
        return leader;
    }

    /** Elects a leader. It applies all committed transactions first, so none is lost. */
    void elect() {
        List<SimulatedMember> up = members.stream().filter(SimulatedMember::up).toList();
        SimulatedMember elected = up.get(time.choose(up.size()));
        elected.apply(log.size());
        epoch++;
        counter = 0;
        leader = elected;
        members.forEach(
                m -> role(m, m == elected ? MemberRole.LEADING : m.up() ? MemberRole.FOLLOWING : MemberRole.DOWN));
        up.forEach(SimulatedMember::hear);
    }

    private void role(SimulatedMember member, MemberRole role) {
        boolean serving = role == MemberRole.LEADING || role == MemberRole.FOLLOWING;
        recorder.add(new Event.RoleChanged(member.number(), role, serving ? epoch : 0, time.tick()));
    }

    /** Kills a member. Without the leader the others stop serving, too, until the next one is elected. */
    void kill(SimulatedMember member) {
        member.kill();
        watchers.blind(member);
        boolean leads = member == leader;
        role(member, MemberRole.DOWN);
        owners.values().stream().filter(c -> leads || c.member() == member).forEach(SimulatedConnection::close);
        if (leads) {
            leader = null;
            time.after(time.around(ELECTION), this::elect);
        }
    }

    void restart(SimulatedMember member) {
        member.restart();
        watchers.look(member);
        role(member, leader == null ? MemberRole.LOOKING : MemberRole.FOLLOWING);
    }

    private int commit(List<Change> changes) {
        Transaction transaction = new Transaction(epoch << 32 | ++counter, time.now(), changes);
        head.apply(transaction);
        log.add(transaction);
        members.stream().filter(SimulatedMember::up).forEach(SimulatedMember::hear);
        return log.size();
    }

    /** Opens a session on a connection. */
    void open(SimulatedConnection connection, Consumer<Long> opened) {
        long session = (long) connection.member().number() << 56 | 0x1000000 + sessions++;
        connection.accept(session);
        owners.put(session, connection);
        connection.member().whenApplied(commit(List.of()), () -> connection.deliver(() -> opened.accept(session)));
    }

    /** Moves a session to a connection; false if the session has ended. */
    boolean move(long session, SimulatedConnection connection) {
        if (closed.contains(session)) {
            return false;
        }
        connection.accept(session);
        owners.put(session, connection);
        return true;
    }

    /** Ends a session, unless it has ended. */
    void end(long session) {
        if (leader == null) {
            time.after(RETRY, () -> end(session));
        } else if (!closed.contains(session)) {
            SimulatedConnection connection = owners.get(session);
            int count = close(session);
            if (connection != null) {
                connection.member().whenApplied(count, connection::close);
            }
        }
    }

    private int close(long session) {
        closed.add(session);
        owners.remove(session);
        return commit(head.endOf(session));
    }

    /** A connection is cut: its session ends at its timeout unless it is moved to another one. */
    void unheard(SimulatedConnection connection) {
        Duration heardLast = SimulatedClient.TIMEOUT.multipliedBy(2).dividedBy(3);
        time.after(heardLast.plus(time.around(SimulatedClient.TIMEOUT.dividedBy(3))), () -> {
            if (owners.get(connection.session()) == connection) {
                end(connection.session());
            }
        });
    }

    /** The sessions that have not ended. */
    Set<Long> alive() {
        return owners.keySet();
    }

    /** Answers a request that a member received on a connection. */
    void serve(SimulatedConnection connection, Request request, Consumer<Answer> then) {
        SimulatedMember member = connection.member();
        if (request.opcode().writes()) {
            time.after(time.around(HOP), () -> decide(connection, request, then));
        } else if (request.opcode() == Opcode.SYNC) {
            time.after(
                    time.around(HOP),
                    () -> member.whenApplied(
                            log.size(),
                            () -> then.accept(
                                    Answer.of(ResultCode.OK, member.tree().zxid()))));
        } else {
            Answer answer = member.tree().read(request);
            Runnable event = request.watch();
            if (event != null && (answer.ok() || request.opcode() == Opcode.EXISTS)) {
                member.watch(new Watch(request.path(), request.opcode() == Opcode.GET_CHILDREN, connection, event));
            }
            then.accept(answer);
        }
    }

    private void decide(SimulatedConnection connection, Request request, Consumer<Answer> then) {
        if (leader == null) {
            time.after(RETRY, () -> decide(connection, request, then));
        } else if (owners.get(connection.session()) == connection) {
            if (request.opcode() == Opcode.CLOSE) {
                answered(connection, Answer.of(ResultCode.OK, 0), close(connection.session()), then);
                return;
            }
            ResultCode code = head.verdict(request);
            List<Change> changes = code == ResultCode.OK ? head.changes(request, connection.session()) : List.of();
            int count = commit(changes);
            boolean single = changes.size() == 1 && request.opcode() != Opcode.MULTI;
            String path = single ? changes.get(0).path() : null;
            ZnodeStat stat = path == null ? null : head.stat(path);
            String given = request.kind().sequential() ? path : null;
            answered(connection, new Answer(code, 0, given, stat, "", Set.of(), List.of()), count, then);
        }
    }

    private void answered(SimulatedConnection connection, Answer answer, int count, Consumer<Answer> then) {
        long zxid = log.get(count - 1).zxid();
        connection
                .member()
                .whenApplied(
                        count,
                        () -> then.accept(new Answer(
                                answer.code(), zxid, answer.path(), answer.stat(), "", Set.of(), List.of())));
    }
}
