package dev.stampede.checker.checks.registers;

import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckParameters;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.history.data.ZnodeInput.ReadKind;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A multi takes effect as a whole, at one zxid, and only if its check holds; no read shows a part of it.
 *
 * <p>A group is a znode with a {@code guard} and members below it. An operation {@code multi} on the group (argument
 * {@code tag version}) checks the guard's version and sets every member to a unique tag; no other operation sets a
 * member. Operations {@code get} on a member and {@code snapshot} on the group (all members in one request, separated
 * by bars) have results of the form {@code tag version czxid mzxid}.
 *
 * <ul>
 *   <li>{@code torn-write}: one tag was read at two zxids, or two tags at one zxid.
 *   <li>{@code applied-twice}, a caveat: one tag was read at two zxids, because the client library sent the multi again
 *       when its response was lost. Each time it took effect as a whole.
 *   <li>{@code torn-read}: a snapshot showed members of different zxids; or a session read a member at a smaller zxid
 *       than it had read another member of the group before.
 *   <li>{@code refused-and-applied}: the write of a refused multi was read.
 *   <li>{@code lost-multi}: a later state does not contain an acknowledged multi; see {@link LostMultis}.
 *   <li>{@code check-ignored}: a multi took effect at a zxid at which the guard certainly had another version.
 * </ul>
 *
 * <p>A history that passes, and one that fails (one multi, two members):
 *
 * <pre>{@code
 * multi /g t1 |=|  get /g/a → t1 at z5  get /g/b → t1 at z5     get /g/a → t1 at z5  get /g/b → t1 at z6
 * VALID                                                         INVALID: torn-write
 * }</pre>
 *
 * <p>No response shows what a multi checked, so only the checks of raw clients count as sent. No parameters. Immutable
 * and safe to share between threads; O(n log n).
 */
public final class TransactionsCheck implements Check {
    /** The name on the command line and in reports. */
    public static final String NAME = "transactions";

    private static final String CHECK_IGNORED = "check-ignored";
    private static final String GUARD = "/guard";

    private record Session(int client, long session, String group) {}

    /** @param sent how often the request was sent: more than once if the library retried it */
    private record Multi(Operation operation, String group, int version, int sent) {}

    private record TagRead(String tag, long zxid, Operation operation) {}

    private final CheckSpec spec;

    private TransactionsCheck(CheckSpec spec) {
        this.spec = spec;
    }

