package dev.stampede.checker.checks.ensemble;

import static dev.stampede.checker.testing.AbstractHistoryBuilder.kinds;
import static dev.stampede.checker.testing.AbstractHistoryBuilder.stat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.testing.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditedWritesTest {
    private static final String PATH = "/registers/k0";

    /** The znode was created at 3 and set at 5. */
    private static AuditHistoryBuilder written() {
        return AuditHistoryBuilder.of(1)
                .request(Opcode.CREATE, PATH, 3, stat(3, 0))
                .request(Opcode.SET_DATA, PATH, 5, stat(3, 5, 1, 0));
    }

    private static void assertLost(AuditHistoryBuilder history, String headline) {
        CheckResult result = history.check();
        assertThat(kinds(result)).contains("lost-write!");
        assertThat(result.anomalies().get(0).headline()).isEqualTo(headline);
        assertThat(result.anomalies().get(0).blame()).isEqualTo(Blame.ZOOKEEPER);
    }

    @Test
    void acknowledged_write_that_is_in_the_tree_or_was_overwritten_is_valid() {
        assertThat(kinds(written().with(PATH, stat(3, 5, 1, 0)).check())).isEmpty();
        assertThat(kinds(written().with(PATH, stat(3, 7, 2, 0)).check())).isEmpty();
        assertThat(kinds(written().with(PATH, stat(7, 7, 0, 0)).check()))
                .as("created anew")
                .isEmpty();
    }

    @Test
    void acknowledged_write_with_an_older_state_in_the_tree_is_lost() {
        assertLost(
                written().with(PATH, stat(3, 4, 0, 0)),
                "members 1, 2 and 3 lost an acknowledged state of /registers/k0: it has the mzxid 0x4 instead of 0x5");
    }

    @Test
    void znode_of_another_version_at_the_same_mzxid_is_lost() {
        assertThat(kinds(written().with(PATH, stat(3, 5, 3, 0)).check())).contains("lost-write!");
    }

    @Test
    void acknowledged_write_that_is_missing_without_any_delete_is_lost() {
        assertLost(
                written(),
                "members 1, 2 and 3 lost an acknowledged state of /registers/k0: it is missing, and no client may have"
                        + " deleted it since zxid 0x5");
    }

    @Test
    void acknowledged_write_that_one_member_lacks_is_lost_there() {
        CheckResult result = written()
                .onMember(1, PATH, stat(3, 5, 1, 0))
                .onMember(2, PATH, stat(3, 5, 1, 0))
                .check();

        assertThat(kinds(result)).containsExactlyInAnyOrder("tree-differs!", "lost-write!");
    }

    @Test
    void write_that_a_client_may_have_deleted_may_be_missing() {
        for (Reply reply : List.of(Reply.ok(6), Reply.error(ResultCode.CONNECTIONLOSS))) {
            assertThat(kinds(written().request(Opcode.DELETE, PATH, reply).check()))
                    .isEmpty();
            assertThat(kinds(written().request(Opcode.MULTI, "", reply).check()))
                    .isEmpty();
        }
    }

    @Test
    void write_whose_delete_was_refused_or_came_before_it_must_be_there() {
        assertThat(kinds(written()
                        .request(Opcode.DELETE, PATH, Reply.error(ResultCode.BADVERSION))
                        .check()))
                .contains("lost-write!");
        assertThat(kinds(AuditHistoryBuilder.of(1)
                        .request(Opcode.DELETE, PATH, Reply.ok(2))
                        .request(Opcode.CREATE, PATH, 3, stat(3, 0))
                        .check()))
                .contains("lost-write!");
    }

    @Test
    void write_that_several_members_lack_names_each_of_them() {
        assertLost(
                written().onMember(2, PATH, stat(3, 5, 1, 0)),
                "members 1 and 3 lost an acknowledged state of /registers/k0: it is missing, and no client may have"
                        + " deleted it since zxid 0x5");
    }

    @Test
    void writes_that_different_members_lack_are_violations_of_their_own() {
        CheckResult result = written()
                .request(Opcode.CREATE, "/registers/k1", 6, stat(6, 0))
                .onMember(1, "/registers/k1", stat(6, 0))
                .onMember(3, "/registers/k1", stat(6, 0))
                .check();

        assertThat(result.anomalies())
                .filteredOn(a -> a.kind().equals("lost-write"))
                .extracting(a -> a.headline().replaceAll(": .*", ""))
                .containsExactly(
                        "members 1, 2 and 3 lost an acknowledged state of /registers/k0",
                        "member 2 lost an acknowledged state of /registers/k1");
    }

    @Test
    void write_that_no_multi_can_have_deleted_must_be_there() {
        for (String content :
                List.of("delete /registers/k1, create /registers/k1", "setData /registers/k0", "check /registers/k0")) {
            assertThat(kinds(written()
                            .request(Opcode.MULTI, content, Reply.ok(6))
                            .check()))
                    .as(content)
                    .contains("lost-write!");
        }
    }

    @Test
    void write_that_a_multi_may_have_deleted_may_be_missing() {
        for (String content : List.of(
                "delete /registers/k0",
                "create /registers/k1, delete /registers/k0",
                "delete /registers/k0, create /registers/k0",
                "delete /registers/k1 ...",
                "delete /registers/k1, type 99 /registers/k0")) {
            assertThat(kinds(written()
                            .request(Opcode.MULTI, content, Reply.error(ResultCode.CONNECTIONLOSS))
                            .check()))
                    .as(content)
                    .isEmpty();
        }
    }

    @Test
    void znode_that_a_multi_created_must_be_there() {
        AuditHistoryBuilder history = AuditHistoryBuilder.of(1)
                .request(Opcode.MULTI, "delete /registers/k0, create /registers/k0", Reply.ok(3))
                .request(Opcode.GET_DATA, PATH, 3, stat(3, 0));

        assertThat(kinds(history.check())).contains("lost-write!");
    }

    @Test
    void container_that_a_multi_created_may_be_gone() {
        AuditHistoryBuilder history = AuditHistoryBuilder.of(1)
                .request(Opcode.MULTI, "create /registers/k0, createContainer /registers/k0", Reply.ok(3))
                .request(Opcode.GET_DATA, PATH, 3, stat(3, 0));

        assertThat(kinds(history.check())).isEmpty();
    }

    @Test
    void ephemerals_containers_and_znodes_of_unknown_kind_may_be_gone() {
        assertThat(kinds(AuditHistoryBuilder.of(1)
                        .request(Opcode.CREATE, PATH, 3, stat(3, 0xc1))
                        .request(Opcode.CREATE_CONTAINER, "/c", 4, stat(4, 0))
                        .request(Opcode.GET_DATA, "/u", 5, stat(2, 0))
                        .check()))
                .isEmpty();
    }

    @Test
    void member_that_is_audited_below_a_zxid_that_a_client_saw_is_behind() {
        CheckResult result = written().with(PATH, stat(3, 5, 1, 0)).audited(4).check();

        assertThat(kinds(result)).containsExactly("audit-behind!");
        assertThat(result.anomalies().get(0).headline())
                .isEqualTo(
                        "members 1, 2 and 3 were read at zxid 0x4 after a sync, although a client had seen a change of"
                                + " zxid 0x5");
    }

    @Test
    void znode_that_exists_after_its_acknowledged_delete_is_a_violation_unless_it_was_created_again() {
        AuditHistoryBuilder deleted = written().request(Opcode.DELETE, PATH, Reply.ok(6));
        assertThat(kinds(deleted.with(PATH, stat(3, 5, 1, 0)).check())).contains("delete-undone!");

        AuditHistoryBuilder again = written().request(Opcode.DELETE, PATH, Reply.ok(6));
        assertThat(kinds(again.with(PATH, stat(8, 0)).check())).isEmpty();
    }

    @Test
    void many_writes_that_one_member_lost_are_one_violation() {
        AuditHistoryBuilder history = AuditHistoryBuilder.of(1);
        for (int i = 0; i < 12; i++) {
            history.request(Opcode.CREATE, "/k" + i, 3 + i, stat(3 + i, 0))
                    .onMember(1, "/k" + i, stat(3 + i, 0))
                    .onMember(2, "/k" + i, stat(3 + i, 0));
        }
        CheckResult result = history.audited(20).check();

        assertThat(kinds(result)).containsExactlyInAnyOrder("tree-differs!", "lost-write!");
        assertThat(result.anomalies())
                .anyMatch(a -> a.headline().equals("member 3 lost 12 acknowledged states: /k0, /k1, /k10, …"));
    }
}
