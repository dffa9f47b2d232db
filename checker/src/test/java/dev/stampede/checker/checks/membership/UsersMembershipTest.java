package dev.stampede.checker.checks.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.history.data.Event.SessionState;
import org.junit.jupiter.api.Test;

/**
 * A user's class whose requests and znodes are unknown: client 1 joins, client 2 watches. As its reads are unknown, too, delivery
 * takes at most 11.3 s.
 */
class UsersMembershipTest {
    private static final long SECOND_SESSION = 0x99;

    private final MembershipHistoryBuilder history =
            MembershipHistoryBuilder.of(2).variant("com.example.MyGroup").joinsInBackground(1, "a", 10);

    @Test
    void views_that_follow_joins_and_leaves_are_valid_although_no_znode_is_known() {
        history.lists(2, 15)
                .lists(2, 20, "c1=a")
                .leaves(1, 30_000)
                .lists(2, 30_100)
                .until(60_000);

        assertThat(history.kinds()).isEmpty();
        assertThat(history.check().coverage().judged()).isPositive();
    }

    /*
     * client 1  join |=|
     * client 2        (none) .......... 11.3 s .......... c1
     */
    @Test
    void member_that_a_view_does_not_show_for_too_long_is_missing() {
        history.lists(2, 20).lists(2, 11_300, "c1=a").until(60_000);
        assertThat(history.kinds()).isEmpty();

        MembershipHistoryBuilder late = MembershipHistoryBuilder.of(2)
                .variant("com.example.MyGroup")
                .joinsInBackground(1, "a", 10)
                .lists(2, 20)
                .lists(2, 11_400, "c1=a")
                .until(60_000);
        assertThat(late.kinds()).containsExactly("missing!");
        assertThat(late.check().violations().get(0).blame()).isEqualTo(Blame.USER_CODE);
    }

    @Test
    void member_whose_session_may_have_ended_is_not_missing() {
        history.state(1, SessionState.SUSPENDED, 1_000)
                .state(1, SessionState.EXPIRED, 9_000)
                .lists(2, 20)
                .until(60_000);

        assertThat(history.kinds()).isEmpty();
    }

    @Test
    void member_must_join_again_in_its_next_session() {
        history.lists(2, 20, "c1=a")
                .state(1, SessionState.SUSPENDED, 1_000)
                .state(1, SessionState.EXPIRED, 5_000)
                .state(1, SessionState.CONNECTED, SECOND_SESSION, 5_100)
                .lists(2, 5_200)
                .until(20_000);
        assertThat(history.kinds()).isEmpty();

        MembershipHistoryBuilder longer = MembershipHistoryBuilder.of(2)
                .variant("com.example.MyGroup")
                .joinsInBackground(1, "a", 10)
                .lists(2, 20, "c1=a")
                .state(1, SessionState.SUSPENDED, 1_000)
                .state(1, SessionState.EXPIRED, 5_000)
                .state(1, SessionState.CONNECTED, SECOND_SESSION, 5_100)
                .lists(2, 5_200)
                .until(40_000);
        assertThat(longer.kinds()).containsExactly("missing!");
    }

    /*
     * client 1  join |=|     leave |=|
     * client 2        c1 ............... 16.3 s ......... still c1
     */
    @Test
    void member_that_has_left_is_outlived() {
        history.lists(2, 20, "c1=a").leaves(1, 10_000).until(26_200);
        assertThat(history.kinds()).isEmpty();

        MembershipHistoryBuilder late = MembershipHistoryBuilder.of(2)
                .variant("com.example.MyGroup")
                .joinsInBackground(1, "a", 10)
                .lists(2, 20, "c1=a")
                .leaves(1, 10_000)
                .until(26_400);
        assertThat(late.kinds()).containsExactly("outlived!");
    }
}
