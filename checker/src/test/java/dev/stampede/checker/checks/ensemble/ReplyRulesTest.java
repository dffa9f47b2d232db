package dev.stampede.checker.checks.ensemble;

import static dev.stampede.checker.testing.HistoryBuilder.kinds;
import static dev.stampede.checker.testing.HistoryBuilder.session;
import static dev.stampede.checker.testing.HistoryBuilder.stat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.history.data.Event.ZnodeChange;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.testing.FaultScope;
import dev.stampede.checker.testing.HistoryBuilder;
import dev.stampede.checker.testing.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One znode; requests take 5 ms. */
class ReplyRulesTest {
    private static final String PATH = "/registers/k0";

    private final HistoryBuilder history =
            HistoryBuilder.of("registers").bound("recovery", 9_000).clients(2);

    private void request(int client, Opcode opcode, String path, Reply reply, long at) {
        history.attempt(client, -1, opcode, path, reply, at, at + 5);
    }

    private void ok(int client, Opcode opcode, long zxid, ZnodeStat stat, long at) {
        request(client, opcode, PATH, Reply.ok(zxid, stat), at);
    }

    private void noNode(int client, Opcode opcode, long zxid, long at) {
        request(client, opcode, PATH, Reply.of(ResultCode.NONODE, zxid, null), at);
    }

    /** Client 1 creates the znode at 0x10 and sets it at 0x12; client 2 has seen 0x20 by another znode. */
    private void written() {
        ok(1, Opcode.CREATE, 0x10, stat(0x10, 0), 100);
        ok(1, Opcode.SET_DATA, 0x12, stat(0x10, 0x12, 1, 0), 200);
        request(2, Opcode.GET_DATA, "/other", Reply.ok(0x20, stat(0x20, 0)), 300);
    }

    private CheckResult check() {
        return history.ended(60_000).checkNamed("guarantees");
    }

    private void assertOnly(String kind, String headline) {
        assertThat(kinds(check())).containsExactly(kind + "!");
        assertThat(check().anomalies().get(0).headline()).isEqualTo(headline);
        assertThat(check().anomalies().get(0).blame()).isEqualTo(Blame.ZOOKEEPER);
        assertThat(check().anomalies().get(0).subject().paths()).contains(PATH);
    }

    @Test
    void session_that_has_seen_a_later_zxid_does_not_read_an_older_state_of_another_znode() {
        written();
        ok(2, Opcode.GET_DATA, 0x20, stat(0x10, 0x10, 0, 0), 400);

        assertOnly(
                "stale-in-session",
                "session 0xc2 read /registers/k0 of mzxid 0x10 after it had seen zxid 0x20, although /registers/k0"
                        + " was changed at 0x12");
    }

    @Test
    void reply_shows_the_state_of_its_exact_zxid_even_if_its_session_had_seen_less() {
        ok(1, Opcode.CREATE, 0x10, stat(0x10, 0), 100);
        ok(1, Opcode.SET_DATA, 0x12, stat(0x10, 0x12, 1, 0), 200);
        int read = history.sent(2, -1, Opcode.GET_DATA, PATH, 300);
        history.answered(
                read, session(2), Reply.ok(0x13, stat(0x10, 0x10, 0, 0)).exactly(0x13), 305);

        assertOnly(
                "stale-in-session",
                "session 0xc2 read /registers/k0 of mzxid 0x10 in a reply of zxid 0x13, although /registers/k0 was"
                        + " changed at 0x12");
    }

    @Test
    void reply_with_the_exact_zxid_before_a_change_does_not_show_the_change() {
        ok(1, Opcode.CREATE, 0x10, stat(0x10, 0), 100);
        ok(1, Opcode.SET_DATA, 0x12, stat(0x10, 0x12, 1, 0), 200);
        int read = history.sent(2, -1, Opcode.GET_DATA, PATH, 300);
        history.answered(
                read, session(2), Reply.ok(0x13, stat(0x10, 0x10, 0, 0)).exactly(0x11), 305);

        assertThat(kinds(check())).isEmpty();
    }

    @Test
    void absence_at_the_exact_zxid_of_a_znode_that_existed_then_is_a_violation() {
        ok(1, Opcode.CREATE, 0x10, stat(0x10, 0), 100);
        ok(1, Opcode.SET_DATA, 0x12, stat(0x10, 0x12, 1, 0), 200);
        request(1, Opcode.DELETE, PATH, Reply.ok(0x13), 250);
        int read = history.sent(2, -1, Opcode.EXISTS, PATH, 300);
        history.answered(
                read, session(2), Reply.of(ResultCode.NONODE, 0x13, null).exactly(0x11), 305);

        assertOnly(
                "not-found",
                "session 0xc2 was answered that there is no /registers/k0 at zxid 0x11, although one existed"
                        + " then");
    }

