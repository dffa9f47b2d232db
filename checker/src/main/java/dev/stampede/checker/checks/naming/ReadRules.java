package dev.stampede.checker.checks.naming;

import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.analysis.StaleLeaderWindows;
import dev.stampede.checker.analysis.StalenessBound;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.checks.naming.KnownState.Mark;
import dev.stampede.checker.checks.naming.ReadObservation.Shown;
import dev.stampede.checker.checks.naming.ReadObservation.Strength;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides whether the reads of one name are possible at their times, and whether its writes are in order. */
final class ReadRules {
    private final History history;
    private final NameLog log;
    private final KnownState knownState;
    private final StaleLeaderWindows staleLeaders;
    private final AnomalyCollector findings;
    private final LatestPossibleWrite removers;
    private final LatestPossibleWrite creators;
    private final StalenessBound stalenessBound;
    /** The mzxids that completed operations prove, in ascending order. */
    private final List<Known> knownBy = new ArrayList<>();

    /** For each index of {@link #knownBy}, the earliest completion at this index or after it. */
    private final long[] earliest;

    private record Known(long mzxid, long completedNanos) {}

    ReadRules(
            History history,
            NameLog log,
            KnownState knownState,
            StaleLeaderWindows staleLeaders,
            AnomalyCollector findings) {
        this.history = history;
        this.log = log;
        this.knownState = knownState;
        this.staleLeaders = staleLeaders;
        this.findings = findings;
        this.removers = new LatestPossibleWrite(log.writes(), w -> w.kind().leavesNone());
        this.creators = new LatestPossibleWrite(log.writes(), w -> w.kind().creates());
        this.stalenessBound = Analysis.of(history).stalenessBound();
        log.writes().stream()
                .filter(w -> w.certain() && w.zxid() != 0)
                .forEach(w -> knownBy.add(new Known(w.zxid(), w.operation().completedNanos())));
        log.reads().stream()
                .filter(r -> r.shown() == Shown.STATE)
                .forEach(r -> knownBy.add(new Known(r.mzxid(), r.operation().completedNanos())));
        knownBy.sort(Comparator.comparingLong(Known::mzxid));
        this.earliest = new long[knownBy.size()];
        long soonest = Long.MAX_VALUE;
        for (int i = earliest.length - 1; i >= 0; i--) {
            soonest = Math.min(soonest, knownBy.get(i).completedNanos());
            earliest[i] = soonest;
        }
    }

    void judge() {
        writes();
        values();
        for (ReadObservation read : log.reads()) {
            judge(read);
        }
    }

    /** A write follows each write that had been acknowledged, or whose state had been read, before its invocation. */
    private void writes() {
        for (NameWrite w : log.writes()) {
            Mark mark = knownState.atInvocation(w.operation().number());
            if (w.certain() && w.zxid() != 0 && 2 * w.zxid() <= mark.value()) {
                report(
                        "write-order",
                        who(w.operation()) + " wrote " + log.name() + " at " + hex(w.zxid()) + ", although "
                                + hex(mark.mzxid()) + " was certain before its invocation",
                        Blame.ZOOKEEPER,
                        w.operation(),
                        mark,
                        NamingCitations.WRITES,
                        null);
            }
        }
    }

    /** A value that was read must have been written by a write that had been invoked, and a state has one URI. */
    private void values() {
        Map<String, Long> firstInvocations = new HashMap<>();
        for (NameWrite w : log.writes()) {
            if (w.uri() != null) {
                firstInvocations.merge(w.uri(), w.operation().invokedNanos(), Math::min);
            }
        }
        for (ReadObservation read : log.reads()) {
            if (read.uri() == null) {
                continue;
            }
            Long since = firstInvocations.get(read.uri());
            if (since == null || since > read.operation().completedNanos()) {
                report(
                        "unknown-uri",
                        who(read.operation()) + " read " + read.uri() + " for " + log.name()
                                + (since == null
                                        ? ", which no client wrote to it"
                                        : ", which no client wrote to it before " + seconds(since)),
                        Blame.RECIPE,
                        read.operation(),
                        Mark.NOTHING,
                        NamingCitations.ONE_AT_A_TIME,
                        null);
            }
            NameLog.State state = log.states().get(read.mzxid());
            if (state != null && state.uri() != null && !state.uri().equals(read.uri())) {
                report(
                        "two-uris",
                        log.name() + " has both the URIs " + state.uri() + " and " + read.uri() + " in one state ("
                                + hex(read.mzxid()) + ")",
                        Blame.ZOOKEEPER,
                        read.operation(),
                        Mark.NOTHING,
                        NamingCitations.ONE_AT_A_TIME,
                        null);
            }
        }
    }

