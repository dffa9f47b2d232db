package dev.stampede.reports.timeline;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event.MemberRole;
import dev.stampede.checker.history.data.Event.RoleChanged;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The lanes of members: the leader with the epoch, the times without a leader, and the role of each member. Stateless.
 */
public final class RoleLanes {
    private static final String GROUP = "Members";

    private RoleLanes() {}

    static List<Lane> of(History history) {
        Map<Integer, List<RoleChanged>> byMember = byMember(history);
        if (byMember.isEmpty()) {
            return List.of();
        }
        List<Lane> lanes = new ArrayList<>();
        List<Span> leading = leading(byMember, history.endNanos());
        List<List<Span>> rows = RowLayout.split(leading);
        if (rows.isEmpty()) {
            rows = List.of(new ArrayList<>());
        }
        rows.get(0).addAll(gaps(leading, firstSeen(byMember), history.endNanos()));
        rows.get(0).sort(Comparator.comparingLong(Span::fromNanos));
        for (int i = 0; i < rows.size(); i++) {
            lanes.add(Lane.ofSpans(GROUP, i == 0 ? "leader" : "leader " + (i + 1), rows.get(i)));
        }
        byMember.forEach((member, changes) ->
                lanes.add(Lane.ofSpans(GROUP, "member " + member, spans(changes, history.endNanos()))));
        return lanes;
    }

    /** The times in which no member was known to lead, from the first recorded role on. */
    public static List<Span> withoutLeader(History history) {
        Map<Integer, List<RoleChanged>> byMember = byMember(history);
        if (byMember.isEmpty()) {
            return List.of();
        }
        return gaps(leading(byMember, history.endNanos()), firstSeen(byMember), history.endNanos());
    }

    /** The number of times a member began to lead, including the first time. */
    public static int elections(History history) {
        return leading(byMember(history), history.endNanos()).size();
    }

    private static Map<Integer, List<RoleChanged>> byMember(History history) {
        Map<Integer, List<RoleChanged>> byMember = new TreeMap<>();
        history.events(RoleChanged.class)
                .sorted(Comparator.comparingLong(RoleChanged::atNanos))
                .forEach(r -> byMember.computeIfAbsent(r.member(), m -> new ArrayList<>())
                        .add(r));
        return byMember;
    }

    private static long firstSeen(Map<Integer, List<RoleChanged>> byMember) {
        return byMember.values().stream()
                .mapToLong(c -> c.get(0).atNanos())
                .min()
                .orElse(0);
    }

    private static List<Span> leading(Map<Integer, List<RoleChanged>> byMember, long end) {
        List<Span> all = new ArrayList<>();
        byMember.forEach((member, changes) -> spans(changes, end).stream()
                .filter(s -> s.style() == SpanStyle.LEADING)
                .map(s -> new Span(
                        s.fromNanos(), s.toNanos(), false, SpanStyle.LEADING, "member " + member + epoch(s), -1, -1))
                .forEach(all::add));
        all.sort(Comparator.comparingLong(Span::fromNanos));
        return all;
    }

    private static String epoch(Span span) {
        int comma = span.label().indexOf(',');
        return comma < 0 ? "" : span.label().substring(comma);
    }

    private static List<Span> gaps(List<Span> leading, long from, long end) {
        List<Span> gaps = new ArrayList<>();
        long covered = from;
        for (Span span : leading) {
            if (span.fromNanos() > covered) {
                gaps.add(Span.of(covered, span.fromNanos(), SpanStyle.NO_LEADER, "no leader"));
            }
            covered = Math.max(covered, span.toNanos());
        }
        if (covered < end) {
            gaps.add(Span.of(covered, end, SpanStyle.NO_LEADER, "no leader"));
        }
        return gaps;
    }

    /** Merges repeated reports of the same role and epoch. */
    private static List<Span> spans(List<RoleChanged> changes, long end) {
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            RoleChanged change = changes.get(i);
            long to = i + 1 < changes.size() ? changes.get(i + 1).atNanos() : end;
            Span span = Span.of(change.atNanos(), to, style(change.role()), label(change));
            Span last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
            if (last != null && last.style() == span.style() && last.label().equals(span.label())) {
                spans.set(spans.size() - 1, Span.of(last.fromNanos(), to, span.style(), span.label()));
            } else {
                spans.add(span);
            }
        }
        return spans;
    }

    private static String label(RoleChanged change) {
        String role = change.role().name().toLowerCase(Locale.ROOT);
        return change.epoch() > 0 ? role + ", epoch " + change.epoch() : role;
    }

    private static SpanStyle style(MemberRole role) {
        return switch (role) {
            case LEADING, STANDALONE -> SpanStyle.LEADING;
            case FOLLOWING, OBSERVING -> SpanStyle.FOLLOWING;
            case LOOKING -> SpanStyle.LOOKING;
            case DOWN -> SpanStyle.DOWN;
            case PAUSED -> SpanStyle.PAUSED;
            case UNKNOWN -> SpanStyle.QUIET;
        };
    }
}
