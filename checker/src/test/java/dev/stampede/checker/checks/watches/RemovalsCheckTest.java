package dev.stampede.checker.checks.watches;

import static dev.stampede.checker.registry.OutOfTime.assertGivesUp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.data.Event.MemberRole;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.testing.FaultScope;
import dev.stampede.checker.testing.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Client 1 owns the TTL znode /t/a of 1000 ms and the container /c/a; client 2 writes elsewhere, which shows the clock
 * of the leader. A znode is removed within 1506 ms: the interval 500 ms, 6 ms for one candidate, 1000 ms for
 * scheduling, and no slow write.
 */
class RemovalsCheckTest {
    private static final String TTL = "/t/a";
    private static final String CONTAINER = "/c/a";

    private static WatchHistoryBuilder ttl() {
        return WatchHistoryBuilder.of(2).createsTtl(1, TTL, 1_000, 0x5, 100);
    }

    private static WatchHistoryBuilder container() {
        return WatchHistoryBuilder.of(2).createsContainer(1, CONTAINER, 0x5, 100);
    }

    @Test
    void removal_after_the_ttl_and_within_the_limit_is_valid() {
        CheckResult result = ttl().letsGo(1, TTL, 150)
                .gone(TTL, 0x6, 1_200)
                .creates(2, "/x", 0x7, 1_210)
                .until(9_000)
                .removals();

        assertThat(result.verdict()).as(result.scope()).isEqualTo(Verdict.VALID);
        assertThat(result.coverage().text()).isEqualTo("1 znode judged");
        assertThat(result.scope())
                .isEqualTo("1 removable znode; removal without disturbance: 1.51 s = checkIntervalMs 500 ms + 6 ms"
                        + " between 1 candidate + the slowest write 0 s + 1000 ms for scheduling");
    }

    /**
     * <pre>
     * client 1   createTtl 1000 |=| 100 ms
     * watchers                         deleted (zxid 6)
     * client 2                                  create (zxid 7) |=| 1.100 s
     * </pre>
     */
    @Test
    void removal_before_the_leader_has_reached_the_ttl_is_early() {
        assertThat(ttl().letsGo(1, TTL, 150)
                        .gone(TTL, 0x6, 1_050)
                        .creates(2, "/x", 0x7, 1_100)
                        .kindsOfRemovals())
                .containsExactly("removed-early!");
        assertThat(ttl().letsGo(1, TTL, 150)
                        .gone(TTL, 0x6, 1_050)
                        .creates(2, "/x", 0x7, 1_101)
                        .kindsOfRemovals())
                .isEmpty();
        assertThat(ttl().touches(1, TTL, 0x5, 0x6, 900)
                        .letsGo(1, TTL, 950)
                        .gone(TTL, 0x7, 1_200)
                        .creates(2, "/x", 0x8, 1_250)
                        .kindsOfRemovals())
                .as("it was changed at 0.900 s")
                .containsExactly("removed-early!");
    }

    @Test
    void removal_right_after_a_change_is_a_caveat_if_the_znode_was_a_candidate() {
        assertThat(ttl().touches(1, TTL, 0x5, 0x6, 1_101)
                        .letsGo(1, TTL, 1_102)
                        .gone(TTL, 0x7, 1_110)
                        .creates(2, "/x", 0x8, 1_150)
                        .kindsOfRemovals())
                .containsExactly("removed-early?");
    }

    @Test
    void clock_of_another_leader_or_one_that_was_set_back_shows_nothing() {
        CheckResult other = ttl().letsGo(1, TTL, 150)
                .gone(TTL, 0x6, 1_050)
                .creates(2, "/x", 0x1_0000_0001L, 1_060)
                .removals();
        assertThat(WatchHistoryBuilder.kinds(other)).isEmpty();
        assertThat(ttl().creates(2, "/y", 0x6, 2_000)
                        .letsGo(1, TTL, 150)
                        .gone(TTL, 0x7, 1_050)
                        .creates(2, "/x", 0x8, 1_060)
                        .kindsOfRemovals())
                .isEmpty();
    }

    @Test
    void znode_with_a_child_must_not_be_removed() {
        assertThat(ttl().creates(2, TTL + "/c", 0x6, 200)
                        .gone(TTL, 0x7, 2_000)
                        .gone(TTL + "/c", 0x8, 2_100)
                        .kindsOfRemovals())
                .containsExactly("removed-with-children!", "ttl-lapsed!");
        assertThat(container()
                        .creates(2, CONTAINER + "/c", 0x6, 200)
                        .gone(CONTAINER, 0x7, 400)
                        .gone(CONTAINER + "/c", 0x8, 500)
                        .kindsOfRemovals())
                .containsExactly("removed-with-children!");
        assertThat(container()
                        .creates(2, CONTAINER + "/c", 0x6, 200)
                        .deletes(2, CONTAINER + "/c", 0x7, 300, 310)
                        .gone(CONTAINER + "/c", 0x7, 310)
                        .gone(CONTAINER, 0x8, 400)
                        .kindsOfRemovals())
                .isEmpty();
    }

