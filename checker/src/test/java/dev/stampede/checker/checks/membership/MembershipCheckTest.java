package dev.stampede.checker.checks.membership;

import static dev.stampede.checker.registry.OutOfTime.assertGivesUp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.checker.history.data.Track;
import dev.stampede.checker.testing.FaultScope;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Client 1 is a member, and client 2 watches. For the time limits see {@link MembershipHistoryBuilder}. */
class MembershipCheckTest {
    /** Client 1 joins at 10 ms, and client 2 lists it at 20 ms. */
    private final MembershipHistoryBuilder history = joined();

    private static MembershipHistoryBuilder joined() {
        return MembershipHistoryBuilder.of(2).joins(1, "a", 0x5, 10).lists(2, 20, "c1=a");
    }

    @Test
    void views_that_follow_each_change_are_valid_and_the_limits_are_reported() {
        CheckResult result = history.setsData(1, "b", 0x5, 0x6, 1_000)
                .lists(2, 1_010, "c1=b")
                .reads(1, "b", 0x5, 0x6, 4_000)
                .closesSession(1, 5_000)
                .gone(1, 0x7, 5_010)
                .lists(2, 5_020)
                .until(20_000)
                .check();

        assertThat(result.verdict()).as(result.scope()).isEqualTo(Verdict.VALID);
        assertThat(result.coverage().text()).isEqualTo("2 changes judged");
        assertThat(result.scope())
                .isEqualTo("1 member, 1 view; a change reached a view within 10 ms; time limits without disturbance:"
                        + " delivery 3.3 s = ⅔·T 2000 ms for the event + (syncLimit + 1)·tickTime 1200 ms for its"
                        + " member + the slowest refresh 0 s + 100 ms; expiry 3.3 s = T 3000 ms + tickTime 200 ms +"
                        + " tickTime/2 100 ms + the slowest write 0 s; creation of a deleted znode 6.3 s = ⅔·T"
                        + " 2000 ms for the event + (syncLimit + 1)·tickTime 1200 ms for its member + the slowest refresh"
                        + " 0 s + 100 ms + 2/3 of the session timeout for a request + 1 s");
    }

    @Test
    void run_without_members_or_views_is_inconclusive() {
        assertThat(MembershipHistoryBuilder.of(2).check().reason()).isEqualTo("there were no members, or no views");
        assertThat(joined().settings(null).check().reason())
                .isEqualTo("the session timeout or the settings of the ensemble are unknown");
    }

    /**
     * <pre>
     * client 1   joins |=|          session closed |=|
     * watchers                               deleted at 1.010 s
     * client 2         c1 ............................................ still c1 at 4.310 s, at 4.311 s
     * </pre>
     */
    @Test
    void member_whose_znode_is_gone_is_a_ghost_after_the_delivery() {
        history.closesSession(1, 1_000).gone(1, 0x7, 1_010).until(4_310);
        assertThat(history.kinds()).isEmpty();
        assertThat(history.check().coverage().text())
                .isEqualTo("0 of 1 change judged; 1 not judged: " + ViewRules.NOT_UNDISTURBED);

        CheckResult late = joined().closesSession(1, 1_000)
                .gone(1, 0x7, 1_010)
                .until(4_311)
                .check();
        assertThat(MembershipHistoryBuilder.kinds(late)).containsExactly("ghost!");
        assertThat(late.anomalies().get(0).headline())
                .isEqualTo(
                        "client 2 still listed /g/c1 at 4.311 s, although its znode was gone by 1.010 s; client 2 was"
                                + " connected and undisturbed for 3.3 s");
        assertThat(late.anomalies().get(0).because())
                .startsWith("the limit is 3.3 s = ⅔·T 2000 ms for the event + (syncLimit + 1)·tickTime 1200 ms for its"
                        + " member + the slowest refresh 0 s + 100 ms");
    }

    @Test
    void ghost_of_a_session_that_expired_while_its_client_lives_is_a_violation() {
        history.state(1, SessionState.SUSPENDED, 1_000).gone(1, 0x7, 5_000).until(9_000);

        assertThat(history.kinds()).containsExactly("ghost!");
    }

    @Test
    void znode_that_may_have_been_created_again_is_no_ghost() {
        history.gone(1, 0x7, 1_000).mayCreate(1, 1_500).until(20_000);
        assertThat(history.kinds()).isEmpty();

        assertThat(joined().gone(1, 0x7, 1_000)
                        .creates(1, 0x9, 4_000)
                        .until(20_000)
                        .kinds())
                .as("created again within the limit")
                .isEmpty();
        assertThat(joined().gone(1, 0x7, 1_000)
                        .creates(1, 0x9, 4_500)
                        .until(20_000)
                        .kinds())
                .as("created again too late for the view that did not change")
                .containsExactly("ghost!");
    }

