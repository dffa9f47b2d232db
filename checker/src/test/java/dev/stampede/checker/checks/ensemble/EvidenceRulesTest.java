package dev.stampede.checker.checks.ensemble;

import static dev.stampede.checker.testing.HistoryBuilder.kinds;
import static dev.stampede.checker.testing.HistoryBuilder.session;
import static dev.stampede.checker.testing.HistoryBuilder.stat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.Event.ZnodeChange;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.testing.HistoryBuilder;
import dev.stampede.checker.testing.Reply;
import org.junit.jupiter.api.Test;

/** Rules that compare Stats, watch events, sessions and creates with each other. Requests take 5 ms. */
class EvidenceRulesTest {
    private static final String PATH = "/registers/k0";

    private final HistoryBuilder history =
            HistoryBuilder.of("registers").bound("recovery", 9_000).clients(2);

    private void request(int client, Opcode opcode, Reply reply, long at) {
        history.attempt(client, -1, opcode, PATH, reply, at, at + 5);
    }

    private void ok(int client, Opcode opcode, long zxid, ZnodeStat stat, long at) {
        request(client, opcode, Reply.ok(zxid, stat), at);
    }

    private void assertOnly(String kind) {
        CheckResult result = history.ended(60_000).checkNamed("guarantees");
        assertThat(kinds(result)).containsExactly(kind + "!");
        assertThat(result.anomalies().get(0).blame()).isEqualTo(Blame.ZOOKEEPER);
    }

    private void assertValid() {
        assertThat(kinds(history.ended(60_000).checkNamed("guarantees"))).isEmpty();
    }

    private static ZnodeStat children(long pzxid, int cversion, int children) {
        return new ZnodeStat(0x10, 0x10, pzxid, 0, 0, cversion, 0, 0, 0, children);
    }

    @Test
    void response_with_a_smaller_zxid_than_its_Stat_is_a_violation() {
        ok(1, Opcode.CREATE, 0xf, stat(0x10, 0), 100);

        assertOnly("reply-behind");
    }

    @Test
    void version_that_no_request_can_have_made_is_a_violation() {
        ok(1, Opcode.CREATE, 0x10, stat(0x10, 0), 100);
        ok(1, Opcode.SET_DATA, 0x12, stat(0x10, 0x12, 2, 0), 200);

        assertOnly("version-order");
    }

    @Test
    void version_that_a_set_with_a_lost_response_made_is_valid() {
        ok(1, Opcode.CREATE, 0x10, stat(0x10, 0), 100);
        request(2, Opcode.SET_DATA, Reply.error(ResultCode.CONNECTIONLOSS), 150);
        ok(1, Opcode.SET_DATA, 0x12, stat(0x10, 0x12, 2, 0), 200);

        assertValid();
    }

    @Test
    void first_child_at_the_pzxid_of_the_childless_znode_is_a_violation() {
        ok(1, Opcode.EXISTS, 0x20, children(0x10, 0, 0), 100);
        ok(2, Opcode.EXISTS, 0x20, children(0x10, 1, 1), 200);

        assertOnly("child-count");
    }

    @Test
    void child_that_was_created_with_its_parent_in_one_multi_is_valid() {
        ok(1, Opcode.EXISTS, 0x20, children(0x10, 1, 1), 100);
        ok(2, Opcode.EXISTS, 0x21, children(0x21, 2, 2), 200);

        assertValid();
    }

    @Test
    void two_counts_of_children_at_one_pzxid_are_a_violation() {
        ok(1, Opcode.EXISTS, 0x20, children(0x20, 2, 2), 100);
        ok(2, Opcode.EXISTS, 0x20, children(0x20, 3, 1), 200);

        assertOnly("child-count");
    }

    @Test
    void count_of_children_that_rises_and_falls_with_the_pzxid_is_valid() {
        ok(1, Opcode.EXISTS, 0x20, children(0x20, 2, 2), 100);
        ok(1, Opcode.EXISTS, 0x21, children(0x21, 3, 1), 200);

        assertValid();
    }

    @Test
    void change_of_a_znode_after_the_next_one_was_created_is_a_violation() {
        ok(1, Opcode.EXISTS, 0x20, stat(0x10, 0x20, 1, 0), 100);
        ok(2, Opcode.EXISTS, 0x20, stat(0x18, 0), 100);

        assertOnly("two-incarnations");
    }

    @Test
    void event_with_the_zxid_of_a_write_to_another_znode_is_a_violation() {
        ok(1, Opcode.CREATE, 0x10, stat(0x10, 0), 100);
        history.observed(ZnodeChange.CHANGED, "/registers/k1", 0x10, 0, null, 110);

        assertOnly("false-event");
    }

    @Test
    void event_of_the_write_itself_is_valid() {
        ok(1, Opcode.CREATE, 0x10, stat(0x10, 0), 100);
        history.observed(ZnodeChange.CREATED, PATH, 0x10, 0, null, 110);

        assertValid();
    }

    @Test
    void member_that_sent_only_the_first_event_of_a_multi_is_valid() {
        for (int member = 1; member <= 2; member++) {
            history.add(new Event.ZnodeObserved(member, ZnodeChange.DELETED, PATH, 0x10, 0, null, 110_000_000L));
        }
        history.add(new Event.ZnodeObserved(1, ZnodeChange.CREATED, PATH, 0x10, 0, null, 111_000_000L));

        assertValid();
    }