    /**
     * Creates the check.
     *
     * @throws IllegalArgumentException if there is a parameter
     */
    public static TransactionsCheck of(CheckSpec spec) {
        new CheckParameters(spec).nothingElse("(none)");
        return new TransactionsCheck(spec);
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
    public CheckResult check(History history, CheckBudget budget) {
        Map<String, Multi> multis = new HashMap<>();
        Findings findings = new Findings(history, multis);
        return findings.collector.within(budget, Coverage::outOfTime, guard -> judge(history, multis, findings, guard));
    }

    private static CheckResult judge(History history, Map<String, Multi> multis, Findings findings, BudgetGuard guard) {
        Map<String, NavigableMap<Long, Integer>> guards = new HashMap<>();
        gather(history, multis, guards, guard);
        Map<String, TagRead> byTag = new TreeMap<>();
        Map<Long, TagRead> byZxid = new HashMap<>();
        Map<Session, TagRead> furthest = new HashMap<>();
        int tagReads = 0;
        for (Operation o : guard.each(history.operations(ZnodeInput.Snapshot.class, ZnodeInput.Read.class))) {
            List<TagRead> seen = tagReads(o, multis);
            tagReads += seen.size();
            for (TagRead s : seen) {
                write(s, multis, byTag.putIfAbsent(s.tag(), s), byZxid.putIfAbsent(s.zxid(), s), findings);
            }
            read(o, seen, multis, furthest, findings);
        }
        byTag.values().forEach(s -> effect(s, multis.get(s.tag()), guards, findings));
        new LostMultis(history, findings.collector, guard).judge();
        long refused = multis.entrySet().stream()
                .filter(e -> !byTag.containsKey(e.getKey())
                        && e.getValue().operation().outcome() == Outcome.FAILED)
                .count();
        Coverage coverage = Coverage.of("multis", byTag.size() + refused)
                .notJudged("no read showed what it wrote", multis.size() - byTag.size() - refused);
        String scope = tagReads + (tagReads == 1 ? " read of a tag" : " reads of tags");
        return findings.collector.result(coverage, scope);
    }

    private static void gather(
            History history,
            Map<String, Multi> multis,
            Map<String, NavigableMap<Long, Integer>> guards,
            BudgetGuard guard) {
        Map<Integer, Integer> sent = new HashMap<>();
        for (Attempt a : guard.each(history.attempts(opcode -> opcode == Opcode.MULTI))) {
            sent.merge(a.operation(), 1, Integer::sum);
        }
        for (Operation o : guard.each(history.operations(ZnodeInput.Multi.class))) {
            if (o.input() instanceof ZnodeInput.Multi multi && o.key() != null) {
                multis.put(multi.tag(), new Multi(o, o.key(), multi.guardVersion(), sent.getOrDefault(o.number(), 0)));
            }
        }
        for (Attempt a : guard.each(history.attempts())) {
            ZnodeStat stat = a.stat();
            String path = a.path();
            if (stat != null && path != null && path.endsWith(GUARD) && a.code() == ResultCode.OK) {
                guards.computeIfAbsent(path, p -> new TreeMap<>()).put(stat.mzxid(), stat.version());
            }
        }
    }

    /** The tags of multis that a read showed. */
    private static List<TagRead> tagReads(Operation o, Map<String, Multi> multis) {
        List<TagRead> seen = new ArrayList<>();
        boolean read = o.input() instanceof ZnodeInput.Snapshot
                || (o.input() instanceof ZnodeInput.Read one
                        && (one.kind() == ReadKind.GET || one.kind() == ReadKind.SYNC_GET));
        if (read && o.outcome() == Outcome.OK) {
            for (ReadResult state : ReadResult.allOf(o.output())) {
                if (multis.containsKey(state.data())) {
                    seen.add(new TagRead(state.data(), state.zxid(), o));
                }
            }
        }
        return seen;
    }

    private static void write(
            TagRead s,
            Map<String, Multi> multis,
            @Nullable TagRead sameTag,
            @Nullable TagRead sameZxid,
            Findings findings) {
        if (sameTag != null && sameTag.zxid() != s.zxid()) {
            Multi multi = multis.get(s.tag());
            boolean sentAgain = multi != null && multi.sent() > 1;
            findings.add(
                    sentAgain ? "applied-twice" : "torn-write",
                    "the multi of " + s.tag() + " was read at two zxids, " + hex(sameTag.zxid()) + " and "
                            + hex(s.zxid()),
                    sameTag,
                    s,
                    RegisterCitations.ATOMICITY,
                    sentAgain ? RegisterCitations.SENT_AGAIN : null);
        } else if (sameZxid != null && !sameZxid.tag().equals(s.tag())) {
            report(
                    "torn-write",
                    "two multis, of " + sameZxid.tag() + " and " + s.tag() + ", were read at one zxid, "
                            + hex(s.zxid()),
                    sameZxid,
                    s,
                    RegisterCitations.ATOMICITY,
                    findings);
        }
    }

    private static void read(
            Operation o,
            List<TagRead> seen,
            Map<String, Multi> multis,
            Map<Session, TagRead> furthest,
            Findings findings) {
        for (TagRead s : seen) {
            TagRead first = seen.get(0);
            if (s.zxid() != first.zxid()) {
                report(
                        "torn-read",
                        "a snapshot showed " + first.tag() + " at " + hex(first.zxid()) + " together with " + s.tag()
                                + " at " + hex(s.zxid()),
                        first,
                        s,
                        RegisterCitations.ATOMICITY,
                        findings);
                return;
            }
        }
        if (seen.isEmpty()) {
            return;
        }
        TagRead s = seen.get(0);
        Multi multi = multis.get(s.tag());
        if (multi == null) {
            return;
        }
        Session session = new Session(o.client(), o.session(), multi.group());
        TagRead before = furthest.get(session);
        if (before != null && before.zxid() > s.zxid()) {
            report(
                    "torn-read",
                    "session " + hex(o.session()) + " read " + s.tag() + " at " + hex(s.zxid())
                            + ", after it had read " + before.tag() + " at " + hex(before.zxid())
                            + " of the same group",
                    before,
                    s,
                    RegisterCitations.SINGLE_SYSTEM_IMAGE,
                    findings);
        } else {
            furthest.put(session, s);
        }
    }

    /** The rules for a multi that took effect. */
    private static void effect(
            TagRead s, @Nullable Multi multi, Map<String, NavigableMap<Long, Integer>> guards, Findings findings) {
        if (multi == null) {
            return;
        }
        if (multi.operation().outcome() == Outcome.FAILED) {
            report(
                    "refused-and-applied",
                    "the multi of " + s.tag() + " was refused ("
                            + multi.operation().error() + ") but was read at " + hex(s.zxid()),
                    new TagRead(s.tag(), s.zxid(), multi.operation()),
                    s,
                    RegisterCitations.ATOMICITY,
                    findings);
        }
        NavigableMap<Long, Integer> guard = guards.getOrDefault(multi.group() + GUARD, new TreeMap<>());
        Map.Entry<Long, Integer> before = guard.floorEntry(s.zxid());
        Map.Entry<Long, Integer> after = guard.higherEntry(s.zxid());
        int version = multi.version();
        boolean wasHigher = before != null && before.getValue() > version;
        boolean becameNoHigher = after != null && after.getValue() <= version;
        Map.Entry<Long, Integer> known = wasHigher ? before : becameNoHigher ? after : null;
        if (known != null) {
            report(
                    CHECK_IGNORED,
                    "the multi of " + s.tag() + " checked that the guard has version " + version
                            + " and took effect at " + hex(s.zxid()) + ", although the guard got version "
                            + known.getValue() + " at " + hex(known.getKey()),
                    new TagRead(s.tag(), s.zxid(), multi.operation()),
                    s,
                    RegisterCitations.ATOMICITY,
                    findings);
        }
    }

    private static void report(
            String kind, String headline, TagRead one, TagRead two, Citation promise, Findings findings) {
        findings.add(kind, headline, one, two, promise, null);
    }

    /** Collects the anomalies, and decides which layer is at fault. */
    private static final class Findings {
        private final AnomalyCollector collector;
        private final History history;
        private final Map<String, Multi> multis;

        Findings(History history, Map<String, Multi> multis) {
            this.collector = new AnomalyCollector(NAME, history);
            this.history = history;
            this.multis = multis;
        }

        void add(String kind, String headline, TagRead one, TagRead two, Citation promise, @Nullable Citation excuse) {
            Operation a = one.operation();
            Operation b = two.operation();
            collector.add(
                    kind,
                    headline + " (client " + b.client() + ", at " + seconds(b.completedNanos()) + ")",
                    blame(kind, one, two),
                    new Extent(
                            Math.min(a.invokedNanos(), b.invokedNanos()),
                            b.completed() ? b.completedNanos() : b.invokedNanos(),
                            new TreeSet<>(List.of(a.client(), b.client())),
                            List.of(a.number(), b.number())),
                    promise,
                    excuse);
        }

        /** No response shows what a multi checked, so only raw clients certainly sent the check of their input. */
        private Blame blame(String kind, TagRead one, TagRead two) {
            Set<Integer> involved = new TreeSet<>();
            for (TagRead sighting : List.of(one, two)) {
                involved.add(sighting.operation().number());
                Multi multi = multis.get(sighting.tag());
                if (multi != null) {
                    involved.add(multi.operation().number());
                }
            }
            return kind.equals(CHECK_IGNORED) && !history.header().rawRequests()
                    ? Blame.RECIPE
                    : Analysis.of(history).singleRequests().blame(involved);
        }
    }
}
