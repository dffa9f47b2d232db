package dev.stampede.checker.linearizability.specialists;

import static dev.stampede.checker.linearizability.specialists.SpecialistResults.accepts;
import static dev.stampede.checker.linearizability.specialists.SpecialistResults.refuses;
import static dev.stampede.checker.linearizability.specialists.SpecialistResults.refuted;

import dev.stampede.checker.linearizability.specialists.SpecialistResults.Calls;
import dev.stampede.checker.model.LeaderElection;
import org.junit.jupiter.api.Test;

/** Terms of leaders by their epochs. */
class LeaderSpecialistTest {
    private static Calls<LeaderElection.Input, LeaderElection.Output> election() {
        return new Calls<LeaderElection.Input, LeaderElection.Output>()
                .ok(0, new LeaderElection.Elect("0"), new LeaderElection.Elected(3), 0, 1)
                .open(0, new LeaderElection.Resign("0"), 2)
                .open(1, new LeaderElection.Elect("1"), 0);
    }

    @Test
    void decide_leader_seen_only_by_a_reader_is_accepted() {
        accepts(
                new LeaderSpecialist(),
                new LeaderElection(),
                election()
                        .ok(2, new LeaderElection.Read(), new LeaderElection.Leader("1", 5), 3, 4)
                        .ok(3, new LeaderElection.Read(), LeaderElection.Status.NOBODY, 1, 4),
                0,
                1,
                4,
                2,
                3);
    }

    @Test
    void decide_old_leader_seen_after_a_new_one_is_refuted() {
        refuted(
                new LeaderSpecialist(),
                new LeaderElection(),
                election()
                        .ok(2, new LeaderElection.Read(), new LeaderElection.Leader("1", 5), 3, 4)
                        .ok(2, new LeaderElection.Read(), new LeaderElection.Leader("0", 3), 5, 6));
    }

    @Test
    void decide_answer_without_an_epoch_is_refused() {
        refuses(
                new LeaderSpecialist(),
                new LeaderElection(),
                election()
                        .ok(
                                2,
                                new LeaderElection.Read(),
                                new LeaderElection.Leader("1", LeaderElection.UNKNOWN_EPOCH),
                                3,
                                4),
                "every output contains its epoch");
    }
}
