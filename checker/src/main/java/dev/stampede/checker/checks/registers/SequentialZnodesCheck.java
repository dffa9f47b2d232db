package dev.stampede.checker.checks.registers;

import static dev.stampede.checker.check.AnomalyText.count;
import static dev.stampede.checker.check.AnomalyText.hex;

import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckParameters;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Event.ZnodeAudited;
import dev.stampede.checker.history.data.Event.ZnodeObserved;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sequential znodes: suffixes are unique and increase with czxid, and each operation creates one znode.
 *
 * <p>An operation {@code createSequential} on a parent has a unique tag as its argument; the znode is named
 * {@code tag-} and ten digits (a prefix before the tag is ignored). The znodes are known from acknowledged creates,
 * from the harness's watcher sessions, and from the audit.
 *
 * <ul>
 *   <li>{@code suffix-twice}, {@code suffix-order}: two znodes of a parent have the same suffix, or the later one has
 *       the smaller suffix. ZooKeeper is at fault.
 *   <li>{@code created-twice}: one operation created two znodes, because its client repeated a create with a lost
 *       response.
 * </ul>
 *
 * <p>A history that passes, and one that fails:
 *
 * <pre>{@code
 * createSequential /s t1 → /s/t1-0000000004       createSequential /s t1 → /s/t1-0000000005
 * at the end: /s/t1-0000000004                    at the end: /s/t1-0000000004, /s/t1-0000000005
 * VALID                                           INVALID: created-twice
 * }</pre>
 *
 * <p>No parameters. Immutable and safe to share between threads; O(n log n).
 */
public final class SequentialZnodesCheck implements Check {
    /** The name on the command line and in reports. */
    public static final String NAME = "sequences";

    private static final int DIGITS = 10;
    private static final Pattern SEQUENTIAL = Pattern.compile(".+-[0-9]{" + DIGITS + "}");

    /**
     * What the history shows of a znode.
     *
     * @param czxid 0 if unknown
     * @param sinceNanos when the history first shows it
     */
    private record KnownZnode(long czxid, long sinceNanos) {
        KnownZnode and(KnownZnode other) {
            return new KnownZnode(Math.max(czxid, other.czxid), Math.min(sinceNanos, other.sinceNanos));
        }
    }

    /** A sequential znode; its czxid is 0 if unknown. */
    private record SequentialZnode(String path, long suffix, long czxid, long sinceNanos) {}

    private final CheckSpec spec;

    private SequentialZnodesCheck(CheckSpec spec) {
        this.spec = spec;
    }

