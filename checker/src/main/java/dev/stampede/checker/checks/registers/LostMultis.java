package dev.stampede.checker.checks.registers;

import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.analysis.SeenZxids;
import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Event.MemberAudited;
import dev.stampede.checker.history.data.Event.ZnodeAudited;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.history.data.ZnodeState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether all states after an acknowledged multi contain it. Not thread-safe; O(n log n).
 *
 * <p>A group and its members are znodes (see {@link TransactionsCheck}). Each multi of a group raises the version of
 * each member by one, and nothing else does. If n multis had been acknowledged by a zxid, a state of a member that
 * contains all changes up to that zxid has at least version n. A read contains all changes that its session had seen
 * before; the audit records the zxid of the states that it reads. The version of a member that is deleted and created
 * starts at 0 again, so a member with two known czxids is not judged.
 */
final class LostMultis {
    static final String LOST_MULTI = "lost-multi";

    private static final String GUARD = "/guard";

    /** The state of a member of a group that an operation read. */
    private record MemberState(String path, ZnodeState state, Operation operation) {}

    private final History history;
    private final ZnodeTimeline znodes;
    private final Map<String, List<Attempt>> acknowledged = new HashMap<>();
    private final Map<String, Long> czxids = new HashMap<>();
    private final Set<String> recreated = new HashSet<>();
    private final Set<String> reported = new HashSet<>();
    private final AnomalyCollector findings;
    private final BudgetGuard guard;

    LostMultis(History history, AnomalyCollector findings, BudgetGuard guard) {
        this.guard = guard;
        this.history = history;
        this.znodes = Analysis.of(history).znodes();
        this.findings = findings;
    }

    void judge() {
        for (Attempt a : guard.each(history.attempts(opcode -> opcode == Opcode.MULTI))) {
            Operation o = operation(a);
            if (o != null
                    && o.input() instanceof ZnodeInput.Multi
                    && o.key() != null
                    && a.code() == ResultCode.OK
                    && a.stateZxid() > 0) {
                acknowledged.computeIfAbsent(o.key(), k -> new ArrayList<>()).add(a);
            }
        }
        if (acknowledged.isEmpty()) {
            return;
        }
        acknowledged.values().forEach(all -> all.sort(Comparator.comparingLong(Attempt::stateZxid)));
        List<MemberState> read = new ArrayList<>();
        BitSet readOperations = new BitSet();
        for (Operation o : guard.each(history.operations(ZnodeInput.Read.class, ZnodeInput.Snapshot.class))) {
            states(o).forEach((path, state) -> {
                noteCzxid(path, state.czxid());
                read.add(new MemberState(path, state, o));
                readOperations.set(o.number());
            });
        }
        Map<Integer, Long> seen = readAttempts(readOperations);
        for (MemberState state : guard.each(read)) {
            Long before = seen.get(state.operation().number());
            if (before != null) {
                judge(state, before);
            }
        }
        judgeAudits();
    }

    /**
     * Collects the incarnations of the members of all groups.
     *
     * @return for each of {@code operations}, the zxid that its session had seen before the first request of the
     *     operation
     */
    private Map<Integer, Long> readAttempts(BitSet operations) {
        SeenZxids seen = Analysis.of(history).seenZxids();
        Map<Integer, Long> before = new HashMap<>();
        for (Attempt a : guard.each(history.attempts(opcode -> opcode != Opcode.SYNC))) {
            if (a.stat() != null && a.path() != null && acknowledged.containsKey(ZnodeTimeline.parent(a.path()))) {
                noteCzxid(a.path(), a.stat().czxid());
            }
            if (a.operation() >= 0 && operations.get(a.operation())) {
                before.putIfAbsent(a.operation(), seen.before(a));
            }
        }
        return before;
    }

    private @Nullable Operation operation(Attempt a) {
        return a.operation() < 0 ? null : history.operations().get(a.operation());
    }

    private void noteCzxid(String path, long czxid) {
        Long other = czxid == 0 ? null : czxids.putIfAbsent(path, czxid);
        if (other != null && other != czxid) {
            recreated.add(path);
        }
    }

