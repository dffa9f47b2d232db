package dev.stampede.checker.checks.barrier;

import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.DerivedBound;
import dev.stampede.checker.analysis.OperationAnomalies;
import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.history.data.BarrierInput.Enter;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether members entered one double barrier too early, left it too early, or were stuck in it. A barrier is
 * used once: its members enter and leave it together.
 *
 * <p>A member can be present from the invocation of its {@code enter} until the {@code enter} failed or its {@code
 * leave} succeeded, otherwise for ever. A member entered early if at no moment until the completion of its {@code
 * enter} enough members can have been present. A member left early if another member had entered before the {@code
 * leave} was invoked, had not called {@code leave} when it returned, and had a session that was still alive. O(n log n)
 * for entering; O(n·m) for leaving and for stuck members, where m is the number of members of a barrier.
 */
final class DoubleBarriers {
    private final String key;
    private final Analysis analysis;
    private final OperationAnomalies report;
    private final List<BarrierMember> all;
    /** The invocations of {@code enter}, sorted. */
    private final long[] startNanos;
    /**
     * For each index of {@link #startNanos}, the most members that can have been present at one moment until this
     * start.
     */
    private final int[] maxPresent;

    private int unknownSessions;

    DoubleBarriers(String key, List<Operation> operations, Analysis analysis, OperationAnomalies report) {
        this.key = key;
        this.analysis = analysis;
        this.report = report;
        this.all = BarrierMember.of(operations);
        this.startNanos =
                all.stream().mapToLong(p -> p.enter().invokedNanos()).sorted().toArray();
        this.maxPresent = new int[startNanos.length];
        long[] ends = all.stream()
                .mapToLong(BarrierMember::latestPresentNanos)
                .sorted()
                .toArray();
        int ended = 0;
        int highest = 0;
        for (int i = 0; i < startNanos.length; i++) {
            while (ended < ends.length && ends[ended] < startNanos[i]) {
                ended++;
            }
            highest = Math.max(highest, i + 1 - ended);
            maxPresent[i] = highest;
        }
    }

    /** The number of successful calls of {@code leave} that could not be judged, because a session is unknown. */
    int unknownSessions() {
        return unknownSessions;
    }

    void judge() {
        for (BarrierMember p : all) {
            if (p.entered()) {
                enteredEarly(p);
            }
            stuckEntering(p);
            Operation leave = p.leave();
            if (leave != null) {
                if (leave.outcome() == Outcome.OK) {
                    leftEarly(p, leave);
                }
                stuckLeaving(p, leave);
            }
        }
    }

    private static int required(Operation enter) {
        return enter.input() instanceof Enter input ? input.members() : 1;
    }

    private void enteredEarly(BarrierMember p) {
        Operation enter = p.enter();
        int started = SortedSearch.upTo(startNanos.length, i -> startNanos[i], enter.completedNanos());
        int present = started == 0 ? 0 : maxPresent[started - 1];
        if (present < required(enter)) {
            report.add(
                    "entered-early",
                    OperationAnomalies.who(enter) + " entered " + key + " at " + seconds(enter.completedNanos())
                            + ", although at most " + present + " of " + required(enter)
                            + " members can have been in it at one time until then",
                    Blame.RECIPE,
                    BarrierCitations.ENTER,
                    enter);
        }
    }

    private void leftEarly(BarrierMember p, Operation leave) {
        boolean unknown = false;
        for (BarrierMember other : all) {
            boolean stays = !other.equals(p)
                    && other.entered()
                    && other.enter().completedNanos() < leave.invokedNanos()
                    && (other.leave() == null || other.leave().invokedNanos() > leave.completedNanos());
            unknown |= stays && other.session(analysis.clients()) == 0;
            if (stays && other.lived(leave.completedNanos(), analysis.clients(), analysis.bounds())) {
                @Nullable Citation excuse = mayNotHaveSeen(other, leave) ? BarrierCitations.STALE_READ : null;
                report.add(
                        "left-early",
                        OperationAnomalies.who(leave) + "'s leave of " + key + " succeeded at "
                                + seconds(leave.completedNanos()) + ", although client " + other.client()
                                + " had entered it by " + seconds(other.enter().completedNanos())
                                + " and had not called leave",
                        excuse == null ? Blame.RECIPE : Blame.ASYNCHRONY,
                        BarrierCitations.LEAVE,
                        excuse,
                        other.enter(),
                        leave);
                return;
            }
        }
        unknownSessions += unknown ? 1 : 0;
    }

