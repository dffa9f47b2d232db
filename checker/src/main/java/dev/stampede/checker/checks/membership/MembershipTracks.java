package dev.stampede.checker.checks.membership;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.checks.registration.RegisteredZnode;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.TrackBuilder;
import dev.stampede.checker.history.data.Event.Severity;
import dev.stampede.checker.history.data.Track;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Draws each group: for each member, when it had joined, when it had a znode, and when each client listed it. A view that
 * lists a member whose znode is gone, or lacks one whose znode exists, is marked.
 */
final class MembershipTracks {
    private MembershipTracks() {}

    static List<Track> of(History history) {
        MembershipLog log = new MembershipLog(history);
        long end = Analysis.of(history).clients().workEndNanos();
        List<Track> tracks = new ArrayList<>();
        log.members().values().stream().map(MemberTimeline::group).distinct().forEach(group -> {
            TrackBuilder drawing = TrackBuilder.of("Group " + group);
            log.members().values().stream()
                    .filter(m -> m.group().equals(group))
                    .forEach(m -> member(drawing, m, log, end));
            tracks.add(drawing.track());
        });
        return tracks;
    }

    private static void member(TrackBuilder drawing, MemberTimeline member, MembershipLog log, long end) {
        drawing.lane(member.id() + " joined");
        for (MemberIncarnation incarnation : member.incarnations()) {
            long from = incarnation.join().invokedNanos();
            span(
                    drawing,
                    member.id() + " joined",
                    "client " + member.client(),
                    Severity.QUIET,
                    from,
                    Math.min(end, incarnation.leavingNanos()));
        }
        drawing.lane(member.id() + " znode");
        for (RegisteredZnode znode : member.znodes()) {
            span(
                    drawing,
                    member.id() + " znode",
                    "czxid 0x" + Long.toHexString(znode.czxid()),
                    Severity.QUIET,
                    znode.fromNanos(),
                    Math.min(end, znode.goneNanos()));
        }
        for (GroupView view : log.views()) {
            if (view.group().equals(member.group())) {
                listed(drawing, member, view);
            }
        }
    }

    private static void listed(TrackBuilder drawing, MemberTimeline member, GroupView view) {
        String lane = member.id() + " listed by " + view.client();
        drawing.lane(lane);
        for (ViewSpan span : ViewSpan.of(view.lists(), member.id())) {
            if (span.data() != null) {
                split(drawing, lane, span.data(), span, member);
            }
        }
    }

    /** Draws what a view listed, and marks the parts in which the znode was absent. */
    private static void split(
            TrackBuilder drawing, String lane, @Nullable String data, ViewSpan span, MemberTimeline member) {
        long at = span.fromNanos();
        for (MemberAbsence absence : member.absences()) {
            long from = Math.max(at, absence.fromNanos());
            long to = Math.min(span.toNanos(), absence.toNanos());
            if (from < to) {
                span(drawing, lane, data, Severity.QUIET, at, from);
                span(drawing, lane, data + ", its znode is gone", Severity.NOTICE, from, to);
                at = to;
            }
        }
        span(drawing, lane, data, Severity.QUIET, at, span.toNanos());
    }

    private static void span(
            TrackBuilder drawing, String lane, @Nullable String label, Severity severity, long from, long to) {
        if (from < to) {
            drawing.span(lane, String.valueOf(label), severity, from, to);
        }
    }
}
