package dev.stampede.checker.checks.ensemble;

import static dev.stampede.checker.check.AnomalyText.hex;

import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.analysis.ZooKeeperCitations;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.history.data.Event.MemberAudited;
import dev.stampede.checker.history.data.Event.ZnodeAudited;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Kind {@code tree-broken}: the tree of one member contradicts itself. Each znode but the root has a parent, which is
 * not younger and not ephemeral. The Stat of each znode counts the children that the tree has, and has a pzxid no
 * smaller than the czxids of these children. Only whole trees that were read at one zxid are judged. Stateless; O(n) in
 * znodes.
 */
final class AuditedStructure {
    private AuditedStructure() {}

    static void judge(AuditRound round, MemberAudited member, AnomalyCollector findings) {
        Map<String, ZnodeAudited> tree = round.tree(member.member());
        if (!tree.containsKey("/")) {
            return; // The tree is not whole.
        }
        Map<String, Integer> children = new HashMap<>();
        tree.keySet().stream()
                .filter(path -> !path.equals("/"))
                .forEach(path -> children.merge(ZnodeTimeline.parent(path), 1, Integer::sum));
        Map<String, String> broken = new TreeMap<>();
        tree.forEach((path, znode) -> {
            String problem =
                    problem(path, znode.stat(), tree.get(ZnodeTimeline.parent(path)), children.getOrDefault(path, 0));
            if (!problem.isEmpty()) {
                broken.put(path, problem);
            }
        });
        if (!broken.isEmpty()) {
            report(round, member, broken, findings);
        }
    }

    private static String problem(String path, ZnodeStat stat, @Nullable ZnodeAudited parent, int children) {
        if (stat.children() != children) {
            return "its Stat counts " + stat.children() + " children, and the tree has " + children;
        } else if (path.equals("/")) {
            return "";
        } else if (parent == null) {
            return "it has no parent";
        } else if (parent.stat().ephemeralOwner() != 0) {
            return "its parent is an ephemeral";
        } else if (stat.czxid() < parent.stat().czxid()) {
            return "it is older than its parent";
        }
        return stat.czxid() > parent.stat().pzxid()
                ? "it was created at " + hex(stat.czxid()) + ", after the pzxid "
                        + hex(parent.stat().pzxid()) + " of its parent"
                : "";
    }

    private static void report(
            AuditRound round, MemberAudited member, Map<String, String> broken, AnomalyCollector findings) {
        List<String> each = new ArrayList<>();
        broken.forEach((path, problem) -> each.add(path + ": " + problem));
        findings.add(
                "tree-broken",
                "the tree of member " + member.member() + " contradicts itself" + round.when + ": "
                        + (each.size() == 1 ? each.get(0) : each.get(0) + " (the first of " + each.size() + " znodes)"),
                each.size() == 1 ? List.of() : AuditTrees.reasons(each),
                Blame.ZOOKEEPER,
                Extent.at(member.atNanos()).about(broken.keySet(), Set.of()),
                ZooKeeperCitations.CVERSION,
                null);
    }
}