    @Test
    void session_with_a_smaller_zxid_may_read_an_older_state() {
        ok(1, Opcode.CREATE, 0x10, stat(0x10, 0), 100);
        ok(1, Opcode.SET_DATA, 0x12, stat(0x10, 0x12, 1, 0), 200);
        ok(2, Opcode.GET_DATA, 0x11, stat(0x10, 0x10, 0, 0), 400);

        assertThat(kinds(check())).isEmpty();
    }

    @Test
    void state_of_a_znode_that_was_created_again_is_not_older() {
        written();
        request(1, Opcode.DELETE, PATH, Reply.ok(0x13), 350);
        ok(1, Opcode.CREATE, 0x14, stat(0x14, 0), 360);
        ok(2, Opcode.GET_DATA, 0x20, stat(0x14, 0), 400);

        assertThat(kinds(check())).isEmpty();
    }

    @Test
    void znode_whose_delete_was_acknowledged_is_not_read_again() {
        ok(1, Opcode.CREATE, 0x10, stat(0x10, 0), 100);
        request(1, Opcode.DELETE, PATH, Reply.ok(0x12), 200);
        ok(1, Opcode.EXISTS, 0x12, stat(0x10, 0), 300);

        assertOnly(
                "delete-undone",
                "session 0xc1 read /registers/k0 of czxid 0x10 after it had seen zxid 0x12, although its delete had"
                        + " been acknowledged by zxid 0x12");
    }

    @Test
    void znode_whose_delete_was_acknowledged_to_another_session_may_be_read_on_a_lagging_member() {
        ok(1, Opcode.CREATE, 0x10, stat(0x10, 0), 100);
        request(1, Opcode.DELETE, PATH, Reply.ok(0x12), 200);
        ok(2, Opcode.EXISTS, 0x11, stat(0x10, 0), 300);

        assertThat(kinds(check())).isEmpty();
    }

    @Test
    void ones_own_create_is_found() {
        ok(1, Opcode.CREATE, 0x10, stat(0x10, 0), 100);
        noNode(1, Opcode.EXISTS, 0x11, 200);

        assertOnly(
                "not-found",
                "session 0xc1 was answered that there is no /registers/k0 after it had seen zxid 0x10, although it existed"
                        + " at 0x10 and no client may have deleted it since");
    }

    @Test
    void znode_that_one_multi_created_and_deleted_again_is_absent_at_its_zxid() {
        request(1, Opcode.MULTI, "create " + PATH + ", delete " + PATH, Reply.ok(0x10), 100);
        history.observed(ZnodeChange.CREATED, PATH, 0x10, 0, null, 103);
        history.observed(ZnodeChange.DELETED, PATH, 0x10, 0, null, 103);
        noNode(1, Opcode.EXISTS, 0x10, 200);
        ok(2, Opcode.CREATE, 0x12, stat(0x12, 0), 300);
        history.observed(ZnodeChange.CREATED, PATH, 0x12, 0, null, 303);
        assertThat(kinds(check())).isEmpty();

        noNode(2, Opcode.EXISTS, 0x12, 400);
        assertThat(kinds(check())).containsExactly("not-found!");
    }

    @Test
    void znode_that_a_multi_deleted_and_created_again_is_present_at_its_zxid() {
        ok(1, Opcode.CREATE, 0x8, stat(0x8, 0), 50);
        request(1, Opcode.MULTI, "delete " + PATH + ", create " + PATH, Reply.ok(0x10), 100);
        history.observed(ZnodeChange.DELETED, PATH, 0x10, 0, null, 103);
        history.observed(ZnodeChange.CREATED, PATH, 0x10, 0, null, 103);
        noNode(1, Opcode.EXISTS, 0x10, 200);

        assertThat(kinds(check())).containsExactly("not-found!");
    }

    @Test
    void refusal_of_a_write_also_shows_absence() {
        written();
        noNode(2, Opcode.SET_DATA, 0x21, 400);

        assertThat(kinds(check())).containsExactly("not-found!");
    }

