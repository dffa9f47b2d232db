package dev.stampede.checker.checks.ensemble;

import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.HarnessLimit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One audit of every member. A run ends with one; a thorough run then kills and restarts every member, and audits them
 * again.
 */
final class AuditRound {
    /** The end of a sentence that names this round, with a leading space; empty for the first round. */
    final String when;

    /** When this audit began; {@link Long#MAX_VALUE} if the history does not show it. */
    private long beganNanos = Long.MAX_VALUE;

    final Map<Integer, Event.MemberAudited> members = new TreeMap<>();
    final Map<Integer, Map<String, Event.ZnodeAudited>> trees = new TreeMap<>();
    final List<Event.WriteAudited> writes = new ArrayList<>();
    final List<Event.MarkersAudited> markers = new ArrayList<>();
    /** The members whose trees were read only in part. */
    final Map<Integer, Event.LimitReached> partlyRead = new TreeMap<>();

    /**
     * The members whose trees changed during the read, so that the tree in the history is not the state at one zxid.
     */
    final Map<Integer, Event.LimitReached> torn = new TreeMap<>();

    Event.@Nullable SessionsAudited sessions;

    private AuditRound(String when) {
        this.when = when;
    }

    /** The rounds of a run in order: one, or two if the members were audited again. */
    static List<AuditRound> of(History history) {
        List<AuditRound> rounds = new ArrayList<>();
        rounds.add(new AuditRound(""));
        long again = history.events(Event.PhaseBegan.class)
                .filter(phase -> phase.phase() == Event.Phase.AUDIT_AGAIN)
                .mapToLong(Event.PhaseBegan::atNanos)
                .findFirst()
                .orElse(Long.MAX_VALUE);
        if (again != Long.MAX_VALUE) {
            rounds.add(new AuditRound(" after every member was killed and restarted"));
        }
        gather(history, rounds, again);
        history.events(Event.PhaseBegan.class).forEach(phase -> {
            if (phase.phase() == Event.Phase.AUDIT || phase.phase() == Event.Phase.AUDIT_AGAIN) {
                AuditRound round = at(rounds, again, phase);
                round.beganNanos = Math.min(round.beganNanos, phase.atNanos());
            }
        });
        return rounds;
    }

    private static void gather(History history, List<AuditRound> rounds, long again) {
        history.events(Event.MemberAudited.class)
                .forEach(e -> at(rounds, again, e).members.put(e.member(), e));
        history.events(Event.ZnodeAudited.class).forEach(e -> at(rounds, again, e)
                .trees
                .computeIfAbsent(e.member(), member -> new HashMap<>())
                .put(e.path(), e));
        history.events(Event.WriteAudited.class)
                .forEach(e -> at(rounds, again, e).writes.add(e));
        history.events(Event.SessionsAudited.class).forEach(e -> at(rounds, again, e).sessions = e);
        history.events(Event.MarkersAudited.class)
                .forEach(e -> at(rounds, again, e).markers.add(e));
        history.events(Event.LimitReached.class).forEach(e -> {
            if (e.limit() == HarnessLimit.AUDITED_ZNODES) {
                at(rounds, again, e).partlyRead.put(e.member(), e);
            } else if (e.limit() == HarnessLimit.AUDIT_READS) {
                at(rounds, again, e).torn.put(e.member(), e);
            }
        });
    }

    private static AuditRound at(List<AuditRound> rounds, long again, Event event) {
        return rounds.get(event.atNanos() >= again ? 1 : 0);
    }

    /**
     * Whether this audit must show what was acknowledged at a moment: the audit began later, and it reads after a sync.
     */
    boolean shows(long atNanos) {
        return beganNanos == Long.MAX_VALUE
                ? members.values().stream().allMatch(m -> m.atNanos() > atNanos)
                : beganNanos > atNanos;
    }

    Map<String, Event.ZnodeAudited> tree(int member) {
        return trees.getOrDefault(member, Map.of());
    }

    /** Whether the history contains a tree of the member; each tree has at least a root. */
    boolean treeRead(Event.MemberAudited audited) {
        return audited.problem() == null && !tree(audited.member()).isEmpty();
    }

    int znodes() {
        return trees.values().stream().mapToInt(Map::size).max().orElse(0);
    }

    boolean ephemerals() {
        return trees.values().stream()
                .flatMap(tree -> tree.values().stream())
                .anyMatch(znode -> znode.stat().ephemeralOwner() != 0);
    }

    /** A member is judged if its whole tree was read at one zxid, and if no write of the audit through it failed. */
    Coverage coverage(List<Integer> expected) {
        Coverage.Tally tally = new Coverage.Tally(AuditCheck.MEMBERS);
        Set<Integer> all = new TreeSet<>(expected);
        all.addAll(members.keySet());
        for (int member : all) {
            Event.MemberAudited audited = members.get(member);
            if (audited == null) {
                tally.notJudged("it was not audited");
            } else if (audited.problem() != null) {
                tally.notJudged("it could not be read");
            } else if (!treeRead(audited)) {
                tally.notJudged("its tree was not read");
            } else if (partlyRead.containsKey(member)) {
                tally.notJudged("only a part of its tree was read");
            } else if (torn.containsKey(member)) {
                tally.notJudged("its tree changed while it was read");
            } else if (writes.stream().anyMatch(write -> write.member() == member && write.problem() != null)) {
                tally.notJudged("a write through it failed");
            } else {
                tally.judged();
            }
        }
        return tally.coverage();
    }

    /** The parts that this round did not examine, in words; if there are any, the audit proves too little. */
    List<String> gaps(List<Integer> expected) {
        List<String> gaps = new ArrayList<>();
        for (int member : expected) {
            if (!members.containsKey(member)) {
                gaps.add("member " + member + " was not audited" + when);
            } else if (treeRead(members.get(member)) && writes.stream().noneMatch(write -> write.member() == member)) {
                gaps.add("no write was tried through member " + member + when);
            }
        }
        members.values().stream()
                .filter(e -> e.problem() != null)
                .forEach(e -> gaps.add("member " + e.member() + " could not be read" + when + ": " + e.problem()));
        writes.stream()
                .filter(e -> e.problem() != null)
                .forEach(e -> gaps.add("a write through member " + e.member() + " failed" + when + ": " + e.problem()));
        members.values().stream()
                .filter(e -> e.problem() == null && !treeRead(e))
                .forEach(e -> gaps.add("the tree of member " + e.member() + when + " is empty, and each has a root"));
        if (markers.stream().noneMatch(e -> e.acknowledged() > 0)) {
            gaps.add("no acknowledged write of the durability probe was looked for" + when);
        }
        if (sessions == null && ephemerals()) {
            gaps.add("there are ephemeral znodes" + when + ", and the live sessions are unknown");
        }
        torn.values().forEach(e -> gaps.add(e.text() + when + ": no read shows it at one zxid"));
        partlyRead.values().forEach(e -> gaps.add(e.text() + when + ": the others were not read"));
        return gaps;
    }
}
