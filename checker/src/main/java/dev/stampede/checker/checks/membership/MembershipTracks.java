package dev.stampede.checker.checks.membership;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.checks.registration.AdoptedList;
import dev.stampede.checker.checks.registration.RegisteredZnode;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.TrackBuilder;
import dev.stampede.checker.history.data.Event.Severity;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.Track;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Draws each group: a lane for each member, with its znodes, and a lane for the view of each client, with the members
 * and their data as it listed them. It marks a member that has joined and has no znode, a znode whose member has left,
 * and a view that lists a member whose znode is gone or lacks a member whose znode exists.
 */
final class MembershipTracks {
    private MembershipTracks() {}

    static List<Track> of(History history) {
        MembershipLog log = new MembershipLog(history);
        long end = Analysis.of(history).clients().workEndNanos();
        Map<String, List<MemberTimeline>> groups = log.members().values().stream()
                .collect(Collectors.groupingBy(MemberTimeline::group, TreeMap::new, Collectors.toList()));
        List<Track> tracks = new ArrayList<>();
        groups.forEach((group, members) -> {
            TrackBuilder drawing = TrackBuilder.of("Group " + group);
            members.forEach(m -> member(drawing.lane(m.id()), m, end));
            log.views().stream().filter(v -> v.group().equals(group)).forEach(v -> view(drawing, v, members));
            tracks.add(drawing.track());
        });
        return tracks;
    }

    private static void member(TrackBuilder drawing, MemberTimeline member, long end) {
        NavigableSet<Long> moments = new TreeSet<>();
        member.incarnations().forEach(i -> {
            moments.add(joinedNanos(i));
            moments.add(Math.min(end, i.leavingNanos()));
        });
        member.znodes().forEach(z -> {
            moments.add(z.fromNanos());
            moments.add(Math.min(end, z.goneNanos()));
        });
        Spans spans = new Spans(drawing, member.id());
        for (Long from : moments) {
            Long to = moments.higher(from);
            MemberIncarnation incarnation = member.incarnationAt(from);
            boolean joined =
                    incarnation != null && joinedNanos(incarnation) <= from && from < incarnation.leavingNanos();
            RegisteredZnode znode = znodeAt(member, from);
            if (to == null || from >= end) {
                break;
            } else if (znode != null) {
                String name = "znode 0x" + Long.toHexString(znode.czxid());
                spans.add(joined ? name : name + ", its member has left", !joined, from, to);
            } else if (joined && incarnation != null) {
                boolean certain = incarnation.join().outcome() == Outcome.OK;
                spans.add(certain ? "joined, has no znode" : "may have joined, has no znode", true, from, to);
            }
        }
        spans.end();
    }

    private static long joinedNanos(MemberIncarnation incarnation) {
        return incarnation.join().completed()
                ? incarnation.join().completedNanos()
                : incarnation.join().invokedNanos();
    }

    private static void view(TrackBuilder drawing, GroupView view, List<MemberTimeline> members) {
        NavigableSet<Long> moments = new TreeSet<>();
        members.forEach(m -> {
            m.znodes().forEach(z -> moments.add(z.fromNanos()));
            m.absences().forEach(a -> {
                moments.add(a.fromNanos());
                moments.add(a.toNanos());
            });
        });
        String lane = "view of client " + view.client();
        Spans spans = new Spans(drawing.lane(lane), lane);
        for (AdoptedList list : view.lists()) {
            for (long from = list.fromNanos(); from < list.toNanos(); ) {
                Long next = moments.higher(from);
                long to = next == null ? list.toNanos() : Math.min(next, list.toNanos());
                listed(spans, list, members, from, to);
                from = to;
            }
        }
        spans.end();
    }

    private static void listed(Spans spans, AdoptedList list, List<MemberTimeline> members, long from, long to) {
        List<String> wrong = new ArrayList<>();
        for (MemberTimeline member : members) {
            boolean listed = list.entries().containsKey(member.id());
            if (listed && absentAt(member, from)) {
                wrong.add("lists " + member.id() + ", whose znode is gone");
            } else if (!listed && znodeAt(member, from) != null) {
                wrong.add("lacks " + member.id());
            }
        }
        String all = list.entries().entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(" "));
        String label = all.isEmpty() ? "no members" : all;
        spans.add(wrong.isEmpty() ? label : String.join("; ", wrong) + ": " + label, !wrong.isEmpty(), from, to);
    }

    private static @Nullable RegisteredZnode znodeAt(MemberTimeline member, long nanos) {
        List<RegisteredZnode> all = member.znodes();
        int begun = SortedSearch.upTo(all.size(), i -> all.get(i).fromNanos(), nanos);
        return begun > 0 && nanos < all.get(begun - 1).goneNanos() && !absentAt(member, nanos)
                ? all.get(begun - 1)
                : null;
    }

    private static boolean absentAt(MemberTimeline member, long nanos) {
        List<MemberAbsence> all = member.absences();
        int begun = SortedSearch.upTo(all.size(), i -> all.get(i).fromNanos(), nanos);
        return begun > 0 && nanos < all.get(begun - 1).toNanos();
    }

    /** Draws spans of one lane in chronological order; adjacent ones with one label become one. */
    private static final class Spans {
        private final TrackBuilder drawing;
        private final String lane;
        private @Nullable String label;
        private boolean marked;
        private long fromNanos;
        private long toNanos;

        private Spans(TrackBuilder drawing, String lane) {
            this.drawing = drawing;
            this.lane = lane;
        }

        private void add(String next, boolean mark, long from, long to) {
            if (!next.equals(label) || from != toNanos) {
                end();
                label = next;
                marked = mark;
                fromNanos = from;
            }
            toNanos = to;
        }

        private void end() {
            if (label != null && fromNanos < toNanos) {
                drawing.span(lane, label, marked ? Severity.NOTICE : Severity.QUIET, fromNanos, toNanos);
            }
            label = null;
        }
    }
}
