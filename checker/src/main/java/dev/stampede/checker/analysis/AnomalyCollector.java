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
    /** The maximum number of violations, and of caveats, that a result keeps; its text counts all of them. */
    public static final int MAX_ANOMALIES = 20;

    private final String check;
    private final History history;
    private final String recipe;
    private final int most;
    private final boolean ofEachKind;
    private final Map<String, Integer> found = new HashMap<>();
    private final Map<Group, Integer> counts = new HashMap<>();
    private final List<Anomaly> anomalies = new ArrayList<>();
    private int count;
    private int caveats;

    /** A collector for the check with this name. Signatures name the scenario and the variant of the run. */
    public AnomalyCollector(String check, History history) {
        this(check, history, null, MAX_ANOMALIES, false);
    }

    private AnomalyCollector(String check, History history, @Nullable String recipe, int most, boolean ofEachKind) {
        this.check = check;
        this.history = history;
        this.recipe = recipe != null
                ? recipe
                : history.header().scenario() + "/" + history.header().variant();
        this.most = most;
        this.ofEachKind = ofEachKind;
    }

    /**
     * A collector for a check that finds many anomalies of one kind, which must not displace those of another kind.
     *
     * @param recipe the recipe in signatures; null for the scenario and the variant of the run
     * @param most the maximum number of violations, and of caveats, that are kept for each kind
     */
    public static AnomalyCollector ofEachKind(String check, History history, @Nullable String recipe, int most) {
        return new AnomalyCollector(check, history, recipe, most, true);
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
    public void add(String kind, String headline, Blame blame, Extent site, Citation promise) {
        add(kind, headline, blame, site, promise, null);
    }

    /** Adds a caveat if there is an excuse, otherwise a violation. */
    public void add(
            String kind, String headline, Blame blame, Extent site, Citation promise, @Nullable Citation excuse) {
        add(kind, headline, List.of(), blame, site, promise, excuse);
    }

    /**
     * Adds a caveat if there is an excuse, otherwise a violation.
     *
     * @param reasons the conclusion, one fact per sentence; it is placed before the events that led to it
     */
    public void add(
            String kind,
            String headline,
            List<String> reasons,
            Blame blame,
            Extent site,
            Citation promise,
            @Nullable Citation excuse) {
        Group group = new Group(kind, layer(blame), excuse != null);
        if (counts(group)) {
            AnomalyContext around =
                    AnomalyContext.of(history, site.fromNanos(), site.toNanos(), site.clients(), site.operations());
            int room = Anomaly.MAX_STEPS - reasons.size();
            List<String> because = new ArrayList<>(reasons);
            because.addAll(around.steps(room));
            keep(group, headline, because, around.folded(room), around.faults(), site, promise, excuse);
        }
    }

    /**
     * Adds a violation with its own explanation. It names the faults during the violation, not earlier ones whose
     * effect on a session may last.
     *
     * @param because the events that led to it, one per sentence
     */
    public void addExplained(
            String kind, String headline, List<String> because, Blame blame, Extent site, Citation promise) {
        Group group = new Group(kind, layer(blame), false);
        if (counts(group)) {
            List<FaultWindow> during = history.faults().stream()
                    .filter(w -> w.overlaps(site.fromNanos(), site.toNanos()))
                    .toList();
            keep(group, headline, because, List.of(), during, site, promise, null);
        }
    }

    /** The layer at fault: a recipe's fault is the user's if the run tested a class of the user. */
    private Blame layer(Blame blame) {
        return blame == Blame.RECIPE && history.header().userClass() != null ? Blame.USER_CODE : blame;
    }

    /** Counts the anomaly and returns whether it is kept. */
    private boolean counts(Group group) {
        count += group.caveat() ? 0 : 1;
        caveats += group.caveat() ? 1 : 0;
        counts.merge(group, 1, Integer::sum);
        return found.merge((ofEachKind ? group.kind() : "") + group.caveat(), 1, Integer::sum) <= most;
    }

    private void keep(
            Group group,
            String headline,
            List<String> because,
            List<String> folded,
            List<FaultWindow> faults,
            Extent site,
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
                site.operations().stream().filter(o -> o >= 0).distinct().toList(),
                faults.stream().map(FaultWindow::fault).toList(),
                site.fromNanos(),
                site.toNanos(),
                promise,
                excuse,
                new Signature(
                        check,
                        group.kind(),
                        faults.stream().map(FaultWindow::kind).toList(),
                        recipe),
                subject(site, group.blame())));
    }

    /**
     * Paths are absolute, as watchers report them. For a fault of the ensemble the session of the request is not part
     * of the subject, because it only received the answer.
     */
    private Subject subject(Extent site, Blame blame) {
        Set<String> paths = new HashSet<>(site.subject().paths());
        Set<Long> sessions = new HashSet<>(site.subject().sessions());
        for (int number : site.operations()) {
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

    /** The result, with its coverage and the numbers of violations and caveats that are not 0. */
    public CheckResult result(Coverage coverage, String scope) {
        String all = Stream.of(scope, found(count, "violation", false), found(caveats, "caveat", true))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
        return CheckResult.of(check, coverage, all, anomalies()).counted(counts);
    }

    private String found(int number, String noun, boolean caveat) {
        return number == 0 ? "" : AnomalyText.count(number, noun) + firstKept(number, caveat);
    }

    private String firstKept(int all, boolean caveat) {
        long kept = anomalies.stream().filter(a -> a.caveat() == caveat).count();
        return all > kept ? " (the first " + kept + " are shown)" : "";
    }

    /** The result of a check that ran out of time. */
    public CheckResult resultOfPart(Coverage coverage, String scope, CheckBudget budget) {
        return count > 0 ? result(coverage, scope) : CheckResult.inconclusive(check, coverage, scope, budget.reason());
    }

    /**
     * The result of rules that report their anomalies here. If the time is over before they end, it has the anomalies that
     * were found until then.
     *
     * @param coverage what was judged until then
     * @param rules return the result if the time suffices
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
