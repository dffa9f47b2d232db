package dev.stampede.checker.checks.ensemble;

import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.analysis.SequentialPaths;
import dev.stampede.checker.analysis.ZnodeLifetime;
import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.analysis.ZooKeeperCitations;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Event.ChildrenListed;
import dev.stampede.checker.history.data.Opcode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Kind {@code child-list}: a response listed children that its state cannot have had. Not thread-safe; O(n log n) in
 * the listed names and the lifetimes of the children.
 *
 * <p>The pzxid in the Stat of a response is the zxid of the last create or delete of a child, so the response shows
 * exactly the children that existed at that zxid. A list is wrong in these cases:
 *
 * <ul>
 *   <li>The number of names differs from numChildren in the same Stat.
 *   <li>Another response with the same pzxid listed other names.
 *   <li>A child is missing that certainly existed at the pzxid.
 *   <li>The list has a sequential child that was created later, that was deleted earlier, or that an earlier list has
 *       and a list in between lacks. Children with other names are not judged: a client that is not recorded may have
 *       created one again.
 * </ul>
 */
final class ChildLists {
    private static final String KIND = "child-list";

    private final History history;
    private final ZnodeTimeline znodes;
    private final AnomalyCollector findings;
    private final BudgetGuard guard;
    /** The requested paths of creates that may have taken effect, and whose Stat is unknown. */
    private final Set<String> uncertainCreates = new HashSet<>();
    /** Whether a multi may have taken effect: it may have created or deleted any child. */
    private boolean multis;

    ChildLists(History history, AnomalyCollector findings, BudgetGuard guard) {
        this.history = history;
        this.znodes = Analysis.of(history).znodes();
        this.findings = findings;
        this.guard = guard;
    }

    void judge() {
        Map<String, List<ChildrenListed>> byParent = new TreeMap<>();
        history.events(ChildrenListed.class)
                .forEach(list -> byParent.computeIfAbsent(znodes.absolute(list.path()), p -> new ArrayList<>())
                        .add(list));
        if (byParent.isEmpty()) {
            return;
        }
        for (Attempt a : guard.each(history.attempts(o -> o.creates() || o == Opcode.MULTI))) {
            if (ZnodeTimeline.mayHaveHappened(a.code()) && a.opcode() == Opcode.MULTI) {
                multis = true;
            } else if (ZnodeTimeline.mayHaveHappened(a.code()) && a.path() != null && a.stat() == null) {
                uncertainCreates.add(znodes.absolute(a.path()));
            }
        }
        byParent.forEach(this::judge);
    }

    private void judge(String parent, List<ChildrenListed> lists) {
        lists.sort(Comparator.comparingLong(list -> list.stat().pzxid()));
        List<ZnodeLifetime> children = znodes.children(parent);
        Map<String, List<ZnodeLifetime>> byName = new HashMap<>();
        children.forEach(life ->
                byName.computeIfAbsent(name(life), n -> new ArrayList<>()).add(life));
        PriorityQueue<ZnodeLifetime> existing = new PriorityQueue<>(Comparator.comparingLong(ZnodeLifetime::alive));
        Map<String, ChildrenListed> lastWith = new HashMap<>();
        int created = 0;
        ChildrenListed previous = null;
        for (ChildrenListed list : guard.each(lists)) {
            long pzxid = list.stat().pzxid();
            for (; created < children.size() && children.get(created).czxid() <= pzxid; created++) {
                existing.add(children.get(created));
            }
            while (!existing.isEmpty() && existing.element().alive() < pzxid) {
                existing.remove();
            }
            Set<String> names = new HashSet<>(list.children());
            boolean sameParent =
                    previous != null && previous.stat().czxid() == list.stat().czxid();
            if (names.size() != list.stat().children()) {
                report(
                        list,
                        "has " + names.size() + " names, but numChildren in its Stat is "
                                + list.stat().children());
            } else if (previous != null && sameParent && previous.stat().pzxid() == pzxid) {
                compare(previous, list, names);
            } else {
                findMissing(list, names, existing);
                if (!sameParent) {
                    lastWith.clear();
                }
                findImpossible(list, parent, byName, lastWith, previous);
                names.forEach(name -> lastWith.put(name, list));
                previous = list;
            }
        }
    }

