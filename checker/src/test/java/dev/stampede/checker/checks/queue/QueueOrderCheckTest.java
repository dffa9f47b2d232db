package dev.stampede.checker.checks.queue;

import static dev.stampede.checker.registry.OutOfTime.assertGivesUp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.data.Event.ZnodeChange;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.QueueInput;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.testing.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueueOrderCheckTest {
    private static final String LOCKS = "locks=/queues/locks";

    private final QueueHistoryBuilder history = new QueueHistoryBuilder();

    private List<String> kinds(String... parameters) {
        return history.kinds(QueueOrderCheck.NAME, parameters);
    }

    private CheckResult result() {
        return history.checkNamed(QueueOrderCheck.NAME);
    }

    /**
     * <pre>
     *   create a (5)   create b (6)   delete a (7)   delete b (8)      create c (9)
     * </pre>
     */
    @Test
    void check_items_that_are_taken_in_the_order_of_their_creation_is_valid_and_counted() {
        history.enqueued(1, "a", 5, 10)
                .enqueued(1, "b", 6, 20)
                .dequeued(2, "a", 7, 30)
                .dequeued(3, "b", 8, 30)
                .enqueued(1, "c", 9, 40);

        assertThat(result().verdict()).isEqualTo(Verdict.VALID);
        assertThat(result().evidence())
                .isEqualTo("2 of 3 znodes judged; 1 not judged: nothing shows that it was taken; 1 queue");
    }

    /**
     * <pre>
     *   create a (5)   create b (6)   delete b (7)   delete a (8)
     * </pre>
     */
    @Test
    void check_an_item_that_is_taken_before_an_older_one_is_a_violation() {
        history.enqueued(1, "a", 5, 10)
                .enqueued(1, "b", 6, 20)
                .dequeued(2, "b", 7, 30)
                .dequeued(3, "a", 8, 40);

        assertThat(kinds()).containsExactly("overtaken!");
        assertThat(result().anomalies().get(0).headline())
                .isEqualTo("the item b was taken from /queues/q before the item a, which had been created earlier");
        assertThat(result().anomalies().get(0).because())
                .startsWith(
                        "item-b (czxid 0x6) was taken at zxid 0x7; item-a (czxid 0x5) was still in the queue at zxid 0x7");
    }

    @Test
    void check_an_older_item_in_the_audited_tree_was_overtaken() {
        history.enqueued(1, "a", 5, 10).enqueued(1, "b", 6, 20).dequeued(2, "b", 7, 30);
        assertThat(kinds()).as("nothing shows that a was still there").isEmpty();

        history.audited(90, "a");
        assertThat(kinds()).containsExactly("overtaken!");
    }

    /** The delete of a has a zxid in (5, 9], and that of b is 7: a may have been taken first. */
    @Test
    void check_an_older_item_whose_delete_has_an_uncertain_zxid_may_have_been_taken_first() {
        history.enqueued(1, "a", 5, 10)
                .enqueued(1, "b", 6, 20)
                .dequeued(2, "b", 7, 30)
                .deletes(3, -1, "a", Reply.ok(9), 40)
                .observed(ZnodeChange.ABSENT, QueueHistoryBuilder.path("a"), 9, 5, null, 50);
        assertThat(kinds()).isEmpty();

        history.observed(ZnodeChange.ABSENT, QueueHistoryBuilder.path("a"), 9, 8, null, 51);
        assertThat(kinds()).containsExactly("overtaken!");
    }

    @Test
    void check_an_item_that_a_removal_took_overtakes_nothing() {
        history.enqueued(1, "a", 5, 10).enqueued(1, "b", 6, 20);
        int op = history.invoked(1, QueueHistoryBuilder.KEY, new QueueInput.Remove("b"), 25);
        history.deletes(1, op, "b", Reply.ok(7), 26).gone("b", 7, 27).dequeued(2, "a", 8, 40);

        assertThat(kinds()).isEmpty();
        assertThat(result().coverage().reasons()).isEqualTo("it is unknown whether a consumer took it");
    }

    @Test
    void check_two_queues_have_separate_orders() {
        history.enqueued(1, "a", 5, 10)
                .attempt(
                        1,
                        history.invoked(1, "/queues/other", new QueueInput.Enqueue("o"), 12),
                        Opcode.CREATE,
                        "/queues/other/item-",
                        new Reply(ResultCode.OK, 6, "/queues/other/item-o", QueueHistoryBuilder.stat(6, 0)),
                        13,
                        14)
                .deletes(2, -1, "a", Reply.ok(9), 40)
                .observed(ZnodeChange.DELETED, "/queues/other/item-o", 7, 0, null, 30)
                .gone("a", 9, 41);

        assertThat(kinds()).isEmpty();
    }

    /** With locks: client 2 locks a, client 3 locks b and finishes first. */
    @Test
    void check_with_locks_the_first_lock_of_each_item_counts() {
        history.enqueued(1, "a", 5, 10)
                .enqueued(1, "b", 6, 20)
                .observed(ZnodeChange.CREATED, lock("a"), 7, 0, null, 30)
                .observed(ZnodeChange.CREATED, lock("b"), 8, 0, null, 31)
                .deletes(3, -1, "b", Reply.ok(9), 40)
                .gone("b", 9, 41)
                .deletes(2, -1, "a", Reply.ok(10), 50)
                .gone("a", 10, 51);

        assertThat(kinds()).containsExactly("overtaken!");
        assertThat(kinds(LOCKS)).isEmpty();
    }

    @Test
    void check_with_locks_an_item_that_is_locked_before_an_older_one_is_a_violation() {
        history.enqueued(1, "a", 5, 10)
                .enqueued(1, "b", 6, 20)
                .observed(ZnodeChange.CREATED, lock("b"), 7, 0, null, 30)
                .observed(ZnodeChange.CREATED, lock("a"), 8, 0, null, 31)
                .deletes(2, -1, "a", Reply.ok(9), 40)
                .gone("a", 9, 41)
                .deletes(3, -1, "b", Reply.ok(10), 50)
                .gone("b", 10, 51);
        assertThat(kinds(LOCKS)).containsExactly("overtaken!");

        history.attempt(2, -1, Opcode.CREATE, lock("a"), QueueHistoryBuilder.lost(), 22, 23);
        assertThat(kinds(LOCKS)).as("a may have been locked before").isEmpty();
    }

    private static String lock(String item) {
        return "/queues/locks/q/item-" + item;
    }

    /**
     * A consumer lists the items at 1 s, and then takes two items of priority 9 before one of priority 1:
     *
     * <pre>
     *   client 2   [list: h l m] ... 1 s ... [delete l] [delete m] [delete h]
     * </pre>
     */
    @Test
    void check_priorities_a_known_item_may_wait_for_at_most_min_items() {
        priorities(2_100);

        assertThat(kinds("order=priority", "min-items=2")).isEmpty();
        assertThat(kinds("order=priority", "min-items=1")).containsExactly("priority-inverted!");
        assertThat(history.checkNamed(QueueOrderCheck.NAME, "order=priority")
                        .anomalies()
                        .get(0)
                        .headline())
                .isEqualTo("client 2 took 2 items with a lower priority from /queues/q while it knew the item h of"
                        + " priority 1, which was enqueued at 0.014 s; minItemsBeforeRefresh is 0");
    }

    @Test
    void check_priorities_takes_within_a_second_after_the_list_do_not_count() {
        priorities(1_500);

        assertThat(kinds("order=priority")).isEmpty();
    }

    @Test
    void check_priorities_of_the_producer_that_takes_its_own_items_are_judged_too() {
        priorities(1, 2_100);

        assertThat(kinds("order=priority")).containsExactly("priority-inverted!");
    }

    private void priorities(long takesFrom) {
        priorities(2, takesFrom);
    }

    private void priorities(int consumer, long takesFrom) {
        ZnodeStat children = new ZnodeStat(1, 1, 7, 0, 0, 3, 0, 0, 0, 3);
        history.enqueued(1, new QueueInput.Enqueue("h", 1, 0), 5, 10)
                .enqueued(1, new QueueInput.Enqueue("l", 9, 0), 6, 20)
                .enqueued(1, new QueueInput.Enqueue("m", 9, 0), 7, 30)
                .attempt(
                        consumer,
                        -1,
                        Opcode.GET_CHILDREN,
                        QueueHistoryBuilder.KEY,
                        Reply.ok(7, children),
                        1_000,
                        1_001);
        long at = takesFrom;
        long zxid = 10;
        for (String item : List.of("l", "m", "h")) {
            history.deletes(consumer, -1, item, Reply.ok(zxid), at).gone(item, zxid, at + 1);
            at += 10;
            zxid++;
        }
    }

    @Test
    void of_an_unknown_order_says_what_is_expected() {
        assertThatThrownBy(() -> history.checkNamed(QueueOrderCheck.NAME, "order=random"))
                .hasMessage("the check queue-order expects fifo or priority for order, found \"random\"");
        assertThatThrownBy(() -> history.checkNamed(QueueOrderCheck.NAME, "min-items=-1"))
                .hasMessage("the check queue-order expects a whole number for min-items, found \"-1\"");
    }

    @Test
    void check_without_time_gives_up() {
        history.enqueued(1, "a", 5, 10)
                .enqueued(1, "b", 6, 20)
                .dequeued(2, "a", 7, 30)
                .dequeued(3, "b", 8, 30);

        assertGivesUp(history.history(), QueueOrderCheck.NAME);
    }
}
