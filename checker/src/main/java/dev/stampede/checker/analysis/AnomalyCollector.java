package dev.stampede.checker.analysis;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.Anomaly.Group;
import dev.stampede.checker.check.Anomaly.Signature;
import dev.stampede.checker.check.Anomaly.Subject;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the violations and the caveats of one check, and keeps a bounded number of each. Not thread-safe.
 *
 * <p>It is the only place that makes anomalies, and so the only one that makes their signatures: the check, the kind, the
 * kinds of the faults that the anomaly names, and the recipe.
 */
public final class AnomalyCollector {
    /** The most violations, and the most caveats, that a result keeps; its text counts all of them. */
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

    /** Gathers for the check of that name. The recipe of the signatures is the scenario and the variant of the run. */
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
     * Gathers for a check that finds many anomalies of one kind, which must not hide those of another.
     *
     * @param recipe what the signatures name; null for the scenario and the variant of the run
     * @param most how many violations, and how many caveats, of each kind are kept
     */
    public static AnomalyCollector ofEachKind(String check, History history, @Nullable String recipe, int most) {
        return new AnomalyCollector(check, history, recipe, most, true);
    }

    /**
     * What an anomaly is about. The keys and sessions of its operations belong to its subject as well.
     *
     * @param subject further znodes and sessions that it is about
     */
    public record Extent(
            long fromNanos, long toNanos, Collection<Integer> clients, List<Integer> operations, Subject subject) {

        /** What is known by its operations. */
        public Extent(long fromNanos, long toNanos, Collection<Integer> clients, List<Integer> operations) {
            this(fromNanos, toNanos, clients, operations, Subject.NOTHING);
        }

        /** A moment, and nobody in particular. */
        public static Extent at(long atNanos) {
            return new Extent(atNanos, atNanos, Set.of(), List.of());
        }

        /** The same, about these znodes and sessions as well. */
        public Extent about(Collection<String> paths, Collection<Long> sessions) {
            Set<String> allPaths = new HashSet<>(subject.paths());
            allPaths.addAll(paths);
            Set<Long> allSessions = new HashSet<>(subject.sessions());
            allSessions.addAll(sessions);
            return new Extent(fromNanos, toNanos, clients, operations, new Subject(allPaths, allSessions));
        }
    }

    /** A violation: nothing excuses it. */
    public void add(String kind, String headline, Blame blame, Extent site, Citation promise) {
        add(kind, headline, blame, site, promise, null);
    }

    /** A caveat where there is an excuse, otherwise a violation. */
    public void add(
            String kind, String headline, Blame blame, Extent site, Citation promise, @Nullable Citation excuse) {
        add(kind, headline, List.of(), blame, site, promise, excuse);
    }

    /**
     * A caveat where there is an excuse, otherwise a violation.
     *
     * @param reasons what decided it, one sentence each: the conclusion, which stands above what led to it
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
     * A violation that its finder explains: it names the faults that lasted during it, and not those that a session
     * would still feel.
     *
     * @param because all that led to it, one sentence each
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

    /** What a recipe breaks is the user's code to blame for if the run tested a class of the user. */
    private Blame layer(Blame blame) {
        return blame == Blame.RECIPE && history.header().userClass() != null ? Blame.USER_CODE : blame;
    }

    /** Counts it, and says whether it is kept, too. */
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

    /** Paths as the watchers see them. The session of a request says nothing of what the ensemble broke by answering it. */
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

    /** How many there were of each group, also of those that are not kept. */
    public Map<Group, Integer> counts() {
        return Map.copyOf(counts);
    }

    /** How many violations there were. */
    public int count() {
        return count;
    }

    /** How many caveats there were. */
    public int caveats() {
        return caveats;
    }

    /** Those that are kept, in order of time; at the same time, in the order in which they were added. */
    public List<Anomaly> anomalies() {
        return anomalies.stream()
                .sorted(Comparator.comparingLong(Anomaly::fromNanos))
                .toList();
    }

    /** The result, with what was judged and how many violations there were. */
    public CheckResult result(Coverage coverage, String scope) {
        String all = scope
                + (scope.isEmpty() ? "" : ", ")
                + count
                + (count == 1 ? " violation" : " violations")
                + firstKept(count, false)
                + (caveats == 0 ? "" : ", " + caveats + (caveats == 1 ? " caveat" : " caveats"))
                + firstKept(caveats, true);
        return CheckResult.of(check, coverage, all, anomalies()).counted(counts);
    }

    private String firstKept(int all, boolean caveat) {
        long kept = anomalies.stream().filter(a -> a.caveat() == caveat).count();
        return all > kept ? " (the first " + kept + " are shown)" : "";
    }

    /** The result of a check whose budget was over before it had looked at everything. */
    public CheckResult resultOfPart(Coverage coverage, String scope, CheckBudget budget) {
        return count > 0
                ? result(coverage, scope)
                : CheckResult.inconclusive(
                        check,
                        coverage,
                        scope,
                        "gave up after " + budget.time().toSeconds() + " s; nothing was broken until then");
    }
}
