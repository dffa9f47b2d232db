package dev.stampede.workloads.scenario.naming;

import static dev.stampede.workloads.junit.ChaosAssertions.assertThat;
import static dev.stampede.workloads.junit.Times.seconds;

import dev.stampede.workloads.junit.Chaos;
import dev.stampede.workloads.junit.ChaosTest;
import dev.stampede.workloads.junit.Nightly;
import dev.stampede.workloads.junit.Smoke;
import dev.stampede.workloads.junit.Workload;

/** Naming services that are broken on purpose are found out, for the right reason. */
class NamingMutantsIT {

    @Smoke
    @Nightly
    @ChaosTest
    void exists_then_set_lets_two_clients_own_a_name(Chaos chaos) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(Workload.of("naming", "exists-then-set").clients(5))
                        .runFor(seconds(6)))
                .isInvalidBecauseOf("naming", "two-owners");
    }

    @Nightly
    @ChaosTest
    void delete_then_create_lets_another_client_register_in_between(Chaos chaos) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(Workload.of("naming", "delete-then-create").clients(5))
                        .runFor(seconds(8)))
                .isInvalidBecauseOf("naming", "two-owners");
    }

    @Nightly
    @ChaosTest
    void trusts_node_exists_takes_the_name_of_another(Chaos chaos) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(Workload.of("naming", "trusts-node-exists").clients(12))
                        .faults("kill:leader")
                        .runFor(seconds(25)))
                .isInvalidBecauseOf("naming", "two-owners");
    }

    @Nightly
    @ChaosTest
    void trusts_version_takes_the_znode_that_was_created_anew_for_its_own(Chaos chaos) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(Workload.of("naming", "trusts-version").clients(8))
                        .faults("client-partition:answers@holder")
                        .runFor(seconds(25)))
                .isInvalidBecauseOf("naming", "two-owners");
    }

    @Nightly
    @ChaosTest
    void local_ids_hands_out_what_others_are_given(Chaos chaos) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(Workload.of("naming", "local-ids").clients(5))
                        .faults("kill")
                        .runFor(seconds(15)))
                .isInvalidBecauseOf("unique-ids", "id-twice");
    }

    @Smoke
    @Nightly
    @ChaosTest
    void counted_ids_hands_out_ids_twice(Chaos chaos) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(Workload.of("naming", "counted-ids").clients(5))
                        .runFor(seconds(6)))
                .isInvalidBecauseOf("unique-ids", "id-twice");
    }
}