    @Test
    void event_of_a_delete_beside_that_of_a_set_of_a_znode_that_exists_on_is_a_violation() {
        ok(1, Opcode.CREATE, 0x10, stat(0x10, 0), 100);
        history.observed(ZnodeChange.CHANGED, PATH, 0x12, 0, null, 200);
        history.observed(ZnodeChange.DELETED, PATH, 0x12, 0, null, 201);
        request(1, Opcode.SET_DATA, Reply.error(ResultCode.CONNECTIONLOSS), 190);
        ok(1, Opcode.SET_DATA, 0x13, stat(0x10, 0x13, 2, 0), 300);

        assertOnly("false-event");
    }

    @Test
    void members_that_sent_different_events_of_one_change_are_a_violation() {
        history.add(new Event.ZnodeObserved(1, ZnodeChange.CREATED, PATH, 0x10, 0, null, 110_000_000L));
        history.add(new Event.ZnodeObserved(2, ZnodeChange.DELETED, PATH, 0x10, 0, null, 110_000_000L));

        assertOnly("false-event");
    }

    @Test
    void events_of_a_member_in_the_wrong_order_are_a_violation() {
        history.observed(ZnodeChange.CHANGED, PATH, 0x12, 0, null, 110);
        history.observed(ZnodeChange.CHANGED, PATH, 0x11, 0, null, 120);

        assertOnly("event-order");
    }

    @Test
    void two_clients_in_one_session_are_a_violation() {
        history.state(1, SessionState.CONNECTED, session(1), 100).state(2, SessionState.CONNECTED, session(1), 200);

        assertOnly("session-twice");
    }

    @Test
    void write_in_a_session_after_its_acknowledged_close_is_a_violation() {
        ok(1, Opcode.CREATE, 0x14, stat(0x14, 0), 100);
        history.attempt(1, -1, Opcode.CLOSE, null, Reply.ok(0x13), 90, 120);

        assertOnly("after-session-end");
    }

    @Test
    void close_with_a_later_zxid_than_all_writes_is_valid() {
        ok(1, Opcode.CREATE, 0x14, stat(0x14, 0), 100);
        history.attempt(1, -1, Opcode.CLOSE, null, Reply.ok(0x15), 200, 210);

        assertValid();
    }

    @Test
    void create_that_is_refused_after_an_acknowledged_delete_is_a_violation() {
        deleted();
        request(2, Opcode.CREATE, Reply.of(ResultCode.NODEEXISTS, 0x12, null), 300);

        assertOnly("refused-create");
    }

    @Test
    void create_that_is_refused_because_a_lost_create_may_have_taken_effect_is_valid() {
        deleted();
        request(1, Opcode.CREATE, Reply.error(ResultCode.CONNECTIONLOSS), 290);
        request(2, Opcode.CREATE, Reply.of(ResultCode.NODEEXISTS, 0x12, null), 300);

        assertValid();
    }

    @Test
    void create_that_one_client_sends_again_after_its_delete_is_judged_for_one_client() {
        deleted();
        request(1, Opcode.CREATE, Reply.of(ResultCode.NODEEXISTS, 0x12, null), 300);

        assertOnly("refused-create");
    }

    @Test
    void create_that_is_refused_at_an_unknown_zxid_after_another_create_is_valid() {
        deleted();
        ok(1, Opcode.CREATE, 0x13, stat(0x13, 0), 280);
        request(2, Opcode.CREATE, Reply.of(ResultCode.NODEEXISTS, 0, null), 300);

        assertValid();
    }

    @Test
    void create_that_is_refused_after_a_create_that_only_a_watch_event_shows_is_a_violation() {
        deleted();
        history.observed(ZnodeChange.CREATED, PATH, 0x12, 0, null, 290);
        request(2, Opcode.CREATE, Reply.of(ResultCode.NODEEXISTS, 0x12, null), 300);

        assertOnly("refused-create");
    }

    @Test
    void create_that_is_refused_because_a_lost_sequential_create_may_have_made_the_path_is_valid() {
        String path = "/registers/k0000000001";
        history.attempt(1, -1, Opcode.CREATE, path, Reply.ok(0x10, stat(0x10, 0)), 100, 105);
        history.attempt(1, -1, Opcode.DELETE, path, Reply.ok(0x11), 200, 205);
        history.attempt(1, -1, Opcode.CREATE, "/registers/k", Reply.error(ResultCode.CONNECTIONLOSS), 290, 295);
        history.attempt(2, -1, Opcode.CREATE, path, Reply.of(ResultCode.NODEEXISTS, 0x12, null), 300, 305);

        assertValid();
    }

    private void deleted() {
        ok(1, Opcode.CREATE, 0x10, stat(0x10, 0), 100);
        request(1, Opcode.DELETE, Reply.ok(0x11), 200);
    }

    @Test
    void create_over_a_znode_that_no_client_deleted_is_a_violation() {
        ok(1, Opcode.CREATE, 0x10, stat(0x10, 0), 100);
        ok(2, Opcode.CREATE, 0x12, stat(0x12, 0), 300);

        assertOnly("created-over");
    }

    @Test
    void create_after_a_delete_with_a_lost_response_is_valid() {
        ok(1, Opcode.CREATE, 0x10, stat(0x10, 0), 100);
        request(1, Opcode.DELETE, Reply.error(ResultCode.CONNECTIONLOSS), 200);
        ok(2, Opcode.CREATE, 0x12, stat(0x12, 0), 300);

        assertValid();
    }

    @Test
    void create_after_a_lost_delete_that_cannot_have_come_later_is_a_violation() {
        request(1, Opcode.DELETE, Reply.error(ResultCode.CONNECTIONLOSS), 50);
        ok(1, Opcode.CREATE, 0x10, stat(0x10, 0), 100);
        ok(2, Opcode.CREATE, 0x12, stat(0x12, 0), 300);

        assertOnly("created-over");
    }
}