    private void judge(ReadObservation read) {
        int number = read.operation().number();
        Mark ofAllSessions = knownState.atInvocation(number);
        Mark ofSession = knownState.inSession(number);
        if (late(read, ofSession)) {
            report(
                    read.shown() == Shown.ABSENT ? "vanished" : "went-back",
                    text(read, ofSession) + ", in the same session",
                    read.shown() == Shown.ABSENT ? Blame.RECIPE : Blame.ZOOKEEPER,
                    read.operation(),
                    ofSession,
                    NamingCitations.SESSION_VIEW,
                    null);
        } else if (late(read, ofAllSessions)) {
            boolean overdue = read.strength() == Strength.PLAIN && mustInclude(read, ofAllSessions);
            @Nullable Citation excuse = overdue ? null : excuse(read, ofAllSessions);
            boolean vanished = excuse == null && !overdue && read.shown() == Shown.ABSENT;
            report(
                    vanished ? "vanished" : kind(read.strength()),
                    text(read, ofAllSessions)
                            + (overdue
                                    ? ", which was known for longer than the limit of "
                                            + stalenessBound.limit().text()
                                    : ""),
                    overdue ? Blame.ZOOKEEPER : excuse == null ? Blame.RECIPE : Blame.ASYNCHRONY,
                    read.operation(),
                    ofAllSessions,
                    NamingCitations.ONE_AT_A_TIME,
                    excuse);
        }
    }

    /**
     * Whether the response had to contain a later state, because a client had seen one for longer than the limit.
     */
    private boolean mustInclude(ReadObservation read, Mark mark) {
        if (!log.direct(read) || mark.by() < 0) {
            return false;
        }
        long known = history.operations().get(mark.by()).completedNanos();
        if (read.shown() == Shown.STATE) {
            int first = SortedSearch.upTo(knownBy.size(), i -> knownBy.get(i).mzxid(), read.mzxid());
            known = first < knownBy.size() ? Math.min(known, earliest[first]) : known;
        }
        return stalenessBound.mustInclude(
                read.operation().client(), known, read.operation().invokedNanos());
    }

    private static String kind(Strength strength) {
        return switch (strength) {
            case PLAIN -> "stale-read";
            case SYNCED -> "stale-after-sync";
            case STRICT -> "not-linearizable";
        };
    }

    private @Nullable Citation excuse(ReadObservation read, Mark mark) {
        long from = mark.by() < 0
                ? read.operation().invokedNanos()
                : history.operations().get(mark.by()).invokedNanos();
        return switch (read.strength()) {
            case PLAIN -> NamingCitations.STALE_READ;
            case SYNCED ->
                staleLeaders.possible(from, read.operation().completedNanos()) ? NamingCitations.STALE_SYNC : null;
            case STRICT -> null;
        };
    }

    /** Whether the name certainly had a later state before the read, and no possible write explains what was read. */
    private boolean late(ReadObservation read, Mark mark) {
        long completed = read.operation().completedNanos();
        return switch (read.shown()) {
            case STATE -> 2 * read.mzxid() < mark.value();
            case ABSENT -> !mark.removed() && removers.by(completed) <= mark.mzxid();
            case SOME -> mark.removed() && mark.value() != 0 && creators.by(completed) <= mark.mzxid();
        };
    }

    private String text(ReadObservation read, Mark mark) {
        String shown =
                switch (read.shown()) {
                    case STATE -> "read " + read.uri() + " (" + hex(read.mzxid()) + ") for " + log.name();
                    case ABSENT -> "was answered that there is no " + log.name();
                    case SOME -> "was answered that there is a " + log.name();
                };
        String known = mark.removed() && mark.value() != 0
                ? "although it had been removed after " + hex(mark.mzxid())
                : "although it had the state " + hex(mark.mzxid()) + " before"
                        + (read.shown() == Shown.ABSENT ? " and no client had removed it" : "");
        return who(read.operation()) + " " + shown + " by " + read.operation().function() + " at "
                + seconds(read.operation().completedNanos()) + ", " + known;
    }

    private static String who(Operation operation) {
        return "client " + operation.client();
    }

    private void report(
            String kind,
            String headline,
            Blame blame,
            Operation operation,
            Mark mark,
            Citation promise,
            @Nullable Citation excuse) {
        List<Integer> operations = new ArrayList<>();
        Set<Integer> clients = new java.util.TreeSet<>(Set.of(operation.client()));
        long from = operation.invokedNanos();
        if (mark.by() >= 0) {
            Operation before = history.operations().get(mark.by());
            operations.add(before.number());
            clients.add(before.client());
            from = Math.min(from, before.invokedNanos());
        }
        operations.add(operation.number());
        long to = Math.min(operation.completedNanos(), history.endNanos());
        findings.add(kind, headline, blame, new Extent(from, to, clients, operations), promise, excuse);
    }
}
