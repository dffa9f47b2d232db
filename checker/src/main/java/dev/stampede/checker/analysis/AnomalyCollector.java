package dev.stampede.checker.analysis;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.Anomaly.Group;
import dev.stampede.checker.check.Anomaly.Signature;
import dev.stampede.checker.check.Anomaly.Subject;
import dev.stampede.checker.check.AnomalyText;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.FaultWindow;
import dev.stampede.checker.history.data.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Collects the violations and the caveats of one check, and keeps a bounded number of each. Not thread-safe.
 *
 * <p>All anomalies, and therefore all signatures, are created here. A signature consists of the check, the kind, the
 * kinds of the faults that the anomaly names, and the recipe.
 */
public final class AnomalyCollector {
    /**
     * The number of violations, and of caveats, that a result keeps: the first ones, and the first one of each further
     * kind and layer. Its text counts all of them.
     */
    public static final int MAX_ANOMALIES = 20;

    private final String check;
    private final History history;
    private final String recipe;
    private final int maxKept;
    private final boolean ofEachKind;
    private final Map<String, Integer> countsByLimit = new HashMap<>();
    private final Map<Group, Integer> counts = new HashMap<>();
    private final List<Anomaly> anomalies = new ArrayList<>();
    private int count;
    private int caveats;

    /**
     * A collector for the check with this name. The recipe in its signatures is the scenario and the variant of the
     * run.
     */
    public AnomalyCollector(String check, History history) {
        this(check, history, null, MAX_ANOMALIES, false);
    }

    private AnomalyCollector(String check, History history, @Nullable String recipe, int maxKept, boolean ofEachKind) {
        this.check = check;
        this.history = history;
        this.recipe = recipe != null
                ? recipe
                : history.header().scenario() + "/" + history.header().variant();
        this.maxKept = maxKept;
        this.ofEachKind = ofEachKind;
    }

    /**
     * A collector for a check that finds many anomalies of one kind, which must not displace those of another kind.
     *
     * @param recipe the recipe in signatures; null for the scenario and the variant of the run
     * @param maxKept the maximum number of violations, and of caveats, that are kept for each kind
     */
    public static AnomalyCollector ofEachKind(String check, History history, @Nullable String recipe, int maxKept) {
        return new AnomalyCollector(check, history, recipe, maxKept, true);
    }

    /**
     * The time, clients, operations and znodes of an anomaly. The keys and sessions of its operations belong to its
     * subject, too.
     *
     * @param subject further znodes and sessions
     */
    public record Extent(
            long fromNanos, long toNanos, Collection<Integer> clients, List<Integer> operations, Subject subject) {

        /** An extent whose subject follows from its operations. */
        public Extent(long fromNanos, long toNanos, Collection<Integer> clients, List<Integer> operations) {
            this(fromNanos, toNanos, clients, operations, Subject.NOTHING);
        }

        /** A single moment, without clients. */
        public static Extent at(long atNanos) {
            return new Extent(atNanos, atNanos, Set.of(), List.of());
        }

        /** A copy that also concerns these znodes and sessions. */
        public Extent about(Collection<String> paths, Collection<Long> sessions) {
            Set<String> allPaths = new HashSet<>(subject.paths());
            allPaths.addAll(paths);
            Set<Long> allSessions = new HashSet<>(subject.sessions());
            allSessions.addAll(sessions);
            return new Extent(fromNanos, toNanos, clients, operations, new Subject(allPaths, allSessions));
        }
    }

    /** Adds a violation. */
    public void add(String kind, String headline, Blame blame, Extent extent, Citation promise) {
        add(kind, headline, blame, extent, promise, null);
    }

    /** Adds a caveat if there is an excuse, otherwise a violation. */
    public void add(
            String kind, String headline, Blame blame, Extent extent, Citation promise, @Nullable Citation excuse) {
        add(kind, headline, List.of(), blame, extent, promise, excuse);
    }

    /**
     * Adds a caveat if there is an excuse, otherwise a violation.
     *
     * @param reasons the conclusion, one fact per sentence; the explanation begins with them, and the events follow
     */
    public void add(
            String kind,
            String headline,
            List<String> reasons,
            Blame blame,
            Extent extent,
            Citation promise,
            @Nullable Citation excuse) {
        Group group = new Group(kind, layer(blame), excuse != null);
        if (countAndAdmit(group)) {
            AnomalyContext context = AnomalyContext.of(
                    history, extent.fromNanos(), extent.toNanos(), extent.clients(), extent.operations());
            int maxEvents = Anomaly.MAX_STEPS - reasons.size();
            List<String> because = new ArrayList<>(reasons);
            because.addAll(context.steps(maxEvents));
            keep(group, headline, because, context.folded(maxEvents), context.faults(), extent, promise, excuse);
        }
    }