    private static String name(ZnodeLifetime life) {
        return life.path().substring(life.path().lastIndexOf('/') + 1);
    }

    private void compare(ChildrenListed first, ChildrenListed second, Set<String> names) {
        Set<String> before = new HashSet<>(first.children());
        String other = "a list of the same pzxid, which client " + first.client() + " received at "
                + seconds(first.atNanos()) + ",";
        names.stream()
                .filter(name -> !before.contains(name))
                .findFirst()
                .ifPresentOrElse(
                        name -> report(second, "has the child " + name + ", which " + other + " lacks"),
                        () -> before.stream()
                                .filter(name -> !names.contains(name))
                                .findFirst()
                                .ifPresent(name ->
                                        report(second, "lacks the child " + name + ", which " + other + " has")));
    }

    private void findMissing(ChildrenListed list, Set<String> names, Iterable<ZnodeLifetime> existing) {
        for (ZnodeLifetime life : existing) {
            guard.step();
            if (!names.contains(name(life))) {
                report(
                        list,
                        "lacks the child " + name(life) + ", which existed from zxid " + hex(life.czxid())
                                + " to at least " + hex(life.alive()));
                return;
            }
        }
    }

    /** @param lastWith for each name, the last list with it among the lists of smaller pzxids */
    private void findImpossible(
            ChildrenListed list,
            String parent,
            Map<String, List<ZnodeLifetime>> byName,
            Map<String, ChildrenListed> lastWith,
            @Nullable ChildrenListed previous) {
        for (String name : list.children()) {
            guard.step();
            List<ZnodeLifetime> lives = byName.getOrDefault(name, List.of());
            if (lives.size() > 1 || !createdOnce(parent, name)) {
                continue;
            }
            ZnodeLifetime life =
                    lives.isEmpty() ? null : znodes.lifetime(lives.get(0).czxid(), 0);
            ChildrenListed before = lastWith.get(name);
            if (life != null && life.czxid() > list.stat().pzxid()) {
                report(list, "has the child " + name + ", which was created later, at zxid " + hex(life.czxid()));
                return;
            } else if (life != null && life.gone() <= list.stat().pzxid()) {
                report(list, "has the child " + name + ", which had been deleted by zxid " + hex(life.gone()));
                return;
            } else if (before != null
                    && previous != null
                    && before.stat().pzxid() != previous.stat().pzxid()) {
                report(
                        list,
                        "has the child " + name + ", which the list of pzxid "
                                + hex(previous.stat().pzxid()) + " lacks and that of pzxid "
                                + hex(before.stat().pzxid()) + " has");
                return;
            }
        }
    }

    /**
     * Whether ZooKeeper chose the name, which it does only once, and no request with an unknown effect can have created
     * it.
     */
    private boolean createdOnce(String parent, String name) {
        String path = (parent.equals("/") ? "" : parent) + "/" + name;
        String requested = SequentialPaths.requested(path);
        return !requested.equals(path)
                && !multis
                && !uncertainCreates.contains(path)
                && !uncertainCreates.contains(requested);
    }

    private void report(ChildrenListed list, String problem) {
        findings.add(
                KIND,
                "a list of the children of " + list.path() + " that client " + list.client() + " received at "
                        + seconds(list.atNanos()) + " (pzxid " + hex(list.stat().pzxid()) + ") " + problem,
                Blame.ZOOKEEPER,
                Extent.at(list.atNanos()).about(Set.of(list.path()), Set.of()),
                ZooKeeperCitations.PZXID);
    }
}
