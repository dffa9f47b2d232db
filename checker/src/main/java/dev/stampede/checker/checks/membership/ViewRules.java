package dev.stampede.checker.checks.membership;

import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.analysis.UndisturbedTime;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.check.Coverage.Tally;
import dev.stampede.checker.checks.registration.RegisteredZnode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares the views of clients with what the members did. Each change of a member must reach each view in time: a
 * znode that is gone, a znode that exists, data that was replaced.
 *
 * <p>What a view shows of its own client is judged only if the client is missing or its data is unknown: Curator's
 * {@code GroupMember} always lists itself. Not thread-safe.
 */
final class ViewRules {
    static final String NOT_UNDISTURBED =
            "the client was not undisturbed for long enough, or the change was undone before";

    /** When an entry of a view became wrong, and the change that made it wrong, in words. */
    private record WrongSince(long atNanos, String why) {}

    private final MembershipLog log;
    private final MembershipBounds bounds;
    private final UndisturbedTime ensemble;
    private final AnomalyCollector findings;
    private final Tally tally;
    private final Set<String> reported = new HashSet<>();
    private final Map<MemberData, WrongSince> replacements = new HashMap<>();
    private long longestNanos;

    ViewRules(
            MembershipLog log,
            MembershipBounds bounds,
            UndisturbedTime ensemble,
            AnomalyCollector findings,
            Tally tally) {
        this.log = log;
        this.bounds = bounds;
        this.ensemble = ensemble;
        this.findings = findings;
        this.tally = tally;
    }

    /** The longest time that a change took to reach a view. */
    long longestNanos() {
        return longestNanos;
    }

    /** Judges one view. */
    void judge(GroupView view) {
        Set<String> ids = new TreeSet<>();
        view.lists().forEach(list -> ids.addAll(list.entries().keySet()));
        log.members().values().stream()
                .filter(m -> m.group().equals(view.group()))
                .forEach(m -> ids.add(m.id()));
        for (String id : ids) {
            String path = view.group() + "/" + id;
            MemberTimeline member = log.members().get(path);
            for (ViewSpan span : ViewSpan.of(view.lists(), id)) {
                if (member == null) {
                    unknown(view, path, span);
                } else if (span.data() == null) {
                    missing(view, member, span);
                } else {
                    listed(view, member, span, span.data());
                }
            }
        }
    }

    private void unknown(GroupView view, String path, ViewSpan span) {
        if (span.data() != null) {
            report(
                    "unknown-data",
                    view,
                    path + span.data(),
                    "client " + view.client() + " listed " + path + " with the data \"" + span.data() + "\" at "
                            + seconds(span.fromNanos()) + ", which no client had written there",
                    extent(view, span.fromNanos(), span.fromNanos(), Set.of(), List.of(span.list())),
                    MembershipCitations.ATOMICITY);
        }
    }

    private void listed(GroupView view, MemberTimeline member, ViewSpan span, String data) {
        if (member.writeOf(data, span.fromNanos()) < 0) {
            unknown(view, member.path(), span);
            return;
        }
        int write = member.writeOf(data, span.toNanos());
        boolean judged = member.client() == view.client() || ghost(view, member, span);
        MemberData entry = member.written().get(write);
        if (!judged) {
            judged = outlived(view, member, span, entry);
        }
        if (!judged) {
            stale(view, member, span, write);
        }
    }

    /** Whether a view showed a member for too long after its znode was gone. */
    private boolean ghost(GroupView view, MemberTimeline member, ViewSpan span) {
        List<MemberAbsence> absences = member.absences();
        int first = SortedSearch.upTo(absences.size(), i -> absences.get(i).toNanos(), span.fromNanos());
        boolean found = false;
        for (MemberAbsence absence : absences.subList(first, absences.size())) {
            if (absence.fromNanos() >= span.toNanos()) {
                break;
            }
            long until = Math.min(span.toNanos(), absence.toNanos());
            if (late(view, span, absence.fromNanos(), until)) {
                found = true;
                reportLate(
                        "ghost",
                        view,
                        member.path() + absence.fromNanos(),
                        "client " + view.client() + " still listed " + member.path() + " at " + seconds(until)
                                + ", although its znode was gone by " + seconds(absence.fromNanos()) + noExcuse(view),
                        extent(view, absence.fromNanos(), until, Set.of(member.client()), List.of(span.list())),
                        MembershipCitations.TIMELINESS);
            }
        }
        return found;
    }