    /**
     * Whether a stale read can explain that the leaving client did not see another member. When this client entered, it
     * saw as many members as it waited for, but perhaps not a later one.
     */
    private boolean mayNotHaveSeen(BarrierMember other, Operation leave) {
        long invokedMembers = all.stream()
                .filter(p -> p.enter().invokedNanos() <= leave.completedNanos())
                .count();
        return invokedMembers > required(other.enter())
                && !analysis.stalenessBound()
                        .mustInclude(leave.client(), other.enter().completedNanos(), leave.invokedNanos());
    }

    /**
     * Reports an {@code enter} that waited too long although enough members were present, or although another member
     * entered that cannot have entered without this one.
     */
    private void stuckEntering(BarrierMember p) {
        Operation enter = p.enter();
        long returned = TimedCalls.returned(enter, analysis);
        DerivedBound limit = analysis.bounds().agreement();
        if (returned - enter.invokedNanos() < limit.nanos()) {
            return;
        }
        for (BarrierMember other : all) {
            long from = Math.max(other.enter().invokedNanos(), enter.invokedNanos());
            List<BarrierMember> present = new ArrayList<>(all.stream()
                    .filter(o -> !o.equals(p) && o.enter().invokedNanos() <= from && o.presentUntilNanos() >= from)
                    .sorted(Comparator.comparingLong(BarrierMember::presentUntilNanos)
                            .reversed())
                    .limit(required(enter) - 1L)
                    .toList());
            long to =
                    present.stream().mapToLong(BarrierMember::presentUntilNanos).reduce(returned, Math::min);
            Set<Integer> clients = new LinkedHashSet<>(Set.of(p.client()));
            present.forEach(o -> clients.add(o.client()));
            if (present.size() == required(enter) - 1
                    && analysis.connectedTime().suffices(clients, from, to, limit.nanos())) {
                stuck(enter, "enter", to, "all " + required(enter) + " members had been in it since " + seconds(from));
                return;
            }
            if (neededToEnter(p, other)
                    && analysis.connectedTime()
                            .suffices(Set.of(p.client()), other.enter().completedNanos(), returned, limit.nanos())) {
                stuck(
                        enter,
                        "enter",
                        returned,
                        "client " + other.client() + " entered by "
                                + seconds(other.enter().completedNanos())
                                + ", which was possible only because this client was in it");
                return;
            }
        }
    }

    /**
     * Whether another member entered while a member was waiting, and cannot have entered without the waiting member.
     */
    private boolean neededToEnter(BarrierMember waiting, BarrierMember other) {
        if (other.equals(waiting)
                || !other.entered()
                || other.enter().completedNanos() < waiting.enter().invokedNanos()
                || other.enter().completedNanos() > TimedCalls.returned(waiting.enter(), analysis)) {
            return false;
        }
        long invokedMembers = all.stream()
                .filter(p -> p.enter().invokedNanos() <= other.enter().completedNanos())
                .count();
        return invokedMembers == required(other.enter());
    }

    private void stuckLeaving(BarrierMember p, Operation leave) {
        long returned = TimedCalls.returned(leave, analysis);
        DerivedBound limit = analysis.bounds().agreement();
        if (returned - leave.invokedNanos() < limit.nanos()) {
            return;
        }
        long from = leave.invokedNanos();
        Set<Integer> leaving = new LinkedHashSet<>(Set.of(leave.client()));
        for (BarrierMember other : all) {
            if (!other.equals(p) && other.enter().invokedNanos() <= returned) {
                long gone = other.goneNanos(analysis.clients(), analysis.bounds());
                if (gone == Operation.OPEN) {
                    return;
                }
                from = Math.max(from, gone);
                Operation last = other.leave();
                if (last != null && (!last.completed() || last.completedNanos() > from)) {
                    leaving.add(other.client());
                }
            }
        }
        if (analysis.connectedTime().suffices(leaving, from, returned, limit.nanos())) {
            stuck(leave, "leave", returned, "all others had called leave or were gone by " + seconds(from));
        }
    }

    private void stuck(Operation call, String what, long untilNanos, String why) {
        report.addBlocked(
                "stuck",
                OperationAnomalies.who(call) + " waited in " + what + " of " + key + " until " + seconds(untilNanos)
                        + ", although " + why + ", the clients were connected, and no fault acted (allowed: "
                        + analysis.bounds().agreement().text() + ")",
                Blame.RECIPE,
                what.equals("enter") ? BarrierCitations.ENTER : BarrierCitations.LEAVE,
                call,
                untilNanos);
    }
}
