package dev.stampede.checker.model;

import dev.stampede.checker.edn.EdnValue;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.model.LeaderElection.Status;
import dev.stampede.checker.model.ObjectKind.Reading;
import dev.stampede.checker.model.ReadingOptions.ReadOfNil;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How histories record an election:
 *
 * <ul>
 *   <li>{@code elect} (or {@code campaign}, {@code become-leader}, {@code acquire}) of a candidate, nil for the client
 *       itself. The result is the epoch, or false if another candidate leads.
 *   <li>{@code try-elect}: as {@code elect}; a failure also means that another candidate leads.
 *   <li>{@code resign} (or {@code step-down}, {@code release}).
 *   <li>{@code leader} (or {@code get-leader}, {@code read}). The result is the leader, {@code [leader epoch]}, or nil.
 *       Nil means no leader, if the {@link ReadingOptions} make a read of nil an observation.
 * </ul>
 */
final class LeaderElectionReading {
    private LeaderElectionReading() {}

    private static final FunctionAliases ALIASES = FunctionAliases.none()
            .and("elect", "campaign", "become-leader", "acquire", "acquire-leadership")
            .and("try-elect", "try-campaign", "try-become-leader", "try-acquire")
            .and("resign", "step-down", "release", "release-leadership")
            .and("leader", "get-leader", "leader?", "read", "who");

    private static final Set<String> UNKNOWN_EPOCH = Set.of("nil", "true", "ok");

    static ObjectKind<LeaderElection.State, LeaderElection.Input, LeaderElection.Output> kind() {
        return new ObjectKind<>(
                "leader-election",
                "leadership, which one candidate has at a time, with increasing epochs (elect, try-elect, resign,"
                        + " leader)",
                ALIASES.names(),
                readingOptions -> new LeaderElection(),
                LeaderElectionReading::read);
    }

    private static Optional<Reading<LeaderElection.Input, LeaderElection.Output>> read(
            RecordedCall call, ReadingOptions readingOptions) {
        String meaning = ALIASES.meaning(call.function());
        String candidate = call.argument().isNil() ? "" + call.client() : EdnArguments.content(call.argument());
        return switch (meaning) {
            case "elect" -> electing(LockAttempt.acquire(call), candidate, call);
            case "try-elect" -> electing(LockAttempt.tryAcquire(call), candidate, call);
            case "resign" ->
                LockAttempt.release(call)
                        .reading(new LeaderElection.Resign(candidate), Status.RESIGNED, Status.NOT_LEADER);
            default ->
                call.outcome() == Outcome.OK
                                && !(call.result().isNil() && readingOptions.readOfNil() == ReadOfNil.IGNORED)
                        ? Optional.of(new Reading<>(new LeaderElection.Read(), leader(call.result())))
                        : Optional.empty();
        };
    }

    private static Optional<Reading<LeaderElection.Input, LeaderElection.Output>> electing(
            LockAttempt attempted, String candidate, RecordedCall call) {
        boolean known = attempted == LockAttempt.DONE && call.outcome() == Outcome.OK;
        LeaderElection.Output elected = new LeaderElection.Elected(known ? epoch(call) : LeaderElection.UNKNOWN_EPOCH);
        return attempted.reading(new LeaderElection.Elect(candidate), elected, Status.REFUSED);
    }

    /** A result that repeats the candidate contains no epoch. */
    private static long epoch(RecordedCall call) {
        EdnValue answer = call.result();
        boolean repeated = answer.equals(call.argument());
        return repeated || UNKNOWN_EPOCH.contains(answer.text()) ? LeaderElection.UNKNOWN_EPOCH : epoch(answer);
    }

    private static long epoch(EdnValue epoch) {
        String text = EdnArguments.content(epoch);
        if (!text.matches("\\d{1,18}")) {
            throw new IllegalArgumentException("expected an epoch of digits, found " + epoch.text());
        }
        return Long.parseLong(text);
    }

    private static LeaderElection.Output leader(EdnValue answer) {
        if (answer.isNil() || answer.text().equals("[]")) {
            return Status.NOBODY;
        }
        if (!(answer instanceof EdnValue.Items)) {
            return new LeaderElection.Leader(EdnArguments.content(answer), LeaderElection.UNKNOWN_EPOCH);
        }
        List<EdnValue> parts = EdnArguments.pair(answer, "nil, a leader, or [leader epoch]");
        return new LeaderElection.Leader(
                EdnArguments.content(parts.get(0)),
                parts.get(1).isNil() ? LeaderElection.UNKNOWN_EPOCH : epoch(parts.get(1)));
    }
}