    /**
     * Whether a view showed a member for too long after the member had left or died, and watchers did not see that its
     * znode was gone.
     */
    private boolean outlived(GroupView view, MemberTimeline member, ViewSpan span, MemberData entry) {
        WrongSince end = membershipEnd(member, entry.incarnation());
        long until = Math.min(span.toNanos(), member.nextJoinNanos(entry.incarnation()));
        boolean seenGone = member.absences().stream().anyMatch(a -> a.fromNanos() < until && a.toNanos() >= until);
        if (end.atNanos() >= until || seenGone || !late(view, span, end.atNanos(), until)) {
            return false;
        }
        if (!reported.add("outlived" + entry.incarnation().join().number())) {
            return true; // Another view showed it already.
        }
        findings.add(
                "outlived",
                "client " + view.client() + " still listed " + member.path() + " at " + seconds(until) + ", although "
                        + end.why() + noExcuse(view),
                List.of(bounds.delivery().step()),
                Blame.RECIPE,
                extent(
                        view,
                        entry.incarnation().leavingNanos(),
                        until,
                        Set.of(member.client()),
                        List.of(entry.incarnation().join().number(), span.list())),
                MembershipCitations.REMOVED,
                null);
        return true;
    }

    /** When the znode of an incarnation must be gone; {@link UndisturbedTime#NEVER} if that is unknown. */
    private WrongSince membershipEnd(MemberTimeline member, MemberIncarnation incarnation) {
        long left = incarnation.leftNanos() == Operation.OPEN
                ? UndisturbedTime.NEVER
                : log.undisturbed(member.client())
                        .doneBy(incarnation.leftNanos(), bounds.background().nanos());
        long dead = incarnation.deadNanos() == Operation.OPEN
                ? UndisturbedTime.NEVER
                : ensemble.doneBy(incarnation.deadNanos(), bounds.expiry().nanos());
        return left <= dead
                ? new WrongSince(
                        left,
                        "client " + member.client() + " had left by " + seconds(incarnation.leftNanos())
                                + " and its znode had to be gone by " + seconds(left) + " ("
                                + bounds.background().equation() + ")")
                : new WrongSince(
                        dead,
                        "client " + member.client() + " had ended by " + seconds(incarnation.deadNanos())
                                + " and its session had to end by " + seconds(dead) + " ("
                                + bounds.expiry().equation() + ")");
    }

    private void stale(GroupView view, MemberTimeline member, ViewSpan span, int write) {
        MemberData entry = member.written().get(write);
        if (entry.write().outcome() != Outcome.OK) {
            return; // A write with an unknown outcome may take effect later.
        }
        WrongSince end = replacements.computeIfAbsent(entry, e -> replacement(member, write));
        if (end.atNanos() < span.toNanos() && late(view, span, end.atNanos(), span.toNanos())) {
            reportLate(
                    "stale-data",
                    view,
                    member.path() + entry.data(),
                    "client " + view.client() + " still listed " + member.path() + " with the data \"" + entry.data()
                            + "\" at " + seconds(span.toNanos()) + ", although " + end.why() + noExcuse(view),
                    extent(
                            view,
                            entry.write().invokedNanos(),
                            span.toNanos(),
                            Set.of(member.client()),
                            List.of(entry.write().number(), span.list())),
                    MembershipCitations.TIMELINESS);
        }
    }

