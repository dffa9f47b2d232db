package dev.stampede.checker.model;

import dev.stampede.checker.edn.EdnValue;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.model.LeaderElection.Said;
import dev.stampede.checker.model.ObjectKind.Reading;
import dev.stampede.checker.model.ReadingOptions.ReadOfNil;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How histories record an election: {@code elect} (or {@code campaign}, {@code become-leader}, {@code acquire}) of a
 * candidate, nil for the client itself, answered by the epoch, or false if somebody leads; {@code try-elect}, also if it
 * failed; {@code resign} (or {@code step-down}, {@code release}); {@code leader} (or {@code get-leader}, {@code read}),
 * answered by the leader, by {@code [leader epoch]}, or, where a read of nil is an observation, by nil for nobody.
 */
final class LeaderElectionReading {
    private LeaderElectionReading() {}

    private static final FunctionAliases SPELLINGS = FunctionAliases.none()
            .and("elect", "campaign", "become-leader", "acquire", "acquire-leadership")
            .and("try-elect", "try-campaign", "try-become-leader", "try-acquire")
            .and("resign", "step-down", "release", "release-leadership")
            .and("leader", "get-leader", "leader?", "read", "who");

    private static final Set<String> UNTOLD = Set.of("nil", "true", "ok");

    static ObjectKind<LeaderElection.State, LeaderElection.Input, LeaderElection.Output> kind() {
        return new ObjectKind<>(
                "leader-election",
                "an office that one leader holds at a time, with epochs that grow (elect, try-elect, resign, leader)",
                SPELLINGS.names(),
                conventions -> new LeaderElection(),
                LeaderElectionReading::read);
    }

    private static Optional<Reading<LeaderElection.Input, LeaderElection.Output>> read(
            RecordedCall call, ReadingOptions conventions) {
        String meaning = SPELLINGS.meaning(call.function());
        String who = call.argument().isNil() ? "" + call.client() : EdnArguments.content(call.argument());
        return switch (meaning) {
            case "elect" -> electing(LockAttempt.acquire(call), who, call);
            case "try-elect" -> electing(LockAttempt.tryAcquire(call), who, call);
            case "resign" ->
                LockAttempt.release(call).reading(new LeaderElection.Resign(who), Said.RESIGNED, Said.NOT_LEADER);
            default ->
                call.outcome() == Outcome.OK
                                && !(call.result().isNil() && conventions.readOfNil() == ReadOfNil.SAYS_NOTHING)
                        ? Optional.of(new Reading<>(new LeaderElection.Read(), leader(call.result())))
                        : Optional.empty();
        };
    }

    private static Optional<Reading<LeaderElection.Input, LeaderElection.Output>> electing(
            LockAttempt attempted, String candidate, RecordedCall call) {
        boolean told = attempted == LockAttempt.DONE && call.outcome() == Outcome.OK;
        LeaderElection.Output elected = new LeaderElection.Elected(told ? epoch(call) : LeaderElection.UNTOLD);
        return attempted.reading(new LeaderElection.Elect(candidate), elected, Said.REFUSED);
    }

    /** The answer that repeats the candidate says nothing of the epoch. */
    private static long epoch(RecordedCall call) {
        EdnValue answer = call.result();
        boolean repeated = answer.equals(call.argument());
        return repeated || UNTOLD.contains(answer.text()) ? LeaderElection.UNTOLD : epoch(answer);
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
            return Said.NOBODY;
        }
        if (!(answer instanceof EdnValue.Items)) {
            return new LeaderElection.Leader(EdnArguments.content(answer), LeaderElection.UNTOLD);
        }
        List<EdnValue> parts = EdnArguments.pair(answer, "nil, a leader, or [leader epoch]");
        return new LeaderElection.Leader(
                EdnArguments.content(parts.get(0)), parts.get(1).isNil() ? LeaderElection.UNTOLD : epoch(parts.get(1)));
    }
}
