package dev.stampede.checker.checks.queue;

import static dev.stampede.checker.registry.OutOfTime.assertGivesUp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.FaultEffect;
import dev.stampede.checker.history.data.OperationOutput.Custom;
import dev.stampede.checker.history.data.QueueInput;
import dev.stampede.checker.testing.FaultScope;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The limit is 1 s + 3 x 2 s + 1 s = 8 s, and 11.3 s for a redelivery. */
class QueueProgressCheckTest {
    private static final String AT_LEAST_ONCE = "delivery=at-least-once";

    private final QueueHistoryBuilder history = new QueueHistoryBuilder();

    private List<String> kinds(String... parameters) {
        return history.kinds(QueueProgressCheck.NAME, parameters);
    }

    private CheckResult result() {
        return history.checkNamed(QueueProgressCheck.NAME);
    }

    /**
     * <pre>
     *   client 1  [enqueue a → ok]
     *   client 2  idle ............ 7.9 s [consume a]
     * </pre>
     */
    @Test
    void check_an_item_that_is_delivered_within_the_limit_is_valid() {
        history.opened(2, 0).enqueued(1, "a", 5, 100).consumed(2, "a", 8_000);

        assertThat(result().verdict()).isEqualTo(Verdict.VALID);
        assertThat(result().evidence())
                .isEqualTo("1 wait judged; longest wait 7.9 s, limit 8 s (1 s (syncLimit x tickTime) + 3"
                        + " requests x 2/3 of the session timeout of 3 s + 1 s)");
    }

    /**
     * <pre>
     *   client 1  [enqueue a → ok]
     *   client 2  idle ............ 9 s [consume a]
     * </pre>
     */
    @Test
    void check_an_item_that_an_idle_consumer_ignores_for_the_limit_is_stuck() {
        history.opened(2, 0).enqueued(1, "a", 5, 100).consumed(2, "a", 9_000);

        assertThat(kinds()).containsExactly("stuck!");
        assertThat(result().anomalies().get(0).headline())
                .startsWith(
                        "the item a of /queues/q was in the queue from 0.104 s on, and client 2, which was connected"
                                + " and idle from 0.104 s to 8.104 s, did not receive it; it waited until 9.000 s; limit");
    }

    @Test
    void check_an_item_that_its_own_producer_ignores_is_stuck_too() {
        history.opened(1, 0).enqueued(1, "a", 5, 100).consumed(1, "a", 9_000);

        assertThat(kinds()).containsExactly("stuck!");
    }

    @Test
    void check_a_consumer_that_works_shows_nothing() {
        history.opened(2, 0).enqueued(1, "a", 5, 100);
        for (int i = 0; i < 12; i++) {
            history.enqueued(1, "x" + i, 10 + i, 200 + 10 * i).consumed(2, "x" + i, 1_000 + 1_000 * i);
        }
        history.consumed(2, "a", 14_000);

        assertThat(kinds()).isEmpty();
        assertThat(result().coverage().reasons()).isEqualTo("faults acted, or no consumer was idle for the limit");
    }

    @Test
    void check_a_fault_on_anyone_a_stall_or_a_disconnection_interrupts_the_limit() {
        history.opened(2, 0)
                .enqueued(1, "a", 5, 100)
                .fault(
                        FaultScope.of("client-partition", "one").clients(3).effects(FaultEffect.CUTS_CLIENTS),
                        5_000,
                        6_000)
                .consumed(2, "a", 13_000);
        assertThat(kinds()).isEmpty();

        QueueHistoryBuilder stalled = new QueueHistoryBuilder();
        stalled.opened(2, 0)
                .enqueued(1, "a", 5, 100)
                .stalls("harness", 2_000, 4_000)
                .consumed(2, "a", 10_000);
        assertThat(stalled.kinds(QueueProgressCheck.NAME)).isEmpty();

        QueueHistoryBuilder disconnected = new QueueHistoryBuilder();
        disconnected
                .opened(2, 0)
                .enqueued(1, "a", 5, 100)
                .state(2, SessionState.SUSPENDED, 3_000)
                .state(2, SessionState.RECONNECTED, 3_100)
                .consumed(2, "a", 11_000);
        assertThat(disconnected.kinds(QueueProgressCheck.NAME)).isEmpty();
    }

