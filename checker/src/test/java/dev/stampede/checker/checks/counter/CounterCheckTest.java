package dev.stampede.checker.checks.counter;

import static dev.stampede.checker.registry.OutOfTime.assertGivesUp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.data.CounterInput.GetCount;
import dev.stampede.checker.history.data.CounterInput.Increment;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.Event.TrackPoint;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.OperationOutput.WholeNumber;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.Track;
import dev.stampede.checker.testing.Reply;
import org.junit.jupiter.api.Test;

class CounterCheckTest {
    private static final String VERSIONED = "versioned=true";
    private static final String CACHED = "cached=true";

    private final CounterHistoryBuilder history = new CounterHistoryBuilder();

    /*
     * client 1  [→ 1]
     * client 2     [→ ?]
     * client 3            [→ 3]   [get → 3]
     */
    @Test
    void check_an_increment_with_a_lost_reply_explains_one_count() {
        history.counted(1, 1, 10, 20).lost(2, 15, 25).counted(3, 3, 30, 40).saw(3, 3, 50, 60);

        assertThat(history.check().verdict()).isEqualTo(Verdict.VALID);
        assertThat(history.check().scope())
                .isEqualTo("1 counter, 3 increments (1 of them with an unknown outcome, of which 1 certainly happened),"
                        + " 1 read");
        assertThat(history.check().coverage().text()).isEqualTo("4 increments and reads judged");
    }

    @Test
    void check_an_increment_that_may_have_happened_is_not_judged() {
        history.counted(1, 1, 10, 20).lost(2, 15, 25);

        assertThat(history.check().coverage().text())
                .isEqualTo("1 of 2 increments and reads judged; 1 not judged: it is unknown whether it happened");
    }

    @Test
    void check_without_operations_on_counters_is_inconclusive() {
        assertThat(history.check().reason()).isEqualTo("no operation on a counter was recorded");
    }

    /*
     * client 1  [→ 1]
     * client 2     [→ 1]
     */
    @Test
    void check_one_count_for_two_increments_is_a_lost_update() {
        history.counted(1, 1, 10, 20).counted(2, 1, 15, 25);

        assertThat(history.kinds()).containsExactly("lost-update!");
        assertThat(history.check().anomalies().get(0).headline())
                .isEqualTo(
                        "client 2's increment of /counters/a returned 1, which had been returned to client 1, too: one of"
                                + " the two increments was lost");
    }

    /*
     * client 1  [→ 2]              client 1  [→ 2]
     * client 2    [→ 1]            client 2         [→ 1]
     */
    @Test
    void check_a_lower_count_after_a_higher_one_is_a_lost_update() {
        history.counted(1, 2, 10, 20).counted(2, 1, 20, 30);
        assertThat(history.kinds()).as("closed intervals").isEmpty();

        history.counted(1, 4, 40, 50).counted(2, 3, 51, 60);
        assertThat(history.kinds()).containsExactly("lost-update!");
    }

    @Test
    void check_a_lower_count_at_a_later_zxid_is_a_lost_update_although_the_operations_were_concurrent() {
        history.wrote(1, 2, 7, 10, 30).wrote(2, 1, 8, 10, 30);

        assertThat(history.kinds()).containsExactly("lost-update!");
        assertThat(history.check().anomalies().get(0).headline())
                .endsWith("wrote 1 at 0x8, although the count had been 2 since 0x7");
    }

    @Test
    void check_an_increment_that_returns_nothing_above_zero_is_a_lost_update() {
        history.counted(1, 0, 10, 20);

        assertThat(history.kinds()).containsExactly("lost-update!");
    }

    @Test
    void check_a_negative_count_is_a_lost_update() {
        history.saw(1, -1, 10, 20);

        assertThat(history.kinds()).containsExactly("lost-update!");
    }

    @Test
    void check_an_increment_that_returned_another_count_than_it_wrote_is_untrue() {
        history.wrote(1, 1, 1, 10, 20).wrote(1, 3, 2, 21, 25).lost(3, 10, 20).saw(2, 2, 22, 40);

        assertThat(history.kinds()).containsExactly("untrue-result!");
    }

    /*
     * client 1  [→ 1]
     * client 2     [request after 1: no reply, request → 3]
     */
    @Test
    void check_an_increment_whose_first_request_was_counted_as_well_is_counted_twice() {
        history.counted(1, 1, 10, 20).countedOnRetry(2, 1, 3, 30, 40);

        assertThat(history.kinds(VERSIONED)).containsExactly("counted-twice!");
        assertThat(history.kinds()).containsExactly("counted-twice!");
        assertThat(history.check().anomalies().get(0).headline())
                .isEqualTo(
                        "client 2's increment of /counters/a was counted twice: it returned 3; the count 2, which no other"
                                + " increment can have led to, is the effect of its request sent at 0.030 s, whose reply was lost");
    }

