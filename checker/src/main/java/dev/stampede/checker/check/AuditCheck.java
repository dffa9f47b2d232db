package dev.stampede.checker.check;

import dev.stampede.checker.check.Findings.Site;
import dev.stampede.checker.history.Event;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.RunHeader.CheckSpec;
import dev.stampede.checker.history.ZnodeStat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides from the audit that ended a run whether the ensemble is whole: all members hold the same tree at one zxid,
 * every ephemeral has a living owner, every member can be reached and written through, and no acknowledged marker is
 * missing.
 *
 * <p>Trees are compared only between members that were read at the same zxid: two trees at different zxids may differ. A
 * history without an audit, or with members that were reached at different zxids, is INCONCLUSIVE unless something else
 * is broken. The mtime of {@code /zookeeper/config} is not compared: each member takes it from its own clock.
 *
 *
 * <p>A history that passes: members 1, 2 and 3 audited at zxid 0x200000009, each with {@code /} and {@code /a}, equal in
 * all fields; writes through all three succeeded; {@code /a} is owned by session 0x1, which is alive.
 *
 * <p>One that fails: the same, but {@code /a} is not on member 3, kind {@code tree-differs}: “member 3 lacks /a, which
 * member 1 has at the same zxid 0x200000009”.
 *
 * <p>No parameters. O(n log n) in the audited znodes.
 */
final class AuditCheck implements Check {
    static final String NAME = "audit";

    private static final String CONFIG = "/zookeeper/config";

    /** One audit. */
    private static final class Audit {
        private final Map<Integer, Event.MemberAudited> members = new TreeMap<>();
        private final Map<Integer, Map<String, Event.ZnodeAudited>> trees = new TreeMap<>();
        private final List<Event.WriteAudited> writes = new ArrayList<>();
        private Event.@Nullable SessionsAudited sessions;
        private final List<Event.MarkersAudited> markers = new ArrayList<>();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckSpec spec() {
        return new CheckSpec(NAME, Map.of());
    }

    @Override
    public CheckResult check(History history, CheckBudget budget) {
        Audit audit = gather(history);
        if (audit.members.isEmpty()) {
            return CheckResult.inconclusive(NAME, "no audit", "the history holds no audit: the run ended before it");
        }
        Findings findings = new Findings(NAME, history);
        unreached(audit, findings);
        boolean compared = trees(audit, findings);
        ephemerals(audit, findings);
        writes(audit, findings);
        markers(audit, findings);
        return conclude(audit, history, findings, compared);
    }

    private static Audit gather(History history) {
        Audit audit = new Audit();
        history.events(Event.MemberAudited.class).forEach(e -> audit.members.put(e.member(), e));
        history.events(Event.ZnodeAudited.class).forEach(e -> audit.trees
                .computeIfAbsent(e.member(), m -> new HashMap<>())
                .put(e.path(), e));
        history.events(Event.WriteAudited.class).forEach(audit.writes::add);
        history.events(Event.SessionsAudited.class).forEach(e -> audit.sessions = e);
        history.events(Event.MarkersAudited.class).forEach(audit.markers::add);
        return audit;
    }

    private static void unreached(Audit audit, Findings findings) {
        for (Event.MemberAudited e : audit.members.values()) {
            if (e.problem() != null) {
                findings.add(
                        "unreached",
                        "member " + e.member() + " did not come back: " + e.problem(),
                        Blame.ZOOKEEPER,
                        Site.at(e.atNanos()),
                        Promises.AVAILABILITY);
            }
        }
    }

    /** Compares each member with the first one that was read at the same zxid; false if two were at different ones. */
    private static boolean trees(Audit audit, Findings findings) {
        Map<Long, Event.MemberAudited> first = new HashMap<>();
        for (Event.MemberAudited e : audit.members.values()) {
            if (e.problem() != null) {
                continue;
            }
            Event.MemberAudited other = first.putIfAbsent(e.zxid(), e);
            if (other != null) {
                compare(audit, other, e, findings);
            }
        }
        return first.size() <= 1;
    }

    private static void compare(Audit audit, Event.MemberAudited one, Event.MemberAudited two, Findings findings) {
        Map<String, Event.ZnodeAudited> left = audit.trees.getOrDefault(one.member(), Map.of());
        Map<String, Event.ZnodeAudited> right = audit.trees.getOrDefault(two.member(), Map.of());
        Set<String> paths = new TreeSet<>(left.keySet());
        paths.addAll(right.keySet());
        for (String path : paths) {
            Event.ZnodeAudited a = left.get(path);
            Event.ZnodeAudited b = right.get(path);
            String difference = a == null
                    ? "member " + one.member() + " lacks " + path + ", which member " + two.member() + " has"
                    : b == null
                            ? "member " + two.member() + " lacks " + path + ", which member " + one.member() + " has"
                            : difference(a, b);
            if (difference != null) {
                findings.add(
                        "tree-differs",
                        difference + " at the same zxid " + Surroundings.hex(one.zxid()),
                        Blame.ZOOKEEPER,
                        new Site(
                                Math.min(one.atNanos(), two.atNanos()),
                                Math.max(one.atNanos(), two.atNanos()),
                                Set.of(),
                                List.of()),
                        Promises.REGARDLESS_OF_THE_SERVER);
            }
        }
    }