    /** The states of members that an operation shows, by their paths. */
    private Map<String, ZnodeState> states(Operation o) {
        String key = o.key();
        Map<String, ZnodeState> states = new HashMap<>();
        boolean read = o.input() instanceof ZnodeInput.Read asked && asked.kind() != ZnodeInput.ReadKind.EXISTS;
        if (read
                && o.outcome() == Outcome.OK
                && key != null
                && !key.endsWith(GUARD)
                && acknowledged.containsKey(ZnodeTimeline.parent(key))
                && o.output() instanceof OperationOutput.Shown shown
                && shown.state() != null) {
            states.put(key, shown.state());
        } else if (o.input() instanceof ZnodeInput.Snapshot
                && acknowledged.containsKey(String.valueOf(key))
                && o.output() instanceof OperationOutput.ShownTogether together) {
            together.states().forEach(state -> {
                String path = znodes.path(state.czxid());
                String member = path == null ? "" : znodes.relative(path);
                if (ZnodeTimeline.parent(member).equals(key) && !member.endsWith(GUARD)) {
                    states.put(member, state);
                }
            });
        }
        return states;
    }

    /** Judges a read by the zxid that its session had seen before. */
    private void judge(MemberState read, long seen) {
        String path = read.path();
        ZnodeState state = read.state();
        Operation o = read.operation();
        List<Attempt> all = acknowledged.getOrDefault(ZnodeTimeline.parent(path), List.of());
        int count = SortedSearch.upTo(all.size(), i -> all.get(i).stateZxid(), seen);
        if (state.version() < count && !recreated.contains(path) && reported.add(path)) {
            Set<Integer> operations = operations(all, count);
            operations.add(o.number());
            Attempt last = all.get(count - 1);
            findings.add(
                    LOST_MULTI,
                    "client " + o.client() + " read version " + state.version() + " of " + path + " at "
                            + seconds(o.completedNanos()) + " after its session had seen zxid " + hex(seen)
                            + ", by which " + multis(count) + " been acknowledged; each raises its version by one",
                    Analysis.of(history).singleRequests().blame(operations),
                    new Extent(
                            last.answeredNanos(),
                            o.completedNanos(),
                            Set.of(o.client()),
                            List.of(last.operation(), o.number())),
                    RegisterCitations.RELIABILITY);
        }
    }

    private static Set<Integer> operations(List<Attempt> multis, int count) {
        Set<Integer> operations = new HashSet<>();
        multis.subList(0, count).forEach(a -> operations.add(a.operation()));
        return operations;
    }

    private static String multis(int count) {
        return count == 1 ? "1 multi had" : count + " multis had";
    }

    private void judgeAudits() {
        Map<Integer, MemberAudited> members = new HashMap<>();
        history.events(MemberAudited.class)
                .filter(m -> m.problem() == null)
                .forEach(m -> members.putIfAbsent(m.member(), m));
        Map<String, String> groups = new HashMap<>();
        acknowledged.keySet().forEach(group -> groups.put(znodes.absolute(group), group));
        history.events(ZnodeAudited.class).forEach(z -> {
            MemberAudited member = members.get(z.member());
            String parent = ZnodeTimeline.parent(z.path());
            String group = groups.get(parent);
            if (member != null && group != null && !z.path().endsWith(GUARD)) {
                String name = z.path().substring(parent.length());
                judgeAudited(z, member, group + name);
            }
        });
    }

    private void judgeAudited(ZnodeAudited z, MemberAudited member, String path) {
        List<Attempt> all = acknowledged.getOrDefault(ZnodeTimeline.parent(path), List.of());
        int count = SortedSearch.upTo(all.size(), i -> all.get(i).stateZxid(), member.zxid());
        Long czxid = czxids.get(path);
        boolean same =
                !recreated.contains(path) && (czxid == null || czxid == z.stat().czxid());
        if (z.stat().version() < count && same && reported.add("member " + z.member() + path)) {
            Set<Integer> operations = operations(all, count);
            Attempt last = all.get(count - 1);
            findings.add(
                    LOST_MULTI,
                    "member " + z.member() + " has version " + z.stat().version() + " of " + path + " at zxid "
                            + hex(member.zxid()) + ", by which " + multis(count)
                            + " been acknowledged; each raises its version by one",
                    Analysis.of(history).singleRequests().blame(operations),
                    new Extent(last.answeredNanos(), z.atNanos(), Set.of(), List.of(last.operation())),
                    RegisterCitations.RELIABILITY);
        }
    }
}
