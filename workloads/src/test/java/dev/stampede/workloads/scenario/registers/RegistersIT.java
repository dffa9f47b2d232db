package dev.stampede.workloads.scenario.registers;

import static dev.stampede.workloads.junit.Stampede.*;

import dev.stampede.checker.history.ZxidPrecision;
import dev.stampede.workloads.junit.Chaos;
import dev.stampede.workloads.junit.ChaosRun;
import dev.stampede.workloads.junit.ChaosTest;
import dev.stampede.workloads.junit.Nightly;
import dev.stampede.workloads.junit.Smoke;
import dev.stampede.workloads.junit.Workload;
import org.assertj.core.api.Assertions;

/** The requests on which all recipes are built keep their promises. */
class RegistersIT {
    private static final String[] ALL_FAULTS = {"partition", "client-partition", "session-expiry", "kill", "pause"};

    @Smoke
    @ChaosTest
    void requests_keep_their_promises_under_partitions_and_expiries(Chaos chaos) throws InterruptedException {
        ChaosRun run = chaos.ensembleOf(3)
                .workload(naiveRegisters().clients(5))
                .faults("partition", "session-expiry")
                .requiring(atLeast(1, PARTITIONS), atLeast(10, operations("multi")))
                .runFor(seconds(10));

        assertThat(run).isValid();
        ZxidPrecision precision = ZxidPrecision.of(run.result().history());
        Assertions.assertThat(precision.tapped()).isNotNull();
        Assertions.assertThat(precision.share())
                .as("the share of exact zxids among %d answered requests", precision.answered())
                .isGreaterThanOrEqualTo(0.99);
    }

    @Smoke
    @ChaosTest
    void curator_transactions_are_applied_as_a_whole_while_members_are_killed(Chaos chaos) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(curatorOp().clients(5))
                        .faults("kill")
                        .requiring(atLeast(1, KILLS), atLeast(10, operations("multi")))
                        .runFor(seconds(13)))
                .isValid();
    }

    @Nightly
    @ChaosTest(seeds = 3)
    void raw_requests_keep_their_promises_under_all_faults(Chaos chaos) throws InterruptedException {
        keepTheirPromises(chaos, naiveRegisters());
    }

    @Nightly
    @ChaosTest(seeds = 3)
    void curator_op_keeps_its_promises_under_all_faults(Chaos chaos) throws InterruptedException {
        keepTheirPromises(chaos, curatorOp());
    }

    /** A retried write may be applied twice; each is a caveat. */
    @Nightly
    @ChaosTest(seeds = 3)
    void curator_framework_keeps_its_promises_under_all_faults(Chaos chaos) throws InterruptedException {
        keepTheirPromises(chaos, workload("registers", "curator-framework"));
    }

    private static void keepTheirPromises(Chaos chaos, Workload workload) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(workload.clients(5))
                        .faults(ALL_FAULTS)
                        .requiring(atLeast(20, operations("multi")), atLeast(50, operations("get")))
                        .runFor(seconds(60)))
                .isValid();
    }
}
