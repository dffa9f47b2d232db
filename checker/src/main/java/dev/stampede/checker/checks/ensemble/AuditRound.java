package dev.stampede.checker.checks.ensemble;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one look at every member came to. A run ends with one; in its thorough form it kills and restarts every member then,
 * and looks again.
 */
final class AuditRound {
    /** Status of what is found in this round, after a space; empty in the first. */
    final String when;

    final Map<Integer, Event.MemberAudited> members = new TreeMap<>();
    final Map<Integer, Map<String, Event.ZnodeAudited>> trees = new TreeMap<>();
    final List<Event.WriteAudited> writes = new ArrayList<>();
    final List<Event.MarkersAudited> markers = new ArrayList<>();
    /** The members of whose trees only a part was read. */
    final Map<Integer, Event.LimitReached> partlyRead = new TreeMap<>();

    Event.@Nullable SessionsAudited sessions;

    private AuditRound(String when) {
        this.when = when;
    }

    /** The rounds of a run in their order: one, or two if it was audited again. */
    static List<AuditRound> of(History history) {
        List<AuditRound> rounds = new ArrayList<>();
        rounds.add(new AuditRound(""));
        long again = history.events(Event.PhaseBegan.class)
                .filter(phase -> phase.phase() == Event.Phase.AUDIT_AGAIN)
                .mapToLong(Event.PhaseBegan::atNanos)
                .findFirst()
                .orElse(Long.MAX_VALUE);
        if (again != Long.MAX_VALUE) {
            rounds.add(new AuditRound(" after every member was killed and started again"));
        }
        gather(history, rounds, again);
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
        history.events(Event.LimitReached.class)
                .filter(e -> e.limit() == Event.Limit.AUDITED_ZNODES)
                .forEach(e -> at(rounds, again, e).partlyRead.put(e.member(), e));
    }

    private static AuditRound at(List<AuditRound> rounds, long again, Event event) {
        return rounds.get(event.atNanos() >= again ? 1 : 0);
    }

    int znodes() {
        return trees.values().stream().mapToInt(Map::size).max().orElse(0);
    }

    boolean ephemerals() {
        return trees.values().stream()
                .flatMap(tree -> tree.values().stream())
                .anyMatch(znode -> znode.stat().ephemeralOwner() != 0);
    }

    /** What was not looked at, so that this round proves too little. */
    List<String> gaps(List<Integer> expected) {
        List<String> gaps = new ArrayList<>();
        for (int member : expected) {
            if (!members.containsKey(member)) {
                gaps.add("member " + member + " was not audited" + when);
            } else if (writes.stream().noneMatch(write -> write.member() == member)) {
                gaps.add("no write was tried through member " + member + when);
            }
        }
        if (sessions == null && ephemerals()) {
            gaps.add("there are ephemeral znodes" + when + ", and the living sessions are not known");
        }
        partlyRead.values().forEach(e -> gaps.add(e.text() + when + ": those beyond were not read"));
        return gaps;
    }
}