    @Test
    void check_a_lost_increment_explains_only_the_count_that_it_would_have_written() {
        history.wrote(1, 1, 1, 10, 20)
                .lostAfter(4, 1, 21, 25)
                .wrote(1, 3, 3, 30, 40)
                .countedOnRetry(2, 3, 5, 50, 60);

        assertThat(history.kinds(VERSIONED)).containsExactly("counted-twice!");
        assertThat(history.check(VERSIONED).anomalies().get(0).operations()).containsExactly(3);
    }

    @Test
    void check_two_increments_that_would_have_written_the_same_count_explain_it_once() {
        history.wrote(1, 1, 1, 10, 20)
                .lostAfter(4, 1, 21, 25)
                .lostAfter(5, 1, 21, 25)
                .wrote(1, 3, 3, 30, 40);
        assertThat(history.kinds(VERSIONED)).isEmpty();

        history.wrote(1, 5, 5, 50, 60);
        assertThat(history.kinds(VERSIONED)).containsExactly("counted-too-much!");
        assertThat(history.kinds())
                .as("without the versions either may have led to 4")
                .isEmpty();
    }

    /*
     * client 1  [→ 1]
     * client 2     [request after 1: no reply, request → succeeded() is false]
     * client 1                                                            [→ 3]
     */
    @Test
    void check_an_increment_that_was_counted_although_it_reported_a_failure_is_untrue() {
        history.counted(1, 1, 10, 20).refusedOnRetry(2, 1, 25, 28).counted(1, 3, 30, 40);

        assertThat(history.kinds(VERSIONED)).containsExactly("untrue-failure!");
        assertThat(history.check(VERSIONED).anomalies().get(0).promise()).isEqualTo(CounterCitations.SUCCEEDED);
    }

    @Test
    void check_an_attempt_that_set_the_count_although_it_returned_false_is_untrue() {
        history.counted(1, 1, 10, 20).triedOnRetry(2, 1, 25, 28).counted(1, 3, 30, 40);

        assertThat(history.kinds()).containsExactly("untrue-failure!");
        assertThat(history.check().anomalies().get(0).promise()).isEqualTo(CounterCitations.TRY_SET);
    }

    @Test
    void check_attempts_that_were_refused_are_valid() {
        history.tried(1, 0, Outcome.OK, 10, 20)
                .tried(2, 0, Outcome.FAILED, 10, 20)
                .tried(3, 1, Outcome.INDETERMINATE, 25, 30)
                .tried(2, 2, Outcome.OK, 35, 40);

        assertThat(history.kinds()).isEmpty();
    }

    @Test
    void check_an_attempt_cannot_lead_to_another_count_than_it_set() {
        history.tried(3, 0, Outcome.INDETERMINATE, 5, 6)
                .tried(1, 0, Outcome.OK, 10, 20)
                .tried(2, 2, Outcome.OK, 35, 40);

        assertThat(history.kinds()).containsExactly("counted-too-much!");
    }

    @Test
    void check_a_count_that_was_known_before_the_lost_increment_is_too_much() {
        history.counted(1, 2, 10, 20).lost(2, 21, 25);

        assertThat(history.kinds()).containsExactly("counted-too-much!");
        assertThat(history.check().anomalies().get(0).headline())
                .isEqualTo(
                        "/counters/a reached 1 by 0.020 s, but no increment returned 1, and none with an unknown outcome"
                                + " can have led to it");
    }

    @Test
    void check_a_count_that_no_increments_explain_is_too_much() {
        history.counted(1, 1, 10, 20).saw(2, 1_000_000, 30, 40);

        assertThat(history.kinds()).containsExactly("counted-too-much!");
        assertThat(history.check().anomalies().get(0).headline())
                .isEqualTo("/counters/a reached 1000000 by 0.040 s, but 999,999 counts up to it were returned by no"
                        + " increment, and at most 0 increments with an unknown outcome can have led to them");
    }

    /*
     * client 1  [→ 1] [→ 2]
     * client 2               [get → 1]
     */
    @Test
    void check_a_read_of_an_earlier_count_is_a_caveat_up_to_the_limit() {
        history.wrote(1, 1, 1, 10, 20).wrote(1, 2, 2, 30, 40).saw(2, 1, 50, 60);
        assertThat(history.kinds()).containsExactly("stale-read?");
        assertThat(history.check().verdict()).isEqualTo(Verdict.VALID);

        history.saw(3, 1, 9_000, 9_010);
        assertThat(history.kinds()).containsExactly("stale-read?", "stale-read!");
        assertThat(history.check().violations().get(0).blame()).isEqualTo(Blame.ZOOKEEPER);
    }

