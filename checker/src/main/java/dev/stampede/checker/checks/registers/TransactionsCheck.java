package dev.stampede.checker.checks.registers;

import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
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
 * A multi happens as a whole, at one zxid, and only if what it checks holds; nobody is shown a part of one.
 *
 * <p>A group is a znode with a {@code guard} and members below it. An operation {@code multi} on the group (argument {@code
 * tag version}) checks the guard's version and sets every member to a tag that is never used again; nothing else sets a
 * member. Operations {@code get} on a member and {@code snapshot} on the group (all members in one request, with bars in
 * between) have results of the form {@code tag version czxid mzxid}.
 *
 * <ul>
 *   <li>{@code torn-write}: one tag was seen at two zxids, or two tags at one.
 *   <li>{@code applied-twice}, a caveat: one tag was seen at two zxids, because the client library had sent the multi again
 *       when its answer was lost. Each time it happened as a whole.
 *   <li>{@code torn-read}: a snapshot showed members of different zxids; or in one session a member was read at a smaller
 *       zxid than another member of its group before.
 *   <li>{@code refused-and-applied}: a multi that was refused was seen.
 *   <li>{@code check-ignored}: a multi took effect at a zxid at which the guard is known to have had another version.
 * </ul>
 *
 * <p>A history that passes, and one that fails (one multi, two members):
 *
 * <pre>{@code
 * multi /g t1 |=|  get /g/a → t1 at z5  get /g/b → t1 at z5     get /g/a → t1 at z5  get /g/b → t1 at z6
 * VALID                                                         INVALID: torn-write
 * }</pre>
 *
 * <p>Parameter: {@code raw=true} if the clients' requests carry just what their operations say, so that only ZooKeeper can
 * have ignored a check; otherwise the recipe may have left it out. Immutable and safe to share between threads; O(n log n).
 */
public final class TransactionsCheck implements Check {
    /** What it is called on the command line and in reports. */
    public static final String NAME = "transactions";

    private static final String CHECK_IGNORED = "check-ignored";
    private static final String GUARD = "/guard";
    private static final int BUDGET_EVERY = 1 << 12;

    private record Session(int client, long session, String group) {}

    /** @param sent how often its request was sent: more than once if the library retries it */
    private record Multi(Operation operation, String group, int version, int sent) {}

    private record Sighting(String tag, long zxid, Operation operation) {}

    private final CheckSpec spec;
    private final boolean raw;

    private TransactionsCheck(CheckSpec spec, boolean raw) {
        this.spec = spec;
        this.raw = raw;
    }

    /**
     * The check.
     *
     * @throws IllegalArgumentException if a parameter or its value is not known
     */
    public static TransactionsCheck of(CheckSpec spec) {
        CheckParameters parameters = new CheckParameters(spec);
        boolean raw = parameters.flag("raw");
        parameters.nothingElse("raw");
        return new TransactionsCheck(spec, raw);
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
        Findings findings = new Findings(history, multis, raw);
        Map<String, NavigableMap<Long, Integer>> guards = new HashMap<>();
        boolean whole = gather(history, multis, guards, budget);
        Map<String, Sighting> byTag = new TreeMap<>();
        Map<Long, Sighting> byZxid = new HashMap<>();
        Map<Session, Sighting> furthest = new HashMap<>();
        int sightings = 0;
        for (Operation o : history.operations()) {
            if (o.number() % BUDGET_EVERY == 0 && budget.exhausted()) {
                whole = false;
                break;
            }
            List<Sighting> seen = sightings(o, multis);
            sightings += seen.size();
            for (Sighting s : seen) {
                write(s, multis, byTag.putIfAbsent(s.tag(), s), byZxid.putIfAbsent(s.zxid(), s), findings);
            }
            read(o, seen, multis, furthest, findings);
        }
        byTag.values().forEach(s -> effect(s, multis.get(s.tag()), guards, findings));
        Coverage coverage = Coverage.of("multis", byTag.size())
                .notJudged("no read showed what it wrote", multis.size() - byTag.size());
        String scope = sightings + (sightings == 1 ? " sighting" : " sightings");
        return whole
                ? findings.collector.result(coverage, scope)
                : findings.collector.resultOfPart(coverage, scope, budget);
    }

    private static boolean gather(
            History history,
            Map<String, Multi> multis,
            Map<String, NavigableMap<Long, Integer>> guards,
            CheckBudget budget) {
        Map<Integer, Integer> sent = new HashMap<>();
        history.attempts().forEach(a -> {
            if (a.opcode() == Opcode.MULTI) {
                sent.merge(a.operation(), 1, Integer::sum);
            }
        });
        for (Operation o : history.operations()) {
            if (o.input() instanceof ZnodeInput.Multi asked && o.key() != null) {
                multis.put(asked.tag(), new Multi(o, o.key(), asked.guardVersion(), sent.getOrDefault(o.number(), 0)));
            }
        }
        for (Attempt a : history.attempts()) {
            if (a.number() % BUDGET_EVERY == 0 && budget.exhausted()) {
                return false;
            }
            ZnodeStat stat = a.stat();
            String path = a.path();
            if (stat != null && path != null && path.endsWith(GUARD) && a.code() == ResultCode.OK) {
                guards.computeIfAbsent(path, p -> new TreeMap<>()).put(stat.mzxid(), stat.version());
            }
        }
        return true;
    }