    @Test
    void time_limit_starts_again_after_a_reconnect_a_fault_and_a_change_of_roles() {
        history.closesSession(1, 1_000)
                .gone(1, 0x7, 1_010)
                .cutOff(2, 2_000, 4_000)
                .fault(FaultScope.of("pause", "random").members(2), 5_000, 8_000)
                .add(new Event.RoleChanged(1, Event.MemberRole.LEADING, 2, MembershipHistoryBuilder.nanos(9_000)))
                .until(12_000);

        assertThat(history.kinds()).isEmpty();
    }

    @Test
    void stalls_and_waits_for_operations_do_not_count() {
        history.closesSession(1, 1_000)
                .gone(1, 0x7, 1_010)
                .stalls("harness", 1_100, 2_000)
                .until(5_200);
        assertThat(history.kinds()).isEmpty();
    }

    /**
     * <pre>
     * client 1   joins |=|     leaves |=|     (its znode stays)
     * client 2         c1 ..................................... still c1
     * </pre>
     */
    @Test
    void member_that_left_or_died_and_has_a_znode_outlived_its_membership() {
        assertThat(joined().leaves(1, 1_000).until(9_300).kinds()).isEmpty();
        assertThat(joined().leaves(1, 1_000).until(9_301).kinds()).containsExactly("outlived!");
        assertThat(joined().closesSession(1, 1_000).until(7_600).kinds()).isEmpty();
        assertThat(joined().closesSession(1, 1_000).until(7_601).kinds()).containsExactly("outlived!");
        assertThat(joined().fault(FaultScope.of("client-kill", "random").clients(1), 1_000, 1_500)
                        .until(7_601)
                        .kinds())
                .containsExactly("outlived!");
    }

    @Test
    void outlived_member_is_reported_once_for_all_views() {
        assertThat(MembershipHistoryBuilder.of(3)
                        .joins(1, "a", 0x5, 10)
                        .lists(2, 20, "c1=a")
                        .lists(3, 20, "c1=a")
                        .closesSession(1, 1_000)
                        .until(9_000)
                        .kinds())
                .containsExactly("outlived!");
    }

    @Test
    void member_that_joins_again_is_no_ghost_of_its_last_incarnation() {
        history.closesSession(1, 1_000)
                .gone(1, 0x7, 1_010)
                .joins(1, "a2", 0x9, 1_500)
                .lists(2, 1_510, "c1=a2")
                .reads(1, "a2", 0x9, 0x9, 19_000)
                .until(20_000);

        assertThat(history.kinds()).isEmpty();
    }

    /**
     * <pre>
     * client 1   joins(a) |=|  session closed   joins(a2) |=|
     * client 2           c1=a ...................................... still c1=a
     * </pre>
     */
    @Test
    void data_of_an_earlier_incarnation_is_stale() {
        history.closesSession(1, 1_000)
                .gone(1, 0x7, 1_010)
                .joins(1, "a2", 0x9, 1_500)
                .reads(1, "a2", 0x9, 0x9, 4_700)
                .until(4_800);
        assertThat(history.kinds()).isEmpty();

        CheckResult late = joined().closesSession(1, 1_000)
                .gone(1, 0x7, 1_010)
                .joins(1, "a2", 0x9, 1_500)
                .until(4_801)
                .check();
        assertThat(MembershipHistoryBuilder.kinds(late)).containsExactly("stale-data!");
        assertThat(late.anomalies().get(0).headline())
                .startsWith("client 2 still listed /g/c1 with the data \"a\" at 4.801 s, although client 1 had replaced"
                        + " it by \"a2\" by 1.500 s; client 2 was connected");
    }

    @Test
    void data_that_is_written_in_the_background_may_arrive_later() {
        assertThat(joined().setsDataInBackground(1, "b", 1_000).until(9_300).kinds())
                .isEmpty();
        assertThat(joined().setsDataInBackground(1, "b", 1_000).until(9_301).kinds())
                .containsExactly("stale-data!");
    }

    @Test
    void data_that_the_znode_still_holds_is_not_stale_in_a_view() {
        assertThat(joined().setsDataInBackground(1, "b", 1_000)
                        .reads(1, "a", 0x5, 0x8, 7_000)
                        .until(10_000)
                        .kinds())
                .containsExactly("data-lost!");
    }

    @Test
    void data_whose_write_was_not_acknowledged_is_not_judged() {
        assertThat(MembershipHistoryBuilder.of(2)
                        .joins(1, "a", 0x5, 10)
                        .maySetData(1, "b", 1_000)
                        .setsData(1, "c", 0x5, 0x7, 2_000)
                        .lists(2, 2_010, "c1=b")
                        .until(9_000)
                        .kinds())
                .isEmpty();
    }

    @Test
    void data_that_no_client_wrote_is_a_violation() {
        history.lists(2, 100, "c1=x").lists(2, 110, "c1=a", "c9=a").lists(2, 120, "c1=a");

        assertThat(history.until(2_000).kinds()).containsExactly("unknown-data!", "unknown-data!");
    }