    /** When the znode certainly no longer contained this data; {@link UndisturbedTime#NEVER} if that is unknown. */
    private WrongSince replacement(MemberTimeline member, int write) {
        String data = member.written().get(write).data();
        for (MemberData later :
                member.written().subList(write + 1, member.written().size())) {
            if (later.write().outcome() != Outcome.OK || later.data().equals(data)) {
                continue;
            }
            long done = writtenBy(member, later);
            if (done != UndisturbedTime.NEVER) {
                // A read that showed the old data proves that the znode held it until then.
                for (OwnRead read : member.reads()) {
                    if (read.data().equals(data)) {
                        done = Math.max(done, read.read().completedNanos());
                    }
                }
                return new WrongSince(
                        done,
                        "client " + member.client() + " had replaced it by \"" + later.data() + "\" by "
                                + seconds(done));
            }
        }
        return new WrongSince(UndisturbedTime.NEVER, "");
    }

    private long writtenBy(MemberTimeline member, MemberData data) {
        long completed = data.write().completedNanos();
        return data.acknowledged()
                ? completed
                : log.undisturbed(member.client())
                        .doneBy(completed, bounds.background().nanos());
    }

    private void missing(GroupView view, MemberTimeline member, ViewSpan span) {
        List<RegisteredZnode> znodes = member.znodes();
        int first =
                Math.max(0, SortedSearch.upTo(znodes.size(), i -> znodes.get(i).fromNanos(), span.fromNanos()) - 1);
        for (RegisteredZnode znode : znodes.subList(first, znodes.size())) {
            MemberIncarnation incarnation = member.incarnationAt(znode.sentNanos());
            if (znode.fromNanos() >= span.toNanos() || incarnation == null) {
                break;
            }
            long existsUntil =
                    Math.min(Math.min(incarnation.leavingNanos(), incarnation.deadNanos()), znode.provenNanos());
            long until = Math.min(span.toNanos(), existsUntil);
            long since = Math.max(span.fromNanos(), znode.fromNanos());
            if (since >= until || znode.goneNanos() < existsUntil) {
                continue; // It is unknown how long the znode was gone before a watcher saw that.
            }
            if (late(view, span, since, until)) {
                reportLate(
                        "missing",
                        view,
                        member.path() + znode.czxid(),
                        "client " + view.client() + " did not list " + member.path() + " from "
                                + seconds(span.fromNanos()) + " to " + seconds(until) + ", although client "
                                + member.client() + " was alive and its znode existed since "
                                + seconds(znode.fromNanos()) + noExcuse(view),
                        extent(view, since, until, Set.of(member.client()), List.of(span.list())),
                        MembershipCitations.TIMELINESS);
            }
        }
    }

    /** Whether a view failed to show a change in time; counts the change. */
    private boolean late(GroupView view, ViewSpan span, long sinceNanos, long untilNanos) {
        long deadline = view.undisturbed().doneBy(sinceNanos, bounds.delivery().nanos());
        boolean late = deadline < untilNanos;
        if (late || (span.corrected() && untilNanos == span.toNanos())) {
            tally.judged();
            longestNanos = Math.max(longestNanos, untilNanos - Math.max(sinceNanos, span.fromNanos()));
        } else {
            tally.notJudged(NOT_UNDISTURBED);
        }
        return late;
    }

    private String noExcuse(GroupView view) {
        return "; client " + view.client() + " was connected and undisturbed for "
                + bounds.delivery().value();
    }

    private static Extent extent(
            GroupView view, long fromNanos, long toNanos, Set<Integer> others, List<Integer> operations) {
        Set<Integer> clients = new TreeSet<>(others);
        clients.add(view.client());
        return new Extent(fromNanos, Math.max(fromNanos, toNanos), clients, operations);
    }

    /** Reports an anomaly once for each client whose view shows it. */
    private void report(String kind, GroupView view, String key, String headline, Extent extent, Citation promise) {
        if (reported.add(kind + view.client() + key)) {
            findings.add(kind, headline, Blame.RECIPE, extent, promise);
        }
    }

    /** Reports a change that a view did not show in time, once for each client. */
    private void reportLate(String kind, GroupView view, String key, String headline, Extent extent, Citation promise) {
        if (reported.add(kind + view.client() + key)) {
            findings.add(kind, headline, List.of(bounds.delivery().step()), Blame.RECIPE, extent, promise, null);
        }
    }
}
