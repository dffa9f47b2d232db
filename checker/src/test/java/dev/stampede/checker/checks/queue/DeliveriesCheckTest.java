package dev.stampede.checker.checks.queue;

import static dev.stampede.checker.registry.OutOfTime.assertGivesUp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.OperationOutput.Custom;
import dev.stampede.checker.history.data.OperationOutput.WholeNumber;
import dev.stampede.checker.history.data.QueueInput;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.testing.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveriesCheckTest {
    private static final String AT_LEAST_ONCE = "delivery=at-least-once";

    private final QueueHistoryBuilder history = new QueueHistoryBuilder();

    private List<String> kinds() {
        return history.kinds(DeliveriesCheck.NAME);
    }

    private List<String> kindsAtLeastOnce() {
        return history.kinds(DeliveriesCheck.NAME, AT_LEAST_ONCE);
    }

    private CheckResult result() {
        return history.checkNamed(DeliveriesCheck.NAME);
    }

    /**
     * <pre>
     *   client 1  [enqueue a → ok] [enqueue b → lost]   [enqueue c → ok]
     *   client 2                     [dequeue → a]                       (c stays in the queue)
     * </pre>
     */
    @Test
    void check_items_that_are_delivered_once_or_remain_is_valid_and_counted() {
        history.enqueued(1, "a", 5, 10)
                .enqueueLost(1, "b", 20)
                .enqueued(1, "c", 7, 30)
                .dequeued(2, "a", 8, 40)
                .foundNothing(2, 50, 60)
                .audited(90, "c");

        assertThat(result().verdict()).isEqualTo(Verdict.VALID);
        assertThat(result().evidence())
                .isEqualTo("1 of 3 items judged; 2 not judged: its enqueue was not acknowledged (1),"
                        + " it was in the queue when the clients stopped (1); 1 queue, 3 items, 1 delivery");
    }

    @Test
    void check_an_item_with_a_lost_enqueue_may_be_delivered_once() {
        history.enqueueLost(1, "a", 10).dequeued(2, "a", 8, 40);
        assertThat(kinds()).isEmpty();

        history.dequeuedWithoutDelete(3, "a", 50);
        assertThat(kinds()).containsExactly("delivered-twice!");
    }

    @Test
    void check_without_operations_on_queues_is_inconclusive() {
        assertThat(result().reason()).isEqualTo("no operation on a queue was recorded");
    }

    /**
     * <pre>
     *   client 1  [enqueue a → ok]
     *   client 2                    [dequeue  delete a → connection loss]   [dequeue → b]
     * </pre>
     */
    @Test
    void check_an_item_that_a_living_consumer_removed_and_did_not_deliver_is_lost() {
        history.enqueued(1, "a", 5, 10)
                .enqueued(1, "b", 6, 20)
                .dequeueLost(2, "a", "CONNECTIONLOSS", 30)
                .gone("a", 7, 32)
                .dequeued(2, "b", 8, 40);

        assertThat(kinds()).containsExactly("lost!");
        assertThat(result().anomalies().get(0).headline())
                .isEqualTo("the item a of /queues/q, whose enqueue was acknowledged at 0.014 s, reached no consumer:"
                        + " client 2 (queue-2) removed its znode /queues/q/item-a with the delete that it sent at 0.031 s,"
                        + " whose answer was lost, and whose retries found that the znode no longer existed");
    }

    @Test
    void check_an_item_that_is_neither_delivered_nor_audited_is_lost() {
        history.enqueued(1, "a", 5, 10).dequeueLost(2, "a", "CONNECTIONLOSS", 30);
        assertThat(kinds()).isEmpty();

        history.audited(90);
        assertThat(kinds()).containsExactly("lost!");
    }

    @Test
    void check_a_lost_item_is_a_caveat_if_its_consumer_died_with_it() {
        history.enqueued(1, "a", 5, 10);
        int dequeue = history.invoked(2, QueueHistoryBuilder.KEY, new QueueInput.Dequeue(), 30);
        history.deletes(2, dequeue, "a", Reply.ok(7), 31).gone("a", 7, 32);
        assertThat(kinds()).as("it may still be delivered").isEmpty();

        history.opened(2, "worker-1", 50);
        assertThat(kinds()).containsExactly("lost-with-consumer?");
        assertThat(kindsAtLeastOnce()).containsExactly("lost!");
    }

    @Test
    void check_a_dequeue_that_was_interrupted_when_the_client_stopped_died_with_its_item() {
        history.enqueued(1, "a", 5, 10)
                .dequeueLost(2, "a", "interrupted", 30)
                .gone("a", 7, 32)
                .add(new Event.ClientEnded(2, null, null, QueueHistoryBuilder.nanos(60)));

        assertThat(kinds()).containsExactly("lost-with-consumer?");
    }

    @Test
    void check_an_item_that_one_of_two_consumers_removed_is_lost_with_a_consumer_if_one_of_them_died() {
        history.enqueued(1, "a", 5, 10).dequeueLost(2, "a", "CONNECTIONLOSS", 30);
        int dequeue = history.invoked(3, QueueHistoryBuilder.KEY, new QueueInput.Dequeue(), 30);
        history.deletes(3, dequeue, "a", QueueHistoryBuilder.lost(), 31)
                .gone("a", 7, 32)
                .add(new Event.ClientEnded(3, null, null, QueueHistoryBuilder.nanos(60)));

        assertThat(kinds()).containsExactly("lost-with-consumer?");
    }

    /**
     * The consumer thread of a queue that calls back (no operation is open):
     *
     * <pre>
     *   client 2   delete a → connection loss   delete a → NoNode     delete b → ok [consume b]
     * </pre>
     */
    @Test
    void check_an_item_whose_delete_was_retried_by_a_queue_that_calls_back_is_lost() {
        history.enqueued(1, "a", 5, 10)
                .enqueued(1, "b", 6, 15)
                .opened(2, 20)
                .deletes(2, -1, "a", QueueHistoryBuilder.lost(), 31)
                .gone("a", 7, 32)
                .deletes(2, -1, "a", Reply.error(ResultCode.NONODE), 33)
                .deletes(2, -1, "b", Reply.ok(9), 35)
                .gone("b", 9, 36)
                .consumed(2, "b", 37)
                .closed(2, 60);

        assertThat(kinds()).containsExactly("lost!");
    }

    @Test
    void check_a_queue_that_calls_back_and_is_closed_with_an_item_loses_it_on_close() {
        history.enqueued(1, "a", 5, 10)
                .opened(2, 20)
                .deletes(2, -1, "a", Reply.ok(7), 31)
                .gone("a", 7, 32)
                .closed(2, 33);
        assertThat(kinds()).containsExactly("lost-on-close!");

        QueueHistoryBuilder killed = new QueueHistoryBuilder();
        killed.enqueued(1, "a", 5, 10)
                .opened(2, 20)
                .deletes(2, -1, "a", Reply.ok(7), 31)
                .gone("a", 7, 32)
                .opened(2, "worker-1", 33);
        assertThat(killed.kinds(DeliveriesCheck.NAME)).containsExactly("lost-with-consumer?");
    }

    @Test
    void check_an_item_that_was_not_delivered_within_a_second_after_its_removal_is_lost() {
        history.enqueued(1, "a", 5, 10)
                .opened(2, 20)
                .deletes(2, -1, "a", QueueHistoryBuilder.lost(), 31)
                .gone("a", 7, 32)
                .deletes(2, -1, "a", Reply.error(ResultCode.NONODE), 33)
                .closed(2, 1_500);

        assertThat(kinds()).containsExactly("lost!");
    }

    @Test
    void check_an_item_that_disappeared_without_a_delete_is_the_ensembles_fault() {
        history.enqueued(1, "a", 5, 10).gone("a", 7, 32);

        assertThat(kinds()).containsExactly("lost!");
        assertThat(result().anomalies().get(0).blame()).isEqualTo(Blame.ZOOKEEPER);
    }

    @Test
    void check_an_acknowledged_enqueue_that_created_nothing_is_lost_when_the_queue_is_empty() {
        int op = history.invoked(1, QueueHistoryBuilder.KEY, new QueueInput.Enqueue("a"), 10);
        history.completed(op, Custom.DONE, 0, 14).enqueued(1, "b", 6, 15);
        assertThat(kinds()).isEmpty();

        history.audited(90, "b");
        assertThat(kinds()).containsExactly("lost!");
    }

    @Test
    void check_an_unknown_znode_in_the_queue_may_be_the_missing_item() {
        int op = history.invoked(1, QueueHistoryBuilder.KEY, new QueueInput.Enqueue("a"), 10);
        history.completed(op, Custom.DONE, 0, 14).audited(90, "x");

        assertThat(kinds()).isEmpty();
        assertThat(result().coverage().reasons()).isEqualTo("its znode is unknown");
    }

    @Test
    void check_an_item_that_is_removed_while_the_queue_is_closed_is_lost_on_close() {
        history.enqueued(1, "a", 5, 10)
                .opened(2, 20)
                .closed(2, 30)
                .deletes(2, -1, "a", Reply.ok(7), 31)
                .gone("a", 7, 32)
                .opened(2, 40)
                .deletes(2, -1, "b", Reply.error(ResultCode.NONODE), 50);

        assertThat(kinds()).containsExactly("lost-on-close!");
    }

    @Test
    void check_an_item_that_a_removal_took_is_not_lost_and_must_not_be_delivered() {
        history.enqueued(1, "a", 5, 10).removed(1, "a", 1, 20).gone("a", 7, 22);
        assertThat(kinds()).isEmpty();

        history.consumed(2, "a", 30);
        assertThat(kinds()).containsExactly("removed-and-delivered!");
    }

    @Test
    void check_an_item_that_disappears_while_its_removal_reports_zero_is_lost() {
        history.enqueued(1, "a", 5, 10);
        int op = history.invoked(1, QueueHistoryBuilder.KEY, new QueueInput.Remove("a"), 20);
        history.deletes(1, op, "a", QueueHistoryBuilder.lost(), 21)
                .gone("a", 7, 22)
                .deletes(1, op, "a", Reply.error(ResultCode.NONODE), 23)
                .completed(op, new WholeNumber(0), 0, 25)
                .add(new Event.ClientEnded(1, null, null, QueueHistoryBuilder.nanos(2_000)));

        assertThat(kinds()).containsExactly("lost!");
    }

    @Test
    void of_an_unknown_delivery_says_what_is_expected() {
        assertThatThrownBy(() -> history.checkNamed(DeliveriesCheck.NAME, "delivery=exactly-once"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the check deliveries expects at-most-once or at-least-once for delivery, found"
                        + " \"exactly-once\"");
    }

    @Test
    void picture_shows_waiting_items_and_exceptions() {
        history.enqueued(1, "a", 5, 10)
                .enqueued(1, "b", 6, 100)
                .dequeued(2, "a", 7, 700)
                .dequeuedWithoutDelete(3, "a", 1_300)
                .foundNothing(3, 1_900, 2_100);

        Event.TrackPoint again =
                DeliveriesCheck.of(QueueHistoryBuilder.spec(DeliveriesCheck.NAME))
                        .picture(history.history())
                        .get(0)
                        .lanes()
                        .stream()
                        .filter(lane -> lane.name().equals("q delivered again"))
                        .findFirst()
                        .orElseThrow()
                        .points()
                        .get(0);
        assertThat(again.label()).isEqualTo("a to client 3");
        assertThat(DeliveriesCheck.of(QueueHistoryBuilder.spec(DeliveriesCheck.NAME))
                        .picture(history.history())
                        .get(0)
                        .lanes()
                        .get(0)
                        .points())
                .extracting(Event.TrackPoint::value)
                .containsExactly(2.0, 1.0, 1.0, 1.0);
    }

    @Test
    void check_without_time_gives_up() {
        history.enqueued(1, "a", 5, 10).dequeued(2, "a", 8, 40).audited(90);

        assertGivesUp(history.history(), DeliveriesCheck.NAME);
    }
}
