package dev.stampede.checker.checks.registers;

import static dev.stampede.checker.testing.AbstractHistoryBuilder.kinds;
import static dev.stampede.checker.testing.AbstractHistoryBuilder.stat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.CheckResult;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Client 1's multis on /g, acknowledged by 0x10 and 0x20. */
class LostMultisTest {
    private static RegisterHistoryBuilder twice() {
        return RegisterHistoryBuilder.of(2).acknowledged(1, "/g", "t1", 0x10).acknowledged(1, "/g", "t2", 0x20);
    }

    private static CheckResult check(RegisterHistoryBuilder history) {
        return history.checkNamed(TransactionsCheck.NAME);
    }

    @Test
    void session_that_reads_its_acknowledged_multis_is_in_order() {
        assertThat(kinds(check(twice().member(1, "/g/a", 2, 1, 0x20)))).isEmpty();
    }

    @Test
    void acknowledged_multi_that_its_own_session_does_not_see_is_lost() {
        CheckResult result = check(twice().member(1, "/g/a", 1, 1, 0x10));

        assertThat(kinds(result)).containsExactly("lost-multi!");
        assertThat(result.anomalies().get(0).headline())
                .isEqualTo("client 1 read version 1 of /g/a at 0.080 s after its session had seen zxid 0x20, by which 2"
                        + " multis had been acknowledged that raise its version by one each");
        assertThat(result.anomalies().get(0).blame()).isEqualTo(Blame.ZOOKEEPER);
    }

    @Test
    void session_that_has_not_seen_so_much_may_see_fewer_multis() {
        assertThat(kinds(check(twice().member(2, "/g/a", 1, 1, 0x10)))).isEmpty();
    }

    @Test
    void session_that_has_seen_as_much_by_another_znode_sees_all_multis() {
        RegisterHistoryBuilder history = twice().get(2, "/k", 1, 0x21).member(2, "/g/a", 1, 1, 0x10);

        assertThat(kinds(check(history))).containsExactly("lost-multi!");
    }

    @Test
    void member_that_was_created_anew_is_not_judged() {
        RegisterHistoryBuilder history = twice().member(1, "/g/a", 2, 1, 0x20).member(1, "/g/a", 0, 0x22, 0x22);

        assertThat(kinds(check(history))).isEmpty();
    }

    @Test
    void audited_member_has_all_multis_that_were_acknowledged() {
        for (int version = 1; version <= 2; version++) {
            RegisterHistoryBuilder history = twice().memberAudited(1, 0x30, 1, 900)
                    .znodeAudited(1, "/g/a", stat(1, 0x20, version, 0), "data", "acl", 900);

            assertThat(kinds(check(history))).isEqualTo(version == 1 ? List.of("lost-multi!") : List.of());
        }
    }

    @Test
    void member_that_is_audited_at_an_earlier_zxid_may_have_fewer() {
        RegisterHistoryBuilder history =
                twice().memberAudited(1, 0x1f, 1, 900).znodeAudited(1, "/g/a", stat(1, 0x10, 1, 0), "data", "acl", 900);

        assertThat(kinds(check(history))).isEmpty();
    }
}
