package dev.stampede.checker.checks.ensemble;

import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.analysis.SingleRequests;
import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.analysis.ZooKeeperCitations;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Event.ZnodeAudited;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.history.data.ZnodeInput.Create;
import dev.stampede.checker.history.data.ZnodeInput.Multi;
import dev.stampede.checker.history.data.ZnodeInput.Raise;
import dev.stampede.checker.history.data.ZnodeInput.SetData;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.history.data.ZnodeState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether reads show what was written: the data of a znode, and the number of children. Only operations that
 * are single requests count: what they show comes from ZooKeeper unchanged, not from a recipe. Not thread-safe; O(n) in
 * operations and attempts.
 *
 * <p>The audit has digests of the data, which are compared with what was read and written, too.
 *
 * <ul>
 *   <li>{@code two-values}: a znode has one value at one mzxid, for all readers and for the writer.
 *   <li>{@code unknown-data}: a value that is read was written by an operation that may have succeeded. A znode is not
 *       judged if other requests than those of its operations wrote it.
 *   <li>{@code children-differ}: a list of children has as many entries as its own Stat counts.
 * </ul>
 */
final class ValueRules {
    private record Version(String key, long mzxid) {}

    /** The data of a version, and the number of the first operation that read or wrote it. */
    private record Value(String data, int by) {}

    private static final String DIGEST = "[0-9a-f]{16}";
    /** What replaces a secret in recorded data. */
    private static final String REDACTED = "<redacted>";

    private final History history;
    private final ZnodeTimeline znodes;
    private final SingleRequests single;
    private final AnomalyCollector findings;
    private final BudgetGuard guard;
    private final Map<Version, Value> values = new HashMap<>();
    private final Map<String, Set<String>> written = new HashMap<>();
    /** For each group, the tags of its multis: the data that each multi writes to all members of the group. */
    private final Map<String, Set<String>> tags = new HashMap<>();
    /** Paths that a request other than that of the path's operations may have set. */
    private final Set<String> setOtherwise = new HashSet<>();

    /** The largest zxid that a client has seen. Requests that made later changes may not be in the history. */
    private long newestZxid;

    /** Paths that a request other than that of the path's operations may have created. */
    private final Set<String> createdOtherwise = new HashSet<>();

    private final Set<String> reported = new HashSet<>();

    ValueRules(History history, AnomalyCollector findings, BudgetGuard guard) {
        this.guard = guard;
        this.history = history;
        this.znodes = Analysis.of(history).znodes();
        this.single = Analysis.of(history).singleRequests();
        this.findings = findings;
    }

    void judge() {
        for (Operation o : guard.each(history.operations(Create.class, SetData.class, Raise.class, Multi.class))) {
            String data = data(o);
            String key = o.key();
            if (data != null && key != null && o.outcome() != Outcome.FAILED) {
                boolean multi = o.input() instanceof ZnodeInput.Multi;
                (multi ? tags : written)
                        .computeIfAbsent(key, k -> new HashSet<>())
                        .add(data);
            }
        }
        List<Operation> reads = history.operations(ZnodeInput.Read.class, ZnodeInput.Snapshot.class);
        if (written.isEmpty() && tags.isEmpty() && reads.isEmpty()) {
            return;
        }
        guard.each(history.attempts()).forEach(this::gather);
        guard.each(reads).forEach(this::read);
        history.events(ZnodeAudited.class).forEach(this::audited);
    }

    /** The data that an operation writes, null if it writes none. */
    private static @Nullable String data(Operation o) {
        OperationInput input = o.input();
        if (input instanceof Create create) {
            return create.data();
        } else if (input instanceof SetData set) {
            return set.data();
        } else if (input instanceof Raise raise) {
            return raise.data();
        }
        return input instanceof Multi multi ? multi.tag() : null;
    }

    private void gather(Attempt a) {
        newestZxid = Math.max(newestZxid, a.zxid());
        ZnodeStat stat = a.stat();
        String path = a.path();
        boolean writes = a.opcode().creates() || a.opcode() == Opcode.SET_DATA;
        if (path == null) {
            return;
        }
        boolean lists = stat != null && a.opcode() == Opcode.GET_CHILDREN;
        boolean mayWrite = writes && ZnodeTimeline.mayHaveHappened(a.code());
        Operation o =
                (lists || mayWrite) && a.operation() >= 0 ? history.operations().get(a.operation()) : null;
        if (mayWrite) {
            String data = o == null ? null : data(o);
            if (o == null || !path.equals(o.key()) || data == null) {
                (a.opcode().creates() ? createdOtherwise : setOtherwise).add(path);
            } else if (stat != null && a.code() == ResultCode.OK && single.contains(o.number())) {
                values.putIfAbsent(new Version(path, stat.mzxid()), new Value(data, o.number()));
            }
        }
        if (o != null
                && stat != null
                && a.opcode() == Opcode.GET_CHILDREN
                && o.input() instanceof ZnodeInput.CountChildren
                && o.output() instanceof OperationOutput.WholeNumber listed
                && single.contains(o.number())) {
            children(o, path, stat, listed.value());
        }
    }

