package dev.stampede.checker.checks.membership;

import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.UndisturbedTime;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Coverage.Tally;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.Outcome;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the znodes of group members exist while the clients are members, and contain their data. Not
 * thread-safe.
 */
final class MemberRules {
    private final MembershipLog log;
    private final MembershipBounds bounds;
    private final AnomalyCollector findings;
    private final Tally tally;
    private final long endNanos;

    MemberRules(MembershipLog log, MembershipBounds bounds, AnomalyCollector findings, Tally tally, long endNanos) {
        this.log = log;
        this.bounds = bounds;
        this.findings = findings;
        this.tally = tally;
        this.endNanos = endNanos;
    }

    void judge(MemberTimeline member) {
        UndisturbedTime undisturbed = log.undisturbed(member.client());
        for (MemberIncarnation incarnation : member.incarnations()) {
            for (MemberAbsence absence : member.absences()) {
                absent(member, incarnation, absence, undisturbed);
            }
        }
        lost(member, undisturbed);
    }

    /** Reports that the znode of a connected member was absent for too long. */
    private void absent(
            MemberTimeline member, MemberIncarnation incarnation, MemberAbsence absence, UndisturbedTime undisturbed) {
        long since = Math.max(absence.fromNanos(), incarnation.joinedNanos());
        long until = Math.min(Math.min(absence.toNanos(), incarnation.leavingNanos()), endNanos);
        if (since >= until) {
            return;
        }
        long deadline = undisturbed.doneBy(since, bounds.reCreation().nanos());
        if (deadline >= until) {
            boolean created = until == absence.toNanos();
            if (created) {
                tally.judged();
            } else {
                tally.notJudged(ViewRules.NOT_UNDISTURBED);
            }
            return;
        }
        tally.judged();
        findings.add(
                "absent",
                "the znode " + member.path() + " was absent from " + seconds(since) + " to " + seconds(until)
                        + ", although client " + member.client() + " had joined by "
                        + seconds(incarnation.joinedNanos()) + " and was connected and undisturbed for "
                        + bounds.reCreation().value() + " until " + seconds(deadline),
                List.of(bounds.reCreation().step()),
                Blame.RECIPE,
                new Extent(
                        since,
                        until,
                        Set.of(member.client()),
                        List.of(incarnation.join().number())),
                MembershipCitations.PRESENT,
                null);
    }

    /** Reports that the znode of a member contained older data than the member had set long before. */
    private void lost(MemberTimeline member, UndisturbedTime undisturbed) {
        Set<Integer> reported = new HashSet<>();
        for (OwnRead read : member.reads()) {
            Operation o = read.read();
            int writeIndex = member.writeOf(read.data(), o.completedNanos());
            if (writeIndex < 0 && reported.add(writeIndex)) {
                unknown(member, read);
            }
            if (writeIndex < 0 || member.written().get(writeIndex).write().outcome() != Outcome.OK) {
                continue; // A write whose outcome is unknown may take effect later than others.
            }
            MemberData newer = newerThan(member, writeIndex, o, undisturbed);
            if (newer != null && reported.add(writeIndex)) {
                findings.add(
                        "data-lost",
                        "the znode " + member.path() + " held the data \"" + read.data() + "\" (" + state(o) + ") at "
                                + seconds(o.completedNanos()) + ", although client " + member.client()
                                + " had replaced it by \"" + newer.data() + "\" by "
                                + seconds(newer.write().completedNanos())
                                + (newer.acknowledged()
                                        ? ", which was acknowledged"
                                        : " and was connected and undisturbed for "
                                                + bounds.background().value()),
                        newer.acknowledged()
                                ? List.of()
                                : List.of(bounds.background().step()),
                        Blame.RECIPE,
                        new Extent(
                                newer.write().invokedNanos(),
                                o.completedNanos(),
                                Set.of(member.client()),
                                List.of(
                                        member.written().get(writeIndex).write().number(),
                                        newer.write().number(),
                                        o.number())),
                        MembershipCitations.DATA,
                        null);
            }
        }
    }

    private void unknown(MemberTimeline member, OwnRead read) {
        Operation o = read.read();
        findings.add(
                "unknown-data",
                "the znode " + member.path() + " held the data \"" + read.data() + "\" (" + state(o) + ") at "
                        + seconds(o.completedNanos()) + ", which client " + member.client() + " had not set",
                Blame.RECIPE,
                new Extent(o.invokedNanos(), o.completedNanos(), Set.of(o.client()), List.of(o.number())),
                MembershipCitations.ATOMICITY);
    }

    /** The first newer data that the znode had to contain when a read was invoked, null if there is none. */
    private @Nullable MemberData newerThan(
            MemberTimeline member, int writeIndex, Operation read, UndisturbedTime undisturbed) {
        MemberData old = member.written().get(writeIndex);
        for (MemberData later :
                member.written().subList(writeIndex + 1, member.written().size())) {
            if (later.write().completedNanos() > read.invokedNanos()) {
                return null;
            }
            boolean replaces =
                    later.write().outcome() == Outcome.OK && !later.data().equals(old.data());
            if (replaces && shownBy(later, read.session(), undisturbed) < read.invokedNanos()) {
                return later;
            }
        }
        return null;
    }

    /**
     * The time from which on reads in a session must show this data or newer data; in the session of the write that is
     * at once.
     */
    private long shownBy(MemberData data, long session, UndisturbedTime undisturbed) {
        long completed = data.write().completedNanos();
        long written = data.acknowledged()
                ? completed
                : undisturbed.doneBy(completed, bounds.background().nanos());
        boolean read = written == UndisturbedTime.NEVER || data.write().session() == session;
        return read ? written : undisturbed.doneBy(written, bounds.delivery().nanos());
    }

    private static String state(Operation read) {
        return read.output() instanceof OperationOutput.Shown shown && shown.state() != null
                ? "version " + shown.state().version() + ", mzxid "
                        + hex(shown.state().mzxid())
                : "";
    }
}