    /**
     * Adds a violation that the caller explains. The violation names the faults during its extent, but no earlier ones
     * whose effect on a session may last.
     *
     * @param because the explanation, one event per sentence
     */
    public void addExplained(
            String kind, String headline, List<String> because, Blame blame, Extent extent, Citation promise) {
        Group group = new Group(kind, layer(blame), false);
        if (countAndAdmit(group)) {
            List<FaultWindow> during = history.faults().stream()
                    .filter(w -> w.overlaps(extent.fromNanos(), extent.toNanos()))
                    .toList();
            keep(group, headline, because, List.of(), during, extent, promise, null);
        }
    }

    /** The layer at fault: instead of the recipe it is the user's code if the run tested a class of the user. */
    private Blame layer(Blame blame) {
        return blame == Blame.RECIPE && history.header().userClass() != null ? Blame.USER_CODE : blame;
    }

    /** Counts the anomaly and returns whether it is kept. */
    private boolean countAndAdmit(Group group) {
        count += group.caveat() ? 0 : 1;
        caveats += group.caveat() ? 1 : 0;
        boolean firstOfGroup = counts.merge(group, 1, Integer::sum) == 1;
        boolean withinLimit =
                countsByLimit.merge((ofEachKind ? group.kind() : "") + group.caveat(), 1, Integer::sum) <= maxKept;
        return withinLimit || firstOfGroup;
    }

    private void keep(
            Group group,
            String headline,
            List<String> because,
            List<String> folded,
            List<FaultWindow> faults,
            Extent extent,
            Citation promise,
            @Nullable Citation excuse) {
        anomalies.add(new Anomaly(
                check,
                group.kind(),
                headline,
                because,
                folded,
                group.blame(),
                group.blame() == Blame.USER_CODE ? history.header().userClass() : null,
                extent.operations().stream().filter(o -> o >= 0).distinct().toList(),
                faults.stream().map(FaultWindow::fault).toList(),
                extent.fromNanos(),
                extent.toNanos(),
                promise,
                excuse,
                new Signature(
                        check,
                        group.kind(),
                        faults.stream().map(FaultWindow::kind).toList(),
                        recipe),
                subject(extent, group.blame())));
    }

    /**
     * The znodes and sessions of an anomaly. Paths are absolute, as watchers report them. If ZooKeeper is to blame, the
     * subject excludes the sessions of the operations, because they only received the responses.
     */
    private Subject subject(Extent extent, Blame blame) {
        Set<String> paths = new HashSet<>(extent.subject().paths());
        Set<Long> sessions = new HashSet<>(extent.subject().sessions());
        for (int number : extent.operations()) {
            if (number >= 0 && number < history.operations().size()) {
                Operation operation = history.operations().get(number);
                String key = operation.key();
                if (key != null) {
                    paths.add(key);
                }
                if (blame != Blame.ZOOKEEPER) {
                    sessions.add(operation.session());
                }
            }
        }
        sessions.remove(0L);
        ZnodeTimeline znodes = Analysis.of(history).znodes();
        return new Subject(paths.stream().map(znodes::absolute).collect(Collectors.toSet()), sessions);
    }

    /** The number of anomalies of each group, including those that are not kept. */
    public Map<Group, Integer> counts() {
        return Map.copyOf(counts);
    }

    /** The number of violations. */
    public int count() {
        return count;
    }

    /** The number of caveats. */
    public int caveats() {
        return caveats;
    }

    /** The anomalies that are kept, in chronological order; at equal times, in the order in which they were added. */
    public List<Anomaly> anomalies() {
        return anomalies.stream()
                .sorted(Comparator.comparingLong(Anomaly::fromNanos))
                .toList();
    }

    /** The result. Its text is the scope, then the numbers of violations and caveats that are not 0. */
    public CheckResult result(Coverage coverage, String scope) {
        String all = Stream.of(scope, numberText(count, "violation", false), numberText(caveats, "caveat", true))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
        return CheckResult.of(check, coverage, all, anomalies()).counted(counts);
    }

    private String numberText(int number, String noun, boolean caveat) {
        return number == 0 ? "" : AnomalyText.count(number, noun) + omissionText(number, caveat);
    }

    private String omissionText(int all, boolean caveat) {
        long kept = anomalies.stream().filter(a -> a.caveat() == caveat).count();
        return all > kept ? " (" + kept + " are shown)" : "";
    }

    /** The result of a check that ran out of time: inconclusive unless it has found a violation. */
    public CheckResult resultOfPart(Coverage coverage, String scope, CheckBudget budget) {
        return count > 0 ? result(coverage, scope) : CheckResult.inconclusive(check, coverage, scope, budget.reason());
    }

    /**
     * The result of rules that add their anomalies to this collector. If the time is over before the rules end, the
     * result is that of {@link #resultOfPart}.
     *
     * @param coverage what the rules had judged when the time was over
     * @param rules add anomalies, and return the result if the time suffices
     */
    public CheckResult within(
            CheckBudget budget, Supplier<Coverage> coverage, Function<BudgetGuard, CheckResult> rules) {
        try {
            return rules.apply(new BudgetGuard(budget));
        } catch (CheckBudget.Exceeded e) {
            return resultOfPart(coverage.get(), "", budget);
        }
    }
}