    @Test
    void container_that_never_had_a_child_stays() {
        assertThat(container().gone(CONTAINER, 0x6, 700).kindsOfRemovals()).containsExactly("removed-unused!");
        assertThat(container()
                        .attempt(
                                2,
                                -1,
                                Opcode.CREATE,
                                CONTAINER + "/c",
                                Reply.error(ResultCode.CONNECTIONLOSS),
                                200,
                                300)
                        .gone(CONTAINER, 0x6, 700)
                        .kindsOfRemovals())
                .as("a child may have been created")
                .isEmpty();
        assertThat(container()
                        .deletes(2, CONTAINER, 0x6, 200, 300)
                        .gone(CONTAINER, 0x6, 300)
                        .kindsOfRemovals())
                .as("a client deleted it")
                .isEmpty();
        assertThat(container()
                        .creates(2, "/x", 0x9, 50_000)
                        .until(60_000)
                        .removals()
                        .coverage()
                        .text())
                .isEqualTo("0 of 1 znode judged; 1 not judged: " + RemovalRules.IN_USE);
    }

    @Test
    void znode_that_still_exists_after_the_limit_is_late() {
        // The TTL passes at 1.100 s, so the limit is 2.606 s.
        assertThat(ttl().letsGo(1, TTL, 150)
                        .creates(2, "/x", 0x6, 2_606)
                        .gone(TTL, 0x7, 2_610)
                        .until(9_000)
                        .kindsOfRemovals())
                .isEmpty();
        assertThat(ttl().letsGo(1, TTL, 150)
                        .creates(2, "/x", 0x6, 2_607)
                        .gone(TTL, 0x7, 2_610)
                        .until(9_000)
                        .kindsOfRemovals())
                .containsExactly("not-removed!");
        assertThat(container()
                        .creates(2, CONTAINER + "/c", 0x6, 200)
                        .deletes(2, CONTAINER + "/c", 0x7, 300, 310)
                        .gone(CONTAINER + "/c", 0x7, 310)
                        .creates(2, "/x", 0x8, 1_950)
                        .gone(CONTAINER, 0x9, 2_000)
                        .until(9_000)
                        .kindsOfRemovals())
                .containsExactly("not-removed!");
    }

    @Test
    void limit_starts_again_after_a_fault_of_a_member_and_a_change_of_the_leader() {
        assertThat(ttl().letsGo(1, TTL, 150)
                        .fault(FaultScope.of("pause", "leader").members(1), 1_500, 2_000)
                        .role(2, MemberRole.LEADING, 2, 3_000)
                        .creates(2, "/x", 0x6, 4_506)
                        .gone(TTL, 0x7, 4_510)
                        .until(9_000)
                        .kindsOfRemovals())
                .isEmpty();
        assertThat(ttl().letsGo(1, TTL, 150)
                        .role(2, MemberRole.LEADING, 2, 3_000)
                        .creates(2, "/x", 0x6, 4_507)
                        .gone(TTL, 0x7, 4_510)
                        .until(9_000)
                        .kindsOfRemovals())
                .as("0.100 s to 3.000 s were undisturbed, too")
                .containsExactly("not-removed!");
    }

    @Test
    void change_without_an_answer_may_have_kept_it() {
        CheckResult result = ttl().attempt(
                        1, -1, Opcode.SET_DATA, TTL, Reply.error(ResultCode.CONNECTIONLOSS), 900, 950)
                .letsGo(1, TTL, 960)
                .creates(2, "/x", 0x6, 8_000)
                .until(9_000)
                .removals();

        assertThat(WatchHistoryBuilder.kinds(result)).isEmpty();
        assertThat(result.coverage().text()).endsWith(RemovalRules.UNCERTAIN);
    }

    @Test
    void client_that_does_not_change_its_ttl_znode_loses_it() {
        assertThat(ttl().gone(TTL, 0x6, 1_200).until(9_000).kindsOfRemovals()).containsExactly("ttl-lapsed!");
        assertThat(ttl().touches(1, TTL, 0x5, 0x6, 600)
                        .gone(TTL, 0x7, 1_700)
                        .until(9_000)
                        .kindsOfRemovals())
                .containsExactly("ttl-lapsed!");
        assertThat(ttl().letsGo(1, TTL, 1_150)
                        .gone(TTL, 0x6, 1_200)
                        .until(9_000)
                        .kindsOfRemovals())
                .isEmpty();
        assertThat(ttl().cutOff(1, 500, 1_150)
                        .gone(TTL, 0x6, 1_200)
                        .until(9_000)
                        .kindsOfRemovals())
                .as("it was disconnected")
                .isEmpty();
        assertThat(ttl().stalls("harness", 500, 1_150)
                        .gone(TTL, 0x6, 1_200)
                        .until(9_000)
                        .kindsOfRemovals())
                .as("its JVM stalled")
                .isEmpty();
    }