    private void children(Operation o, String path, ZnodeStat stat, long listed) {
        if (listed != stat.children()) {
            report(
                    "children-differ",
                    path,
                    "client " + o.client() + " was answered with " + listed + " children of " + path + " at "
                            + seconds(o.completedNanos()) + ", and with a Stat of " + stat.children(),
                    o,
                    o);
        }
    }

    private void read(Operation o) {
        boolean read = o.input() instanceof ZnodeInput.Read asked && asked.kind() != ZnodeInput.ReadKind.EXISTS;
        if (o.outcome() != Outcome.OK || o.key() == null || !single.contains(o.number())) {
            return;
        } else if (read && o.output() instanceof OperationOutput.Shown shown && shown.state() != null) {
            read(o, o.key(), shown.state());
        } else if (o.output() instanceof OperationOutput.ShownTogether together) {
            for (ZnodeState state : together.states()) {
                String path = znodes.path(state.czxid());
                if (path != null) {
                    read(o, znodes.relative(path), state);
                }
            }
        }
    }

    private void read(Operation o, String key, ZnodeState state) {
        Value value = values.putIfAbsent(new Version(key, state.mzxid()), new Value(state.data(), o.number()));
        if (value != null && !value.data().equals(state.data())) {
            Operation by = history.operations().get(value.by());
            report(
                    "two-values",
                    key,
                    "client " + o.client() + " read " + state.data() + " of " + key + " at mzxid " + hex(state.mzxid())
                            + ", at which client " + by.client() + (data(by) == null ? " read " : " wrote ")
                            + value.data(),
                    by,
                    o);
        } else if (value == null && !mayHaveBeenWritten(key, state)) {
            report(
                    "unknown-data",
                    key,
                    "client " + o.client() + " read " + state.data() + " of " + key + " at mzxid " + hex(state.mzxid())
                            + ", which no client wrote to it",
                    o,
                    o);
        }
    }

    /**
     * Compares the digest of audited data with what was read and written. A digest of another form than {@link
     * #DIGEST}, as of redacted data, is not compared.
     */
    private void audited(ZnodeAudited z) {
        String key = znodes.relative(z.path());
        Value value = values.get(new Version(key, z.stat().mzxid()));
        boolean explained = value == null
                ? z.stat().mzxid() > newestZxid
                        || mayBeByOtherRequest(key, z.stat().version())
                : digest(value.data()).equals(z.data());
        if (explained) {
            return;
        }
        List<String> known = known(key).stream().flatMap(Set::stream).toList();
        if (known.isEmpty() || !z.data().matches(DIGEST) || known.stream().anyMatch(data -> data.contains(REDACTED))) {
            return;
        }
        if (value != null) {
            Operation by = history.operations().get(value.by());
            report(
                    "two-values",
                    key,
                    "the audit read data of " + key + " on member " + z.member() + " at mzxid "
                            + hex(z.stat().mzxid()) + " that is not " + value.data() + ", which client "
                            + by.client() + (data(by) == null ? " read" : " wrote") + " at that mzxid",
                    by,
                    by);
        } else if (known.stream().noneMatch(data -> digest(data).equals(z.data()))) {
            findings.add(
                    "unknown-data",
                    "the audit read data of " + key + " on member " + z.member() + " at mzxid "
                            + hex(z.stat().mzxid()) + ", which no client wrote to it",
                    Blame.ZOOKEEPER,
                    Extent.at(z.atNanos()).about(Set.of(z.path()), Set.of()),
                    ZooKeeperCitations.RELIABILITY);
        }
    }

    /** The digest of the audit: the first 8 bytes of the SHA-256, in hexadecimal. */
    private static String digest(String data) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(data.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean mayHaveBeenWritten(String key, ZnodeState state) {
        List<Set<String>> known = known(key);
        return known.isEmpty()
                || known.stream().anyMatch(all -> all.contains(state.data()))
                || mayBeByOtherRequest(key, state.version());
    }

    /** Whether a request other than that of the path's operations may have made the state with this version. */
    private boolean mayBeByOtherRequest(String key, int version) {
        return setOtherwise.contains(key) || (version == 0 && createdOtherwise.contains(key));
    }

    /** The data that operations may have written to a path, and the tags of the multis of its parent's group. */
    private List<Set<String>> known(String key) {
        return Stream.of(written.get(key), tags.get(ZnodeTimeline.parent(key)))
                .filter(Objects::nonNull)
                .toList();
    }

    private void report(String kind, String key, String headline, Operation one, Operation two) {
        if (reported.add(kind + key)) {
            findings.add(
                    kind,
                    headline,
                    Blame.ZOOKEEPER,
                    new Extent(
                            Math.min(one.invokedNanos(), two.invokedNanos()),
                            two.completedNanos(),
                            new TreeSet<>(List.of(one.client(), two.client())),
                            List.of(one.number(), two.number())),
                    ZooKeeperCitations.RELIABILITY);
        }
    }
}
