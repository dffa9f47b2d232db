package dev.stampede.checker.checks.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.history.data.FaultEffect;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.QueueInput;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.testing.FaultScope;
import dev.stampede.checker.testing.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Second deliveries, and deliveries that must not have happened. */
class DuplicateRulesTest {
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

    @Test
    void check_two_deliveries_of_one_znode_is_a_violation() {
        history.enqueued(1, "a", 5, 10).dequeued(2, "a", 7, 20).dequeuedWithoutDelete(3, "a", 22);

        assertThat(kinds()).containsExactly("delivered-twice!");
        assertThat(result().anomalies().get(0).headline())
                .isEqualTo("the item a of /queues/q was delivered to client 2 (queue-2) at 0.024 s"
                        + " and to client 3 (queue-3) at 0.026 s");
    }

    @Test
    void check_two_deliveries_after_a_retried_create_name_the_producer() {
        history.enqueuedAgain(1, "a", 6, 10).dequeued(2, "a", 7, 20).dequeuedWithoutDelete(3, "a", 30);

        assertThat(kinds()).containsExactly("enqueued-twice!");
        assertThat(kindsAtLeastOnce()).containsExactly("enqueued-twice?");
    }

    /** The recipe sent the create again on a thread of its own, after the client had given up. */
    @Test
    void check_two_deliveries_from_two_znodes_name_the_producer_whichever_operation_sent_the_creates() {
        history.enqueueLost(1, "a", 10)
                .deletes(2, -1, "x", Reply.ok(7), 20)
                .consumed(2, "a", 22)
                .deletes(2, -1, "y", Reply.ok(8), 30)
                .consumed(2, "a", 32);

        assertThat(kinds()).containsExactly("enqueued-twice!");
        assertThat(result().anomalies().get(0).headline())
                .endsWith(", from the znodes /queues/q/item-x and /queues/q/item-y");
    }

    @Test
    void check_a_second_delivery_beside_the_znode_of_another_item_is_not_the_producers_doing() {
        history.enqueued(1, "a", 5, 10)
                .enqueued(1, "b", 6, 20)
                .deletes(2, -1, "a", Reply.ok(7), 5_030)
                .consumed(2, "a", 5_032)
                .deletes(3, -1, "b", Reply.ok(8), 5_040)
                .consumed(3, "a", 5_042)
                .consumed(3, "b", 5_052);

        assertThat(kinds()).containsExactly("delivered-twice!");
        assertThat(kindsAtLeastOnce()).containsExactly("delivered-twice!");
    }

    @Test
    void check_a_delivery_without_an_enqueue_before_it_is_a_violation() {
        history.dequeuedWithoutDelete(2, "z", 10)
                .dequeuedWithoutDelete(2, "a", 20)
                .enqueued(1, "a", 5, 30);

        assertThat(kinds()).containsExactly("unknown-item!", "unknown-item!");
    }

    @Test
    void check_a_delivery_before_the_end_of_its_delay_is_a_violation() {
        history.enqueued(1, new QueueInput.Enqueue("a", 0, 1_000_500), 5, 10)
                .enqueued(1, new QueueInput.Enqueue("b", 0, 1_000_500), 6, 20)
                .consumed(2, new QueueInput.Consume("a", 1_000_500), 30)
                .consumed(2, new QueueInput.Consume("b", 1_000_499), 40);

        assertThat(kinds()).containsExactly("early!");
        assertThat(result().anomalies().get(0).headline())
                .isEqualTo(
                        "client 2 (queue-2) received at 0.040 s the item b of /queues/q 1 ms before the end of its delay"
                                + " by its wall clock");
    }

    /**
     * At least once, with a lock:
     *
     * <pre>
     *   client 2  [consume a → rejected]
     *   client 3                           [consume a → ok]     (allowed: the first consumer failed)
     *   client 2                                              [consume a → ok]     (not allowed)
     * </pre>
     */
    @Test
    void check_at_least_once_a_second_delivery_needs_a_failure() {
        history.enqueued(1, "a", 5, 10).rejected(2, "a", 5_020).consumed(3, "a", 5_030);
        assertThat(kindsAtLeastOnce()).containsExactly("delivered-twice?");

        history.consumed(2, "a", 5_040);
        assertThat(kindsAtLeastOnce()).containsExactly("delivered-twice?", "delivered-twice!");
    }

    @Test
    void check_at_least_once_a_fault_between_two_deliveries_excuses_the_second_one() {
        history.enqueued(1, "a", 5, 10)
                .consumed(2, "a", 5_020)
                .fault(FaultScope.of("pause", "leader").members(1).effects(FaultEffect.PAUSES_MEMBERS), 5_030, 5_100)
                .consumed(3, "a", 5_200);

        assertThat(kindsAtLeastOnce()).containsExactly("delivered-twice?");
    }

    @Test
    void check_at_least_once_an_item_that_was_only_rejected_is_lost() {
        history.enqueued(1, "a", 5, 10)
                .rejected(2, "a", 20)
                .deletes(2, -1, "a", Reply.ok(7), 31)
                .gone("a", 7, 32)
                .deletes(2, -1, "b", Reply.error(ResultCode.NONODE), 40)
                .closed(2, 60);

        assertThat(kindsAtLeastOnce()).containsExactly("lost!");
        assertThat(kinds()).isEmpty();
    }

    @Test
    void check_at_least_once_an_item_that_was_put_into_the_queue_again_is_lost_only_if_the_queue_is_empty() {
        history.enqueued(1, "a", 5, 10)
                .rejected(2, "a", 20)
                .attempt(
                        2,
                        -1,
                        Opcode.MULTI,
                        "delete " + QueueHistoryBuilder.path("a") + ", create " + QueueHistoryBuilder.KEY + "/item-",
                        Reply.ok(7),
                        25,
                        26)
                .gone("a", 7, 27)
                .closed(2, 60);
        assertThat(kindsAtLeastOnce()).isEmpty();

        history.audited(90);
        assertThat(kindsAtLeastOnce()).containsExactly("lost!");
    }
}