    @Test
    void client_that_waits_for_a_response_cannot_change_its_znode() {
        assertThat(ttl().attempt(1, -1, Opcode.SYNC, "/x", Reply.ok(0x5), 500, 1_150)
                        .gone(TTL, 0x6, 1_200)
                        .until(9_000)
                        .kindsOfRemovals())
                .isEmpty();
        assertThat(ttl().looks("/x", null, 0x5, 500, 1_150)
                        .gone(TTL, 0x6, 1_200)
                        .until(9_000)
                        .kindsOfRemovals())
                .as("an asynchronous request")
                .containsExactly("ttl-lapsed!");
    }

    @Test
    void client_that_cannot_enter_because_the_container_is_gone_made_a_mistake() {
        assertThat(container().failsToEnter(2, CONTAINER + "/c", "NONODE", 700).kindsOfRemovals())
                .containsExactly("entry-refused!");
        assertThat(container()
                        .failsToEnter(2, CONTAINER + "/c", "CONNECTIONLOSS", 700)
                        .kindsOfRemovals())
                .isEmpty();
    }

    /** The session of client 1 expires at 1 s, so its ephemeral is gone by 2 s. */
    @Test
    void ephemeral_must_not_exist_after_its_session_has_expired() {
        assertThat(expired(2_000)).isEmpty();
        assertThat(expired(2_001)).containsExactly("ephemeral-lingers!");
    }

    private static List<String> expired(long lastSeen) {
        return WatchHistoryBuilder.of(2)
                .attempt(
                        1,
                        -1,
                        Opcode.CREATE,
                        "/e",
                        Reply.ok(0x5, WatchHistoryBuilder.stat(0x5, WatchHistoryBuilder.session(1))),
                        100,
                        100)
                .state(1, SessionState.EXPIRED, 1_000)
                .creates(2, "/x", 0x6, lastSeen)
                .gone("/e", 0x7, 5_000)
                .until(9_000)
                .kindsOfRemovals();
    }

    /** The process of client 1 ends at 1 s, so its ephemeral is gone by 4.3 s. */
    @Test
    void ephemeral_must_not_exist_after_the_process_of_its_client_has_ended() {
        assertThat(killed(4_300)).isEmpty();
        assertThat(killed(4_301)).containsExactly("ephemeral-lingers!");
    }

    private static List<String> killed(long lastSeen) {
        return WatchHistoryBuilder.of(2)
                .attempt(
                        1,
                        -1,
                        Opcode.CREATE,
                        "/e",
                        Reply.ok(0x5, WatchHistoryBuilder.stat(0x5, WatchHistoryBuilder.session(1))),
                        100,
                        100)
                .opened(1, WatchHistoryBuilder.HARNESS, 0)
                .opened(1, WatchHistoryBuilder.HARNESS, 1_000)
                .creates(2, "/x", 0x6, lastSeen)
                .gone("/e", 0x7, 5_000)
                .until(9_000)
                .kindsOfRemovals();
    }

    @Test
    void unknown_settings_and_parameters_are_reported() {
        assertThat(ttl().settings(null).removals().reason())
                .isEqualTo("the session timeout or the settings of the ensemble are unknown");
        assertThatThrownBy(() -> ttl().checkNamed(RemovalsCheck.NAME, "interval=soon"))
                .hasMessage("the check removals expects milliseconds above 0 for interval, found \"soon\"");
    }

    @Test
    void picture_shows_lifetimes_and_changes() {
        var history = ttl().touches(1, TTL, 0x5, 0x6, 600)
                .gone(TTL, 0x7, 1_700)
                .until(2_000)
                .history();

        var track = RemovalTracks.of(history).get(0);
        assertThat(track.name()).isEqualTo("TTL znodes");
        assertThat(track.lanes()).singleElement().satisfies(lane -> {
            assertThat(lane.spans()).hasSize(1);
            assertThat(lane.points()).hasSize(2);
        });
    }

    @Test
    void check_without_time_gives_up() {
        WatchHistoryBuilder history =
                ttl().letsGo(1, TTL, 150).gone(TTL, 0x6, 1_200).until(9_000);

        assertGivesUp(history.history(), RemovalsCheck.NAME, "interval=500");
    }
}
