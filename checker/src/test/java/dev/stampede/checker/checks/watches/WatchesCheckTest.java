package dev.stampede.checker.checks.watches;

import static dev.stampede.checker.checks.watches.WatchHistoryBuilder.children;
import static dev.stampede.checker.checks.watches.WatchHistoryBuilder.znode;
import static dev.stampede.checker.history.data.WatchInput.ChangeType.CHILDREN_CHANGED;
import static dev.stampede.checker.history.data.WatchInput.ChangeType.CREATED;
import static dev.stampede.checker.history.data.WatchInput.ChangeType.DATA_CHANGED;
import static dev.stampede.checker.history.data.WatchInput.ChangeType.DELETED;
import static dev.stampede.checker.history.data.WatchInput.WatchKind.CHILDREN;
import static dev.stampede.checker.history.data.WatchInput.WatchKind.DATA;
import static dev.stampede.checker.history.data.WatchInput.WatchKind.EXISTS;
import static dev.stampede.checker.history.data.WatchInput.WatchKind.PERSISTENT;
import static dev.stampede.checker.history.data.WatchInput.WatchKind.PERSISTENT_RECURSIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.testing.FaultScope;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Client 1 watches, and client 2 writes. For the time limit see {@link WatchHistoryBuilder}. */
class WatchesCheckTest {
    private static final String A = "/w/a";

    private static WatchHistoryBuilder history() {
        return WatchHistoryBuilder.of(2);
    }

    /** Watch w1 was set at 10 ms on /w/a of mzxid 5. */
    private static WatchHistoryBuilder dataWatch() {
        return history().sets("w1", DATA, A, znode(0x5, 0x5, 0), 0x5, 10);
    }

    @Test
    void event_of_each_kind_before_the_new_state_is_valid() {
        CheckResult result = dataWatch()
                .fires("w1", DATA_CHANGED, A, 0x6, 20)
                .sets("w2", DATA, A, znode(0x5, 0x6, 1), 0x6, 30)
                .fires("w2", DELETED, A, 0x7, 40)
                .sets("w3", EXISTS, A, null, 0x7, 50)
                .fires("w3", CREATED, A, 0x8, 60)
                .sets("w4", CHILDREN, A, children(0x8, 0x8, 0, 0x8, 0), 0x8, 70)
                .fires("w4", CHILDREN_CHANGED, A, 0x9, 80)
                .looks(A, children(0x8, 0x8, 0, 0x9, 1), 0x9, 90)
                .until(100)
                .watches();

        assertThat(result.verdict()).as(result.scope()).isEqualTo(Verdict.VALID);
        assertThat(result.coverage().text()).isEqualTo("4 watches judged");
        assertThat(result.scope())
                .isEqualTo("4 events; delivery without disturbance: 4 s = syncLimit · tickTime = 1000 ms for a lagging"
                        + " member, ⅔ of the session timeout = 2000 ms until the client detects a silent"
                        + " connection, 1000 ms for"
                        + " scheduling");
    }