    @Test
    void znode_that_a_client_may_have_deleted_may_be_absent() {
        for (Reply reply : List.of(Reply.ok(0x13), Reply.error(ResultCode.CONNECTIONLOSS))) {
            for (Opcode opcode : List.of(Opcode.DELETE, Opcode.MULTI)) {
                HistoryBuilder other = HistoryBuilder.of("registers").clients(2);
                other.attempt(1, -1, Opcode.CREATE, PATH, Reply.ok(0x10, stat(0x10, 0)), 100, 105)
                        .attempt(2, -1, opcode, opcode == Opcode.DELETE ? PATH : "", reply, 200, 205)
                        .attempt(1, -1, Opcode.EXISTS, PATH, Reply.of(ResultCode.NONODE, 0x14, null), 300, 305);
                assertThat(kinds(other.ended(900).checkNamed("guarantees")))
                        .as(opcode + " " + reply)
                        .isEmpty();
            }
        }
    }

    @Test
    void znode_that_the_server_deletes_or_with_an_unknown_create_may_be_absent() {
        ok(1, Opcode.CREATE_CONTAINER, 0x10, stat(0x10, 0), 100);
        noNode(1, Opcode.EXISTS, 0x11, 200);
        request(1, Opcode.GET_DATA, "/made/by/others", Reply.ok(0x12, stat(0x5, 0)), 300);
        request(1, Opcode.EXISTS, "/made/by/others", Reply.of(ResultCode.NONODE, 0x13, null), 400);

        assertThat(kinds(check())).isEmpty();
    }

    @Test
    void ephemeral_may_be_absent_only_if_its_session_may_have_ended() {
        ok(1, Opcode.CREATE, 0x10, stat(0x10, session(1)), 100);
        request(2, Opcode.GET_DATA, "/other", Reply.ok(0x20, stat(0x20, 0)), 300);
        noNode(2, Opcode.EXISTS, 0x21, 400);
        assertThat(kinds(check())).isEmpty();

        request(1, Opcode.SET_DATA, "/third", Reply.ok(0x22, stat(0x5, 0x22, 1, 0)), 500);
        assertThat(kinds(check())).containsExactly("not-found!");
    }

    @Test
    void state_that_is_older_than_the_limit_is_not_read_by_any_client() {
        written();
        ok(2, Opcode.SET_DATA, 0x22, stat(0x10, 0x22, 2, 0), 500);
        ok(1, Opcode.GET_DATA, 0x12, stat(0x10, 0x12, 1, 0), 7_000);

        assertOnly(
                "stale-beyond-limit",
                "session 0xc1 read /registers/k0 of mzxid 0x12 by a request that it sent at 7.000 s, although a"
                        + " client had seen a change by 0.505 s (allowed: 6 s (1 s (syncLimit x tickTime) + 2"
                        + " requests x 2/3 of the session timeout of 3 s + 1 s))");
    }

    @Test
    void state_within_the_limit_or_soon_after_a_fault_may_be_older() {
        written();
        ok(2, Opcode.SET_DATA, 0x22, stat(0x10, 0x22, 2, 0), 500);
        ok(1, Opcode.GET_DATA, 0x12, stat(0x10, 0x12, 1, 0), 6_400);
        assertThat(kinds(check())).isEmpty();

        history.fault(FaultScope.of("partition", "one").members(1), 1_000, 3_000);
        ok(1, Opcode.GET_DATA, 0x12, stat(0x10, 0x12, 1, 0), 15_000);
        assertThat(kinds(check())).isEmpty();
    }

    @Test
    void much_older_state_is_not_read_even_during_faults() {
        written();
        ok(2, Opcode.SET_DATA, 0x22, stat(0x10, 0x22, 2, 0), 500);
        history.fault(FaultScope.of("partition", "one").members(1), 1_000, 30_000);
        ok(1, Opcode.GET_DATA, 0x12, stat(0x10, 0x12, 1, 0), 16_000);

        assertThat(kinds(check())).containsExactly("stale-beyond-limit!");
    }

    @Test
    void absence_older_than_the_limit_is_a_violation() {
        ok(1, Opcode.CREATE, 0x10, stat(0x10, 0), 100);
        noNode(2, Opcode.EXISTS, 0xf, 5_000);
        assertThat(kinds(check())).isEmpty();

        noNode(2, Opcode.EXISTS, 0xf, 7_000);
        assertThat(kinds(check())).containsExactly("stale-beyond-limit!");
    }

    @Test
    void staleness_is_not_judged_where_the_settings_are_unknown() {
        history.settings(null);
        written();
        ok(2, Opcode.SET_DATA, 0x22, stat(0x10, 0x22, 2, 0), 500);
        ok(1, Opcode.GET_DATA, 0x12, stat(0x10, 0x12, 1, 0), 50_000);

        assertThat(kinds(check())).isEmpty();
    }
}
