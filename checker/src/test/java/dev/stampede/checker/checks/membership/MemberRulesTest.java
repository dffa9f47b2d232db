package dev.stampede.checker.checks.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.history.data.Event.SessionState;
import org.junit.jupiter.api.Test;

/** Client 1 is a member, and client 2 watches. For the time limits see {@link MembershipHistoryBuilder}. */
class MemberRulesTest {
    /** Client 1 joins at 10 ms, and client 2 lists it at 20 ms. */
    private static MembershipHistoryBuilder joined() {
        return MembershipHistoryBuilder.of(2).joins(1, "a", 0x5, 10).lists(2, 20, "c1=a");
    }

    /**
     * <pre>
     * client 1   joins |=|    (its znode is deleted)   connected ......... no create until 7.301 s
     * </pre>
     */
    @Test
    void znode_of_a_connected_member_that_is_not_created_again_is_absent() {
        assertThat(absent(7_300).kinds()).isEmpty();
        assertThat(absent(7_301).kinds()).containsExactly("absent!");
        assertThat(absent(7_301).check().anomalies().get(0).headline())
                .startsWith(
                        "the znode /g/c1 was absent from 1.000 s to 7.301 s, although client 1 had joined by 0.010 s"
                                + " and was connected and undisturbed for 6.3 s until 7.300 s");
        assertThat(absent(7_301).check().anomalies().get(0).because().get(0)).startsWith("the limit is 6.3 s = ");
        assertThat(joined().gone(1, 0x7, 1_000)
                        .lists(2, 1_010)
                        .creates(1, 0x9, 7_300)
                        .lists(2, 7_310, "c1=a")
                        .until(20_000)
                        .kinds())
                .isEmpty();
        assertThat(joined().gone(1, 0x7, 1_000)
                        .lists(2, 1_010)
                        .leaves(1, 7_000)
                        .until(20_000)
                        .kinds())
                .isEmpty();
    }

    private static MembershipHistoryBuilder absent(long at) {
        return joined().gone(1, 0x7, 1_000).lists(2, 1_010).until(at);
    }

    @Test
    void znode_that_is_never_created_is_absent() {
        MembershipHistoryBuilder never = MembershipHistoryBuilder.of(2)
                .joinsInBackground(1, "a", 1_000)
                .lists(2, 1_010)
                .until(7_301);
        assertThat(never.kinds()).containsExactly("absent!");

        assertThat(MembershipHistoryBuilder.of(2)
                        .joinsInBackground(1, "a", 1_000)
                        .creates(1, 0x5, 7_000)
                        .lists(2, 7_010, "c1=a")
                        .until(20_000)
                        .kinds())
                .isEmpty();
    }

    @Test
    void member_that_is_not_connected_need_not_have_a_znode() {
        assertThat(joined().state(1, SessionState.SUSPENDED, 900)
                        .gone(1, 0x7, 1_000)
                        .lists(2, 1_010)
                        .until(20_000)
                        .kinds())
                .isEmpty();
    }

    /**
     * <pre>
     * client 1   sets b |=| (in the background)     sets c |=|      get → b (version 2), 5.001 s after c
     * </pre>
     */
    @Test
    void znode_that_holds_older_data_than_its_member_has_set_lost_data() {
        assertThat(lost(7_000).kinds()).isEmpty();

        CheckResult late = lost(7_001).check();
        assertThat(MembershipHistoryBuilder.kinds(late)).containsExactly("data-lost!");
        assertThat(late.anomalies().get(0).headline())
                .isEqualTo(
                        "the znode /g/c1 held the data \"b\" (version 0, mzxid 0x8) at 7.001 s, although client 1 had"
                                + " replaced it by \"c\" by 2.000 s and was connected and undisturbed for 5 s");
        assertThat(late.anomalies().get(0).because())
                .startsWith("the limit is 5 s = 2 requests x 2/3 of the session timeout of 3 s + 1 s");
    }

    private static MembershipHistoryBuilder lost(long at) {
        return joined().setsDataInBackground(1, "b", 1_000)
                .setsDataInBackground(1, "c", 2_000)
                .lists(2, 2_010, "c1=b")
                .reads(1, "b", 0x5, 0x8, at)
                .until(at + 1_000);
    }

    @Test
    void acknowledged_data_is_shown_at_once_in_the_session_of_the_write() {
        MembershipHistoryBuilder same =
                joined().setsData(1, "b", 0x5, 0x6, 1_000).lists(2, 1_010, "c1=b");
        assertThat(same.reads(1, "a", 0x5, 0x5, 1_100).until(2_000).kinds()).containsExactly("data-lost!");

        MembershipHistoryBuilder another = joined().setsData(1, "b", 0x5, 0x6, 1_000)
                .lists(2, 1_010, "c1=b")
                .state(1, SessionState.CONNECTED, 0xd1, 1_050);
        assertThat(another.reads(1, "a", 0x5, 0x5, 1_100).until(2_000).kinds()).isEmpty();
    }

    @Test
    void znode_that_holds_data_that_its_member_did_not_set_is_a_violation() {
        MembershipHistoryBuilder history = joined().lists(2, 1_010, "c1=a");

        assertThat(history.reads(1, "a", 0x5, 0x5, 1_100).until(2_000).kinds()).isEmpty();
        CheckResult result = joined().lists(2, 1_010, "c1=a")
                .reads(1, "x", 0x5, 0x5, 1_100)
                .until(2_000)
                .check();
        assertThat(MembershipHistoryBuilder.kinds(result)).containsExactly("unknown-data!");
        assertThat(result.anomalies().get(0).headline())
                .isEqualTo(
                        "the znode /g/c1 held the data \"x\" (version 0, mzxid 0x5) at 1.100 s, which client 1 had not"
                                + " set");
    }
}