    @Test
    void watch_without_later_responses_changes_and_events_is_not_judged() {
        CheckResult result = dataWatch().until(60_000).watches();

        assertThat(result.coverage().text()).startsWith("0 of 1 watch judged; 1 not judged: nothing that it covers");
        assertThatThrownBy(() -> history().checkNamed(WatchesCheck.NAME, "interval=5"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void one_shot_watch_fires_once() {
        assertThat(dataWatch()
                        .fires("w1", DATA_CHANGED, A, 0x6, 20)
                        .fires("w1", DATA_CHANGED, A, 0x7, 30)
                        .kindsOfWatches())
                .containsExactly("fired-twice!");
        assertThat(history()
                        .sets("w1", PERSISTENT, A, null, 0x5, 10)
                        .fires("w1", DATA_CHANGED, A, 0x6, 20)
                        .fires("w1", DATA_CHANGED, A, 0x7, 30)
                        .kindsOfWatches())
                .isEmpty();
    }

    @Test
    void event_that_a_watch_does_not_cover_is_wrong() {
        assertThat(dataWatch().fires("w1", CHILDREN_CHANGED, A, 0x6, 20).kindsOfWatches())
                .containsExactly("wrong-event!");
        assertThat(dataWatch().fires("w1", DATA_CHANGED, "/w/b", 0x6, 20).kindsOfWatches())
                .containsExactly("wrong-event!");
        assertThat(history()
                        .sets("w1", PERSISTENT_RECURSIVE, "/w", null, 0x5, 10)
                        .fires("w1", CREATED, A, 0x6, 20)
                        .kindsOfWatches())
                .isEmpty();
        assertThat(history()
                        .sets("w1", PERSISTENT_RECURSIVE, "/w", null, 0x5, 10)
                        .fires("w1", CHILDREN_CHANGED, "/w", 0x6, 20)
                        .kindsOfWatches())
                .containsExactly("wrong-event!");
        assertThat(history()
                        .sets("w1", PERSISTENT, "/w", null, 0x5, 10)
                        .fires("w1", CREATED, A, 0x6, 20)
                        .kindsOfWatches())
                .containsExactly("wrong-event!");
        assertThat(history()
                        .sets("w1", PERSISTENT_RECURSIVE, "/w", null, 0x5, 10)
                        .fires("w1", CREATED, "/wider", 0x6, 20)
                        .kindsOfWatches())
                .containsExactly("wrong-event!");
    }

    @Test
    void event_of_a_change_before_the_watch_was_set_is_a_violation() {
        assertThat(dataWatch().fires("w1", DATA_CHANGED, A, 0x5, 20).kindsOfWatches())
                .containsExactly("event-before-watch!");
        assertThat(history()
                        .looks(A, znode(0x5, 0x6, 1), 0x6, 5)
                        .sets("w1", PERSISTENT, A, null, 0x9, 10)
                        .fires("w1", DATA_CHANGED, A, 0x6, 20)
                        .kindsOfWatches())
                .as("the session had seen 0x6")
                .containsExactly("event-before-watch!");
        assertThat(history()
                        .looks(A, znode(0x5, 0x6, 1), 0x6, 5)
                        .sets("w1", PERSISTENT, A, null, 0x9, 10)
                        .fires("w1", DATA_CHANGED, A, 0x7, 20)
                        .kindsOfWatches())
                .as("the zxid of the response is an upper bound")
                .isEmpty();
    }

    @Test
    void event_with_the_zxid_of_another_change_is_false() {
        assertThat(dataWatch()
                        .writes(2, "/w/b", znode(0x4, 0x6, 1), 12, 15)
                        .fires("w1", DATA_CHANGED, A, 0x6, 20)
                        .kindsOfWatches())
                .containsExactly("false-event!");
        assertThat(dataWatch()
                        .writes(2, A, znode(0x5, 0x6, 1), 12, 15)
                        .fires("w1", DELETED, A, 0x6, 20)
                        .kindsOfWatches())
                .containsExactly("false-event!");
        assertThat(history()
                        .sets("w1", CHILDREN, "/w", children(0x2, 0x2, 0, 0x5, 1), 0x5, 10)
                        .writes(2, "/w/b", znode(0x6, 0x6, 0), 12, 15)
                        .fires("w1", CHILDREN_CHANGED, "/w", 0x6, 20)
                        .kindsOfWatches())
                .isEmpty();
    }

    @Test
    void events_of_one_connection_are_in_the_order_of_their_zxids() {
        WatchHistoryBuilder history = history()
                .sets("w1", PERSISTENT, A, null, 0x5, 10)
                .sets("w2", PERSISTENT, "/w/b", null, 0x5, 11)
                .fires("w2", DATA_CHANGED, "/w/b", 0x8, 20);

        assertThat(history.fires("w1", DATA_CHANGED, A, 0x7, 30).kindsOfWatches())
                .containsExactly("event-order!");
    }

    @Test
    void event_may_be_sent_again_by_a_member_that_is_behind() {
        assertThat(history()
                        .sets("w1", PERSISTENT, A, null, 0x5, 10)
                        .fires("w1", DATA_CHANGED, A, 0x8, 20)
                        .cutOff(1, 30, 40)
                        .fires("w1", DATA_CHANGED, A, 0x7, 50)
                        .fires("w1", DATA_CHANGED, A, 0x8, 60)
                        .kindsOfWatches())
                .isEmpty();
    }

    /**
     * <pre>
     * client 1   w1 (mzxid 5) |=|       readStat (mzxid 6) |=|   w1 fires
     * </pre>
     */
    @Test
    void new_state_before_the_event_is_a_violation_for_each_kind() {
        assertThat(dataWatch()
                        .looks(A, znode(0x5, 0x6, 1), 0x6, 20)
                        .fires("w1", DATA_CHANGED, A, 0x6, 30)
                        .kindsOfWatches())
                .containsExactly("data-before-event!");
        assertThat(dataWatch().looks(A, null, 0x6, 20).kindsOfWatches())
                .as("it was deleted")
                .containsExactly("data-before-event!");
        assertThat(history()
                        .sets("w1", EXISTS, A, null, 0x5, 10)
                        .looks(A, znode(0x6, 0x6, 0), 0x6, 20)
                        .kindsOfWatches())
                .as("it was created")
                .containsExactly("data-before-event!");
        assertThat(history()
                        .sets("w1", CHILDREN, A, children(0x5, 0x5, 0, 0x5, 0), 0x5, 10)
                        .looks(A, children(0x5, 0x5, 0, 0x6, 1), 0x6, 20)
                        .kindsOfWatches())
                .as("a child was created")
                .containsExactly("data-before-event!");
        assertThat(history()
                        .sets("w1", CHILDREN, A, children(0x5, 0x5, 0, 0x5, 0), 0x5, 10)
                        .looks(A, children(0x5, 0x6, 1, 0x5, 0), 0x6, 20)
                        .kindsOfWatches())
                .as("a child watch does not report new data")
                .isEmpty();
    }

    @Test
    void new_state_without_an_event_is_a_violation_also_after_a_reconnect_but_not_in_a_new_session() {
        assertThat(dataWatch()
                        .cutOff(1, 20, 30)
                        .looks(A, znode(0x5, 0x6, 1), 0x6, 40)
                        .kindsOfWatches())
                .containsExactly("data-before-event!");
        assertThat(dataWatch()
                        .state(1, SessionState.EXPIRED, 20)
                        .state(1, SessionState.CONNECTED, 0xe1, 30)
                        .looks(A, znode(0x5, 0x6, 1), 0x6, 40)
                        .kindsOfWatches())
                .isEmpty();
    }

    @Test
    void event_after_which_the_same_connection_shows_the_same_state_had_no_change() {
        assertThat(dataWatch()
                        .fires("w1", DATA_CHANGED, A, 0, 20)
                        .looks(A, znode(0x5, 0x5, 0), 0x6, 30)
                        .kindsOfWatches())
                .containsExactly("event-without-change!");
        assertThat(dataWatch()
                        .fires("w1", DATA_CHANGED, A, 0, 20)
                        .looks(A, znode(0x5, 0x5, 0), 0x6, 15, 30)
                        .kindsOfWatches())
                .as("requested before the event")
                .isEmpty();
        assertThat(dataWatch()
                        .fires("w1", DATA_CHANGED, A, 0, 20)
                        .cutOff(1, 22, 25)
                        .looks(A, znode(0x5, 0x5, 0), 0x6, 30)
                        .kindsOfWatches())
                .as("the next member may be behind")
                .isEmpty();
    }

    @Test
    void persistent_watch_receives_as_many_events_as_the_versions_say() {
        WatchHistoryBuilder watched =
                history().sets("w1", PERSISTENT, A, null, 0x5, 10).looks(A, children(0x5, 0x5, 0, 0x5, 0), 0x5, 20);

        watched.fires("w1", DATA_CHANGED, A, 0x6, 30)
                .fires("w1", CHILDREN_CHANGED, A, 0x7, 31)
                .looks(A, children(0x5, 0x6, 1, 0x7, 1), 0x7, 40);
        assertThat(watched.kindsOfWatches()).isEmpty();
        assertThat(watched.watches().coverage().text()).isEqualTo("1 watch judged");

        watched.fires("w1", DATA_CHANGED, A, 0x9, 50).looks(A, children(0x5, 0x9, 3, 0x7, 1), 0x9, 60);
        assertThat(watched.kindsOfWatches()).as("version 1, then 3").containsExactly("event-skipped!");
    }

    @Test
    void persistent_watch_misses_a_child_a_delete_or_a_create() {
        assertThat(persistentBetween(children(0x5, 0x5, 0, 0x5, 0), children(0x5, 0x5, 0, 0x6, 1)))
                .containsExactly("event-skipped!");
        assertThat(persistentBetween(znode(0x5, 0x5, 0), null)).containsExactly("event-skipped!");
        assertThat(persistentBetween(null, znode(0x6, 0x6, 0))).containsExactly("event-skipped!");
        assertThat(persistentBetween(znode(0x5, 0x5, 0), znode(0x5, 0x5, 0))).isEmpty();
    }

    private static List<String> persistentBetween(@Nullable ZnodeStat before, @Nullable ZnodeStat after) {
        return history()
                .sets("w1", PERSISTENT, A, null, 0x4, 10)
                .looks(A, before, 0x5, 20)
                .looks(A, after, 0x6, 30)
                .kindsOfWatches();
    }

    @Test
    void changes_between_two_connections_are_silent_for_persistent_watches() {
        assertThat(history()
                        .sets("w1", PERSISTENT_RECURSIVE, "/w", null, 0x5, 10)
                        .looks(A, znode(0x5, 0x5, 0), 0x5, 20)
                        .cutOff(1, 30, 40)
                        .looks(A, znode(0x5, 0x7, 2), 0x7, 50)
                        .kindsOfWatches())
                .isEmpty();
    }

    /**
     * <pre>
     * client 1   w1 (mzxid 5) |=|
     * client 2                      setData |=| 1 s             (no event by 5 s)
     * </pre>
     */
    @Test
    void event_is_missing_after_the_time_limit() {
        assertThat(dataWatch()
                        .writes(2, A, znode(0x5, 0x6, 1), 900, 1_000)
                        .until(5_000)
                        .kindsOfWatches())
                .isEmpty();
        CheckResult late = dataWatch()
                .writes(2, A, znode(0x5, 0x6, 1), 900, 1_000)
                .until(5_001)
                .watches();
        assertThat(WatchHistoryBuilder.kinds(late)).containsExactly("event-missing!");
        assertThat(late.anomalies().get(0).headline())
                .startsWith(
                        "the data watch w1 of client 1 on /w/a was set at 0.010 s, and received no event by 5.000 s of"
                                + " a change that was acknowledged at 1.000 s (NodeDataChanged of /w/a at zxid 0x6)");
    }

    @Test
    void time_limit_starts_again_after_a_fault_and_a_reconnect_and_ends_with_the_session() {
        assertThat(dataWatch()
                        .writes(2, A, znode(0x5, 0x6, 1), 900, 1_000)
                        .fault(FaultScope.of("pause", "random").members(2), 2_000, 6_000)
                        .until(9_900)
                        .kindsOfWatches())
                .isEmpty();
        assertThat(dataWatch()
                        .writes(2, A, znode(0x5, 0x6, 1), 900, 1_000)
                        .cutOff(1, 2_000, 6_000)
                        .until(9_900)
                        .kindsOfWatches())
                .isEmpty();
        assertThat(dataWatch()
                        .writes(2, A, znode(0x5, 0x6, 1), 900, 1_000)
                        .cutOff(1, 2_000, 6_000)
                        .until(10_001)
                        .kindsOfWatches())
                .containsExactly("event-missing!");
        assertThat(dataWatch()
                        .writes(2, A, znode(0x5, 0x6, 1), 900, 1_000)
                        .state(1, SessionState.EXPIRED, 4_000)
                        .state(1, SessionState.CONNECTED, 0xe1, 4_100)
                        .until(20_000)
                        .kindsOfWatches())
                .isEmpty();
    }

    @Test
    void change_that_the_state_of_the_watch_contains_is_not_missing() {
        assertThat(history()
                        .writes(2, A, znode(0x5, 0x5, 0), 1, 11)
                        .sets("w1", DATA, A, znode(0x5, 0x5, 0), 0x5, 10)
                        .until(60_000)
                        .kindsOfWatches())
                .isEmpty();
    }

    @Test
    void persistent_watch_must_report_changes_after_its_connection_was_used() {
        WatchHistoryBuilder used =
                history().sets("w1", PERSISTENT, A, null, 0x5, 10).looks(A, znode(0x5, 0x5, 0), 0x5, 20);
        assertThat(used.writes(2, A, znode(0x5, 0x6, 1), 30, 40).until(4_041).kindsOfWatches())
                .containsExactly("event-missing!");

        assertThat(history()
                        .sets("w1", PERSISTENT, A, null, 0x5, 10)
                        .cutOff(1, 20, 30)
                        .writes(2, A, znode(0x5, 0x6, 1), 40, 50)
                        .until(20_000)
                        .kindsOfWatches())
                .as("the watch may not have been set again yet")
                .isEmpty();

        assertThat(history()
                        .sets("w1", PERSISTENT, A, null, 0x5, 10)
                        .looks(A, znode(0x5, 0x5, 0), 0x5, 20)
                        .writes(2, A, znode(0x5, 0x6, 1), 30, 40)
                        .fires("w1", DATA_CHANGED, A, 0x6, 50)
                        .deletes(2, A, 0x7, 60, 70)
                        .fires("w1", DELETED, A, 0x7, 80)
                        .until(20_000)
                        .kindsOfWatches())
                .isEmpty();
    }

    @Test
    void without_settings_only_the_delivery_is_not_judged() {
        CheckResult result =
                dataWatch().settings(null).looks(A, znode(0x5, 0x6, 1), 0x6, 20).watches();

        assertThat(WatchHistoryBuilder.kinds(result)).containsExactly("data-before-event!");
        assertThat(result.scope()).contains("delivery without disturbance: not judged");
    }
}