    private static @Nullable String difference(Event.ZnodeAudited a, Event.ZnodeAudited b) {
        List<String> fields = new ArrayList<>();
        field(fields, "data", a.data(), b.data());
        field(fields, "acl", a.acl(), b.acl());
        ZnodeStat x = a.stat();
        ZnodeStat y = b.stat();
        field(fields, "czxid", Surroundings.hex(x.czxid()), Surroundings.hex(y.czxid()));
        field(fields, "mzxid", Surroundings.hex(x.mzxid()), Surroundings.hex(y.mzxid()));
        field(fields, "pzxid", Surroundings.hex(x.pzxid()), Surroundings.hex(y.pzxid()));
        if (!a.path().equals(CONFIG)) {
            field(fields, "mtime", x.mtime(), y.mtime());
        }
        field(fields, "version", x.version(), y.version());
        field(fields, "cversion", x.cversion(), y.cversion());
        field(fields, "aversion", x.aversion(), y.aversion());
        field(fields, "ephemeralOwner", Surroundings.hex(x.ephemeralOwner()), Surroundings.hex(y.ephemeralOwner()));
        field(fields, "dataLength", x.dataLength(), y.dataLength());
        field(fields, "numChildren", x.children(), y.children());
        return fields.isEmpty()
                ? null
                : "members " + a.member() + " and " + b.member() + " differ in " + a.path() + " ("
                        + String.join(", ", fields) + ")";
    }

    private static void field(List<String> fields, String name, Object one, Object two) {
        if (!one.equals(two)) {
            fields.add(name + " " + one + " and " + two);
        }
    }

    private static void ephemerals(Audit audit, Findings findings) {
        Event.SessionsAudited sessions = audit.sessions;
        if (sessions == null) {
            return;
        }
        Set<Long> alive = new HashSet<>(sessions.sessions());
        audit.trees.forEach((member, tree) -> tree.values().stream()
                .filter(z -> z.stat().ephemeralOwner() != 0
                        && !alive.contains(z.stat().ephemeralOwner()))
                .sorted(Comparator.comparing(Event.ZnodeAudited::path))
                .forEach(z -> findings.add(
                        "orphan-ephemeral",
                        "member " + member + " still has " + z.path() + ", whose owner, session "
                                + Surroundings.hex(z.stat().ephemeralOwner()) + ", is no longer alive",
                        Blame.ZOOKEEPER,
                        Site.at(z.atNanos()),
                        Promises.EPHEMERALS)));
    }

    private static void writes(Audit audit, Findings findings) {
        for (Event.WriteAudited e : audit.writes) {
            if (e.problem() != null) {
                findings.add(
                        "write-failed",
                        "a write through member " + e.member() + " failed after all faults were healed: " + e.problem(),
                        Blame.ZOOKEEPER,
                        Site.at(e.atNanos()),
                        Promises.AVAILABILITY);
            }
        }
    }

    private static void markers(Audit audit, Findings findings) {
        for (Event.MarkersAudited e : audit.markers) {
            if (!e.missing().isEmpty()) {
                List<String> told =
                        e.missing().subList(0, Math.min(5, e.missing().size()));
                findings.add(
                        "lost-write",
                        e.missing().size() + " of " + e.acknowledged() + " acknowledged markers are gone: "
                                + String.join(", ", told)
                                + (told.size() < e.missing().size() ? ", …" : ""),
                        Blame.ZOOKEEPER,
                        Site.at(e.atNanos()),
                        Promises.RELIABILITY);
            }
        }
    }

    private static CheckResult conclude(Audit audit, History history, Findings findings, boolean compared) {
        int znodes = audit.trees.values().stream().mapToInt(Map::size).max().orElse(0);
        String lookedAt = audit.members.size() + " members, " + znodes + " znodes";
        List<String> missing = new ArrayList<>();
        for (int member : history.header().members()) {
            if (!audit.members.containsKey(member)) {
                missing.add("member " + member + " was not audited");
            } else if (audit.writes.stream().noneMatch(w -> w.member() == member)) {
                missing.add("no write was tried through member " + member);
            }
        }
        if (!compared) {
            missing.add("the members were read at different zxids, so their trees could not be compared");
        }
        if (audit.sessions == null) {
            missing.add("the living sessions are not known");
        }
        if (findings.count() == 0 && !missing.isEmpty()) {
            return CheckResult.inconclusive(NAME, lookedAt, "the audit is not complete: " + String.join("; ", missing));
        }
        return findings.result(lookedAt);
    }
}
