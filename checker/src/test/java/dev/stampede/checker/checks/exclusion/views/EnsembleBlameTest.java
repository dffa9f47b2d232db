package dev.stampede.checker.checks.exclusion.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckRunner;
import dev.stampede.checker.check.RunFinding;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.checks.ensemble.GuaranteesCheck;
import dev.stampede.checker.checks.exclusion.locks.MutualExclusionCheck;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.registry.Checks;
import dev.stampede.checker.testing.Reply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The recipe is at fault, unless the anomaly is caused by a violation of the ensemble. */
class EnsembleBlameTest {
    /** Client 1's znode disappears at 1000, and client 2 is granted. */
    private static LockHistoryBuilder overlap() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2);
        history.grant(1, 0x10, 0x12, 100);
        history.gone(0x10, 0x20, 1000);
        history.grant(2, 0x11, 0x20, 1010);
        return history;
    }

    private static RunVerdict judge(LockHistoryBuilder history) {
        List<Check> checks = List.of(
                Checks.of(LockHistoryBuilder.spec(MutualExclusionCheck.NAME)),
                Checks.of(LockHistoryBuilder.spec(GuaranteesCheck.NAME)));
        return CheckRunner.judge(history.ended(9000).history(), checks, Duration.ofSeconds(60), 1 << 26);
    }

    @Test
    void overlap_caused_by_a_vanished_ephemeral_is_its_consequence() {
        LockHistoryBuilder history = overlap();
        history.attempt(1, -1, Opcode.SET_DATA, "/presence", Reply.ok(0x30), 1100, 1105);

        RunVerdict verdict = judge(history);

        assertThat(verdict.findings()).hasSize(1);
        RunFinding cause = verdict.findings().get(0);
        assertThat(cause.kind()).isEqualTo("ephemeral-vanished");
        assertThat(cause.layer()).isEqualTo("the ensemble: ZooKeeper broke a guarantee");
        assertThat(cause.consequences()).extracting(RunFinding::kind).containsExactly("disciplined-overlap");
        assertThat(verdict.headline()).startsWith("the ephemeral /locks/a/10 of session 0xc1 was gone by 1.000 s");
    }

    @Test
    void overlap_unrelated_to_the_ensembles_violation_is_the_recipes_fault() {
        LockHistoryBuilder history = LockHistoryBuilder.of(3);
        history.grant(1, 0x10, 0x12, 100);
        history.attempt(3, -1, 0xc3, Opcode.DELETE, history.path(0x10), Reply.ok(0x20), 199, 200);
        history.gone(0x10, 0x20, 200);
        history.grant(2, 0x11, 0x20, 210);
        history.attempt(
                3, -1, 0xc3, Opcode.CREATE, "/other", Reply.ok(0x21, LockHistoryBuilder.stat(0x21, 0xbad)), 300, 305);

        RunVerdict verdict = judge(history);

        assertThat(verdict.findings())
                .extracting(RunFinding::kind)
                .containsExactly("two-owners", "disciplined-overlap", "foreign-delete");
        assertThat(verdict.findings().get(0).consequences()).isEmpty();
        assertThat(verdict.findings().get(1).layer()).isEqualTo("the recipe or the client library");
    }
}