    @Test
    void data_in_a_view_before_it_was_written_is_a_violation() {
        history.lists(2, 100, "c1=b").setsData(1, "b", 0x5, 0x6, 1_000);

        assertThat(history.until(2_000).kinds()).containsExactly("unknown-data!");
    }

    /**
     * <pre>
     * client 1   joins |=|                 get |=| (its session lives)
     * client 2   (no members) .......................... still none
     * </pre>
     */
    @Test
    void live_member_that_a_view_lacks_is_missing_after_the_delivery() {
        assertThat(missing(3_330).kinds()).isEmpty();
        assertThat(missing(3_331).kinds()).containsExactly("missing!");
        assertThat(missing(3_331).check().anomalies().get(0).headline())
                .startsWith("client 2 did not list /g/c1 from 0.030 s to 3.331 s, although client 1 was alive and its"
                        + " znode existed since 0.010 s; client 2 was connected and undisturbed");
    }

    private static MembershipHistoryBuilder missing(long at) {
        return joined().lists(2, 30).reads(1, "a", 0x5, 0x5, at).until(at);
    }

    @Test
    void member_whose_session_is_not_proven_to_live_is_not_missing() {
        assertThat(joined().lists(2, 30).until(20_000).kinds()).isEmpty();
        assertThat(joined().lists(2, 30)
                        .leaves(1, 3_000)
                        .reads(1, "a", 0x5, 0x5, 19_000)
                        .until(20_000)
                        .kinds())
                .isEmpty();
    }

    @Test
    void view_that_was_closed_shows_nothing() {
        history.closesView(2, 900).closesSession(1, 1_000).gone(1, 0x7, 1_010).until(20_000);

        assertThat(history.kinds()).isEmpty();
    }

    @Test
    void lists_before_and_after_a_closed_view_are_judged_apart() {
        assertThat(joined().lists(2, 100)
                        .closesView(2, 2_000)
                        .lists(2, 2_100)
                        .reads(1, "a", 0x5, 0x5, 5_400)
                        .until(5_400)
                        .kinds())
                .isEmpty();
    }

    @Test
    void own_entry_is_no_ghost() {
        assertThat(MembershipHistoryBuilder.of(1)
                        .joins(1, "a", 0x5, 10)
                        .lists(1, 20, "c1=a")
                        .gone(1, 0x7, 1_000)
                        .creates(1, 0x9, 7_000)
                        .until(20_000)
                        .kinds())
                .isEmpty();
    }

    @Test
    void violation_of_a_users_class_is_blamed_on_the_class() {
        history.variant("com.example.MyGroup")
                .closesSession(1, 1_000)
                .gone(1, 0x7, 1_010)
                .until(20_000); // The reads of the class are not recorded, so delivery takes longer.

        assertThat(history.check().anomalies().get(0).blame().name()).isEqualTo("USER_CODE");
    }

    @Test
    void picture_shows_znodes_and_marks_views_that_differ() {
        history.closesSession(1, 1_000)
                .gone(1, 0x7, 1_010)
                .joins(1, "b", 0x9, 1_500)
                .lists(2, 1_520, "c1=b")
                .leaves(1, 1_900)
                .until(2_000);

        Track track = MembershipCheck.of(new CheckSpec("membership", Map.of()))
                .picture(history.history())
                .get(0);

        assertThat(track.name()).isEqualTo("Group /g");
        assertThat(track.lanes()).extracting(Track.Lane::name).containsExactly("c1", "view of client 2");
        assertThat(spans(track.lanes().get(0)))
                .containsExactly(
                        "10 to 1000 znode 0x5 QUIET",
                        "1000 to 1010 znode 0x5, its member has left NOTICE",
                        "1500 to 1900 znode 0x9 QUIET",
                        "1900 to 2000 znode 0x9, its member has left NOTICE");
        assertThat(spans(track.lanes().get(1)))
                .containsExactly(
                        "20 to 1010 c1=a QUIET",
                        "1010 to 1500 lists c1, whose znode is gone: c1=a NOTICE",
                        "1500 to 1520 c1=a QUIET",
                        "1520 to 2000 c1=b QUIET");
    }

    private static List<String> spans(Track.Lane lane) {
        return lane.spans().stream()
                .map(s -> s.fromNanos() / 1_000_000 + " to " + s.atNanos() / 1_000_000 + " " + s.label() + " "
                        + s.severity())
                .toList();
    }

    @Test
    void check_without_time_gives_up() {
        history.setsData(1, "b", 0x5, 0x6, 1_000)
                .lists(2, 1_010, "c1=b")
                .reads(1, "b", 0x5, 0x6, 4_000)
                .until(20_000);

        assertGivesUp(history.history(), MembershipCheck.NAME);
    }
}