    @Test
    void check_a_read_below_what_its_session_has_seen_went_back() {
        history.wrote(1, 1, 1, 10, 20).wrote(1, 2, 2, 30, 40).saw(1, 1, 50, 60);
        assertThat(history.kinds()).containsExactly("went-back!");
        assertThat(history.check().anomalies().get(0).blame()).isEqualTo(Blame.ZOOKEEPER);
        assertThat(history.check(CACHED).anomalies().get(0).blame()).isEqualTo(Blame.RECIPE);
    }

    /** An increment without a version set the count back from 2 to 1, at a later zxid. */
    @Test
    void check_a_read_of_a_count_that_was_set_back_is_not_blamed_on_ZooKeeper() {
        history.wrote(1, 1, 1, 10, 20).wrote(1, 2, 2, 30, 40);
        int read = history.invoked(1, CounterHistoryBuilder.KEY, new GetCount(), 50);
        history.attempt(
                        1,
                        read,
                        Opcode.GET_DATA,
                        CounterHistoryBuilder.KEY,
                        Reply.ok(3, CounterHistoryBuilder.stat(1, 3, 2, 0)),
                        50,
                        60)
                .completed(read, new WholeNumber(1), 3, 60);

        assertThat(history.kinds()).containsExactly("lost-update!");
        assertThat(history.check().anomalies().get(0).blame()).isEqualTo(Blame.RECIPE);
    }

    @Test
    void check_a_read_that_finds_no_znode_may_be_stale() {
        history.wrote(1, 1, 5, 10, 20).saw(2, 0, 50, 60);
        assertThat(history.kinds()).containsExactly("stale-read?");

        history.saw(1, 0, 70, 80);
        assertThat(history.kinds()).containsExactly("stale-read?", "went-back!");
    }

    @Test
    void check_a_read_in_another_session_may_be_older() {
        history.clients(2)
                .wrote(1, 1, 1, 10, 20)
                .wrote(1, 2, 2, 30, 40)
                .state(1, SessionState.CONNECTED, 0xf1, 45)
                .saw(1, 1, 50, 60);

        assertThat(history.kinds()).containsExactly("stale-read?");
    }

    @Test
    void check_a_copy_that_is_not_renewed_while_its_client_is_connected_is_outdated() {
        history.clients(2)
                .counted(1, 1, 10, 20)
                .counted(1, 2, 30, 40)
                .sawCopy(2, 1, 5_000, 5_001)
                .ended(20_000);
        assertThat(history.kinds(CACHED)).as("within the limit of 6 s").containsExactly("stale-read?");

        history.sawCopy(2, 1, 6_500, 6_501);
        assertThat(history.kinds(CACHED)).containsExactly("stale-read?", "outdated-count!");
        assertThat(history.kinds(CACHED)).hasSize(2);
    }

    @Test
    void check_a_copy_is_not_outdated_while_its_client_is_not_connected() {
        history.clients(2)
                .counted(1, 1, 10, 20)
                .counted(1, 2, 30, 40)
                .state(2, SessionState.SUSPENDED, 3_000)
                .sawCopy(2, 1, 9_000, 9_001)
                .ended(20_000);

        assertThat(history.kinds(CACHED)).containsExactly("stale-read?");
    }

    @Test
    void check_an_increment_that_never_completed_may_have_happened() {
        history.invoked(3, CounterHistoryBuilder.KEY, new Increment(), 5);
        history.counted(1, 2, 10, 20);

        assertThat(history.kinds()).isEmpty();
    }

    @Test
    void check_counters_are_independent() {
        history.counted(1, 1, 10, 20);
        int other = history.invoked(2, "/counters/b", new Increment(), 30);
        history.completed(other, new WholeNumber(1), 0, 40);

        assertThat(history.kinds()).isEmpty();
    }

    @Test
    void picture_shows_counts_uncertain_increments_and_stale_reads() {
        history.counted(1, 1, 10, 20).counted(1, 2, 30, 40).lost(2, 15, 25).saw(2, 1, 50, 60);

        Track track = picture();
        assertThat(track.lanes()).extracting(Track.Lane::name).containsExactly("a", "a uncertain", "a stale reads");
        assertThat(track.lanes().get(0).points()).extracting(TrackPoint::value).containsExactly(1.0, 2.0);
    }

    @Test
    void picture_marks_a_count_that_two_increments_returned() {
        history.counted(1, 1, 10, 20).counted(2, 1, 15, 30);

        Track track = picture();
        assertThat(track.lanes()).extracting(Track.Lane::name).containsExactly("a", "a twice");
        assertThat(track.lanes().get(1).points())
                .extracting(p -> p.label() + " " + p.severity())
                .containsExactly("clients 1 and 2: 1 BAD");
    }

    private Track picture() {
        return CounterCheck.of(CounterHistoryBuilder.spec("counter"))
                .picture(history.history())
                .get(0);
    }

    @Test
    void check_without_time_gives_up() {
        history.counted(1, 1, 10, 20).counted(3, 2, 30, 40).saw(3, 2, 50, 60);

        assertGivesUp(history.history(), CounterCheck.NAME);
    }
}