    /** The tags of multis that a read showed. */
    private static List<Sighting> sightings(Operation o, Map<String, Multi> multis) {
        List<Sighting> seen = new ArrayList<>();
        boolean read = o.input() instanceof ZnodeInput.Snapshot
                || (o.input() instanceof ZnodeInput.Read one
                        && (one.kind() == ReadKind.GET || one.kind() == ReadKind.SYNC_GET));
        if (read && o.outcome() == Outcome.OK) {
            for (ReadResult state : ReadResult.allOf(o.output())) {
                if (multis.containsKey(state.data())) {
                    seen.add(new Sighting(state.data(), state.zxid(), o));
                }
            }
        }
        return seen;
    }

    private static void write(
            Sighting s,
            Map<String, Multi> multis,
            @Nullable Sighting sameTag,
            @Nullable Sighting sameZxid,
            Findings findings) {
        if (sameTag != null && sameTag.zxid() != s.zxid()) {
            Multi multi = multis.get(s.tag());
            boolean again = multi != null && multi.sent() > 1;
            findings.add(
                    again ? "applied-twice" : "torn-write",
                    "the multi of " + s.tag() + " was seen at two zxids, " + hex(sameTag.zxid()) + " and "
                            + hex(s.zxid()),
                    sameTag,
                    s,
                    RegisterCitations.ATOMICITY,
                    again ? RegisterCitations.SENT_AGAIN : null);
        } else if (sameZxid != null && !sameZxid.tag().equals(s.tag())) {
            tell(
                    "torn-write",
                    "two multis, of " + sameZxid.tag() + " and " + s.tag() + ", were seen at one zxid, "
                            + hex(s.zxid()),
                    sameZxid,
                    s,
                    RegisterCitations.ATOMICITY,
                    findings);
        }
    }

    private static void read(
            Operation o,
            List<Sighting> seen,
            Map<String, Multi> multis,
            Map<Session, Sighting> furthest,
            Findings findings) {
        for (Sighting s : seen) {
            Sighting first = seen.get(0);
            if (s.zxid() != first.zxid()) {
                tell(
                        "torn-read",
                        "a snapshot showed " + first.tag() + " at " + hex(first.zxid()) + " beside " + s.tag() + " at "
                                + hex(s.zxid()),
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
        Sighting s = seen.get(0);
        Multi multi = multis.get(s.tag());
        if (multi == null) {
            return;
        }
        Session session = new Session(o.client(), o.session(), multi.group());
        Sighting before = furthest.get(session);
        if (before != null && before.zxid() > s.zxid()) {
            tell(
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

    /** What must hold of a multi that took effect. */
    private static void effect(
            Sighting s, @Nullable Multi multi, Map<String, NavigableMap<Long, Integer>> guards, Findings findings) {
        if (multi == null) {
            return;
        }
        if (multi.operation().outcome() == Outcome.FAILED) {
            tell(
                    "refused-and-applied",
                    "the multi of " + s.tag() + " was refused ("
                            + multi.operation().error() + ") and was seen at " + hex(s.zxid()),
                    new Sighting(s.tag(), s.zxid(), multi.operation()),
                    s,
                    RegisterCitations.ATOMICITY,
                    findings);
        }
        NavigableMap<Long, Integer> guard = guards.getOrDefault(multi.group() + GUARD, new TreeMap<>());
        Map.Entry<Long, Integer> before = guard.floorEntry(s.zxid());
        Map.Entry<Long, Integer> after = guard.higherEntry(s.zxid());
        int version = multi.version();
        boolean passed = before != null && before.getValue() > version;
        boolean early = after != null && after.getValue() <= version;
        Map.Entry<Long, Integer> known = passed ? before : early ? after : null;
        if (known != null) {
            tell(
                    CHECK_IGNORED,
                    "the multi of " + s.tag() + " checked that the guard has version " + version
                            + " and took effect at " + hex(s.zxid()) + ", although the guard got version "
                            + known.getValue() + " at " + hex(known.getKey()),
                    new Sighting(s.tag(), s.zxid(), multi.operation()),
                    s,
                    RegisterCitations.ATOMICITY,
                    findings);
        }
    }

    private static void tell(
            String kind, String headline, Sighting one, Sighting two, Citation promise, Findings findings) {
        findings.add(kind, headline, one, two, promise, null);
    }

    /** Collects what was found, and decides who broke it. */
    private static final class Findings {
        private final AnomalyCollector collector;
        private final History history;
        private final Map<String, Multi> multis;
        private final boolean raw;

        Findings(History history, Map<String, Multi> multis, boolean raw) {
            this.collector = new AnomalyCollector(NAME, history);
            this.history = history;
            this.multis = multis;
            this.raw = raw;
        }

        void add(
                String kind, String headline, Sighting one, Sighting two, Citation promise, @Nullable Citation excuse) {
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

        /** No answer shows what a multi checked, so that only raw clients are believed to have checked what they say. */
        private Blame blame(String kind, Sighting one, Sighting two) {
            Set<Integer> involved = new TreeSet<>();
            for (Sighting sighting : List.of(one, two)) {
                involved.add(sighting.operation().number());
                Multi multi = multis.get(sighting.tag());
                if (multi != null) {
                    involved.add(multi.operation().number());
                }
            }
            return kind.equals(CHECK_IGNORED) && !raw
                    ? Blame.RECIPE
                    : Analysis.of(history).singleRequests().blame(involved);
        }
    }
}
