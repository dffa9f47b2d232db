package dev.stampede.workloads.scenario.configuration;

import static dev.stampede.workloads.junit.ChaosAssertions.assertThat;
import static dev.stampede.workloads.junit.Times.seconds;

import dev.stampede.workloads.junit.Chaos;
import dev.stampede.workloads.junit.ChaosRun;
import dev.stampede.workloads.junit.ChaosTest;
import dev.stampede.workloads.junit.Nightly;
import dev.stampede.workloads.junit.Smoke;
import dev.stampede.workloads.junit.Workload;

/** Configuration that is followed or changed in a broken way is found out, for the right reason. */
@Nightly
class ConfigurationMutantsIT {

    @Smoke
    @ChaosTest
    void never_watches_again_loses_wake_ups(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "never-watches-again", 14)).isInvalidBecauseOf("propagation", "lost-wake-up");
    }

    @Smoke
    @ChaosTest
    void unconditional_writes_over_what_others_wrote(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "unconditional", 8)).isInvalidBecauseOf("linearizability", "not-linearizable");
    }

    @ChaosTest
    void watch_after_read_misses_what_changes_in_between(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "watch-after-read", 20)).isInvalidBecauseOf("propagation", "lost-wake-up");
    }

    @ChaosTest
    void event_without_reading_does_not_act_on_what_is_announced(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "event-without-reading", 14)).isInvalidBecauseOf("propagation", "lost-wake-up");
    }

    @ChaosTest
    void not_refreshed_misses_what_changed_while_it_was_away(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "not-refreshed", 25, "client-partition:one"))
                .isInvalidBecauseOf("propagation", "no-catch-up");
    }

    @ChaosTest
    void careless_delete_deletes_what_others_wrote(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "careless-delete", 15)).isInvalidBecauseOf("linearizability", "not-linearizable");
    }

    private static ChaosRun run(Chaos chaos, String mutant, int seconds, String... faults) throws InterruptedException {
        return chaos.ensembleOf(3)
                .workload(Workload.of("configuration", mutant).clients(5))
                .faults(faults)
                .runFor(seconds(seconds));
    }
}
