package dev.stampede.workloads.scenario.registers;

import static dev.stampede.workloads.junit.ChaosAssertions.assertThat;
import static dev.stampede.workloads.junit.Times.seconds;

import dev.stampede.workloads.junit.Chaos;
import dev.stampede.workloads.junit.ChaosRun;
import dev.stampede.workloads.junit.ChaosTest;
import dev.stampede.workloads.junit.Nightly;
import dev.stampede.workloads.junit.Smoke;
import dev.stampede.workloads.junit.Workload;

/** Clients that use znodes in a broken way are found out, for the right reason. */
@Nightly
class RegistersMutantsIT {

    @Smoke
    @ChaosTest
    void two_sets_are_no_transaction(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "two-sets", 6)).isInvalidBecauseOf("transactions", "torn-write");
    }

    @Smoke
    @ChaosTest
    void unchecked_multi_takes_effect_at_another_version_of_the_guard(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "unchecked-multi", 8)).isInvalidBecauseOf("transactions", "check-ignored");
    }

    @ChaosTest
    void retried_create_makes_two_znodes(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "retried-create", 25, "kill:random", "partition:one-way@leader"))
                .isInvalidBecauseOf("sequences", "created-twice");
    }

    @ChaosTest
    void second_session_goes_back(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "second-session", 15, "partition:random@follower"))
                .isInvalidBecauseOf("session-order", "went-back");
    }

    @ChaosTest
    void unconditional_set_writes_over_what_others_wrote(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "unconditional-set", 10)).isInvalidBecauseOf("linearizability", "not-linearizable");
    }

    private static ChaosRun run(Chaos chaos, String mutant, int seconds, String... faults) throws InterruptedException {
        return chaos.ensembleOf(3)
                .workload(Workload.of("registers", mutant).clients(5))
                .faults(faults)
                .runFor(seconds(seconds));
    }
}