    @Test
    void check_an_item_that_stays_until_the_end_is_stuck_if_a_consumer_is_idle() {
        history.opened(2, 0).enqueued(1, "a", 5, 100).closed(2, 20_000);
        assertThat(kinds()).containsExactly("stuck!");

        QueueHistoryBuilder closedEarly = new QueueHistoryBuilder();
        closedEarly.opened(2, 0).enqueued(1, "a", 5, 100).closed(2, 7_000).closed(3, 20_000);
        assertThat(closedEarly.kinds(QueueProgressCheck.NAME)).isEmpty();
    }

    /**
     * A consumer that asks: the second dequeue looks 9 s after the enqueue and finds nothing.
     *
     * <pre>
     *   client 1  [enqueue a → ok]
     *   client 2       [dequeue → none]             9 s      [dequeue → none]
     * </pre>
     */
    @Test
    void check_a_dequeue_that_finds_nothing_after_the_limit_shows_a_stuck_item() {
        history.enqueued(1, "a", 5, 100).foundNothing(2, 200, 700);
        assertThat(kinds()).isEmpty();

        history.foundNothing(2, 9_000, 9_500);
        assertThat(kinds()).containsExactly("stuck!");
    }

    @Test
    void check_a_dequeue_right_after_a_fault_shows_nothing() {
        history.enqueued(1, "a", 5, 100)
                .fault(FaultScope.of("kill", "random").members(2).effects(FaultEffect.KILLS_MEMBERS), 9_000, 9_100)
                .foundNothing(2, 9_200, 9_700)
                .dequeued(2, "a", 9, 9_800);

        assertThat(kinds()).isEmpty();
    }

    @Test
    void check_an_item_that_was_removed_does_not_wait() {
        history.opened(2, 0).enqueued(1, "a", 5, 100).gone("a", 7, 500).closed(2, 20_000);
        assertThat(kinds()).isEmpty();
    }

    @Test
    void check_an_item_that_a_lost_delete_may_have_removed_does_not_wait_unless_it_is_still_there() {
        history.opened(2, 0)
                .enqueued(1, "a", 5, 100)
                .deletes(3, -1, "a", QueueHistoryBuilder.lost(), 500)
                .closed(2, 20_000);
        assertThat(kinds()).isEmpty();

        history.audited(21_000, "a");
        assertThat(kinds()).containsExactly("stuck!");
    }

    /** The run began at 2026-11-24T00:00:00Z, and the delay ends 10 s later. */
    @Test
    void check_an_item_waits_from_the_end_of_its_delay_on() {
        long due = 1_795_478_400_000L + 10_000;
        history.opened(2, 0)
                .enqueued(1, new QueueInput.Enqueue("a", 0, due), 5, 100)
                .enqueued(1, new QueueInput.Enqueue("b", 0, due), 6, 110)
                .consumed(2, "a", 17_000)
                .closed(2, 17_500);
        assertThat(kinds()).isEmpty();

        history.opened(3, 0).closed(3, 20_000);
        assertThat(kinds()).containsExactly("stuck!");
    }

    /**
     * <pre>
     *   client 2  [consume a → rejected]
     *   client 3                           idle 12 s
     * </pre>
     */
    @Test
    void check_at_least_once_an_item_waits_again_after_its_consumer_failed() {
        history.opened(3, 0).enqueued(1, "a", 5, 100).rejected(2, "a", 200).closed(3, 11_000);
        assertThat(kinds()).isEmpty();
        assertThat(kinds(AT_LEAST_ONCE)).as("11.3 s for a redelivery").isEmpty();

        history.opened(3, 11_100).closed(3, 30_000);
        assertThat(kinds(AT_LEAST_ONCE)).containsExactly("stuck!");
    }

    /** Nothing is known of the znode of a user's item. */
    @Test
    void check_an_item_without_a_known_znode_may_have_been_taken_by_a_consumer_that_died() {
        int op = history.invoked(1, QueueHistoryBuilder.KEY, new QueueInput.Enqueue("a"), 100);
        history.completed(op, Custom.DONE, 0, 104).foundNothing(2, 9_000, 9_500);
        assertThat(kinds()).containsExactly("stuck!");

        history.foundNothing(3, 200, 210).opened(3, "worker-1", 5_000);
        assertThat(kinds()).isEmpty();
        assertThat(result().coverage().reasons()).isEqualTo("a consumer that died may have taken it");
    }

    @Test
    void check_without_time_gives_up() {
        history.opened(2, 0).enqueued(1, "a", 5, 100).consumed(2, "a", 8_000);

        assertGivesUp(history.history(), QueueProgressCheck.NAME);
    }
}