    /**
     * Creates the check.
     *
     * @throws IllegalArgumentException if there is a parameter
     */
    public static SequentialZnodesCheck of(CheckSpec spec) {
        new CheckParameters(spec).nothingElse("(none)");
        return new SequentialZnodesCheck(spec);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckSpec spec() {
        return spec;
    }

    @Override
    public boolean usesWatchers() {
        return true;
    }

    @Override
    public CheckResult check(History history, CheckBudget budget) {
        AnomalyCollector findings = new AnomalyCollector(NAME, history);
        return findings.within(budget, Coverage::outOfTime, guard -> judge(history, findings, guard));
    }

    private static CheckResult judge(History history, AnomalyCollector findings, BudgetGuard guard) {
        Map<String, Operation> byTag = new HashMap<>();
        Set<String> parents = new HashSet<>();
        for (Operation o : guard.each(history.operations(ZnodeInput.CreateSequential.class))) {
            if (o.input() instanceof ZnodeInput.CreateSequential create && o.key() != null) {
                byTag.put(o.key() + " " + create.tag(), o);
                parents.add(o.key());
            }
        }
        Map<String, KnownZnode> znodes = new TreeMap<>();
        gather(history, parents, znodes, guard);
        Map<String, SortedMap<Long, SequentialZnode>> byParent = new TreeMap<>();
        Map<Integer, Set<String>> createdBy = new TreeMap<>();
        long sequential = 0;
        for (Map.Entry<String, KnownZnode> entry : znodes.entrySet()) {
            guard.step();
            String path = entry.getKey();
            SequentialZnode znode = sequentialZnode(path, entry.getValue());
            if (znode != null) {
                sequential++;
                String parent = parent(path);
                suffix(parent, byParent.computeIfAbsent(parent, p -> new TreeMap<>()), znode, findings);
                Operation o = byTag.get(parent + " " + tag(path));
                if (o != null) {
                    createdBy.computeIfAbsent(o.number(), x -> new TreeSet<>()).add(path);
                }
            }
        }
        byParent.values().forEach(all -> order(all, findings));
        createdBy.forEach((operation, paths) -> {
            if (paths.size() > 1) {
                twice(history.operations().get(operation), paths, findings);
            }
        });
        Coverage coverage = Coverage.of("sequential znodes", sequential)
                .notJudged("its name has no suffix", znodes.size() - sequential);
        return findings.result(
                coverage, count(byTag.size(), "sequential create") + " below " + count(parents.size(), "parent"));
    }

    /** Collects every znode below one of the parents, with its czxid, 0 if unknown. */
    private static void gather(
            History history, Set<String> parents, Map<String, KnownZnode> znodes, BudgetGuard guard) {
        for (Attempt a : guard.each(history.attempts(Opcode::creates))) {
            ZnodeStat stat = a.stat();
            if (a.path() != null && stat != null && a.code() == ResultCode.OK) {
                add(a.path(), stat.czxid(), a.answeredNanos(), parents, znodes);
            }
        }
        history.events(ZnodeObserved.class).forEach(e -> {
            guard.step();
            ZnodeStat stat = e.stat();
            switch (e.change()) {
                case CREATED -> add(e.path(), e.zxid(), e.atNanos(), parents, znodes);
                case PRESENT -> add(e.path(), stat == null ? 0 : stat.czxid(), e.atNanos(), parents, znodes);
                default -> {
                    // The other changes show no znode that is not known already.
                }
            }
        });
        history.events(ZnodeAudited.class).forEach(e -> {
            guard.step();
            add(e.path(), e.stat().czxid(), e.atNanos(), parents, znodes);
        });
    }

    private static void add(
            String path, long czxid, long atNanos, Set<String> parents, Map<String, KnownZnode> znodes) {
        if (parents.contains(parent(path))) {
            znodes.merge(path, new KnownZnode(czxid, atNanos), KnownZnode::and);
        }
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /**
     * The tag: the part of the name before the last dash and the digits, without a prefix (Curator's {@code _c_…-}).
     */
    private static String tag(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1, path.length() - DIGITS - 1);
        return name.substring(name.lastIndexOf('-') + 1);
    }

    private static @Nullable SequentialZnode sequentialZnode(String path, KnownZnode known) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return SEQUENTIAL.matcher(name).matches()
                ? new SequentialZnode(
                        path, Long.parseLong(name.substring(name.length() - DIGITS)), known.czxid(), known.sinceNanos())
                : null;
    }

    private static void suffix(
            String parent, SortedMap<Long, SequentialZnode> all, SequentialZnode znode, AnomalyCollector findings) {
        SequentialZnode other = all.putIfAbsent(znode.suffix(), znode);
        if (other != null) {
            findings.add(
                    "suffix-twice",
                    other.path() + " and " + znode.path() + " have the same suffix below " + parent,
                    Blame.ZOOKEEPER,
                    extent(other, znode),
                    RegisterCitations.SEQUENCE);
        }
    }

    /** From the time at which the first of two znodes is known to the time at which both are. */
    private static Extent extent(SequentialZnode one, SequentialZnode two) {
        return new Extent(
                        Math.min(one.sinceNanos(), two.sinceNanos()),
                        Math.max(one.sinceNanos(), two.sinceNanos()),
                        Set.of(),
                        List.of())
                .about(Set.of(one.path(), two.path()), Set.of());
    }

    private static void order(SortedMap<Long, SequentialZnode> bySuffix, AnomalyCollector findings) {
        @Nullable SequentialZnode latest = null;
        for (SequentialZnode znode : bySuffix.values()) {
            if (znode.czxid() == 0) {
                continue;
            }
            if (latest != null && latest.czxid() >= znode.czxid()) {
                findings.add(
                        "suffix-order",
                        znode.path() + " was created at " + hex(znode.czxid()) + ", and " + latest.path()
                                + ", with a smaller suffix, at " + hex(latest.czxid()),
                        Blame.ZOOKEEPER,
                        extent(latest, znode),
                        RegisterCitations.SEQUENCE);
            }
            latest = latest == null || latest.czxid() < znode.czxid() ? znode : latest;
        }
    }

    private static void twice(Operation o, Set<String> paths, AnomalyCollector findings) {
        findings.add(
                "created-twice",
                "operation " + o.number() + " of client " + o.client() + " (" + o.function() + " " + o.argument() + ", "
                        + o.outcome() + ") created " + paths.size() + " znodes: " + String.join(", ", paths),
                Blame.USER_CODE,
                new Extent(
                        o.invokedNanos(),
                        o.completed() ? o.completedNanos() : o.invokedNanos(),
                        Set.of(o.client()),
                        List.of(o.number())),
                RegisterCitations.RETRY);
    }
}
