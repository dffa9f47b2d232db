package dev.stampede.checker.analysis;

import static dev.stampede.checker.testing.HistoryBuilder.session;
import static dev.stampede.checker.testing.HistoryBuilder.stat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.OperationOutput.Custom;
import dev.stampede.checker.history.data.OperationOutput.Shown;
import dev.stampede.checker.history.data.OperationOutput.WholeNumber;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeInput.Create;
import dev.stampede.checker.history.data.ZnodeInput.Delete;
import dev.stampede.checker.history.data.ZnodeInput.Read;
import dev.stampede.checker.history.data.ZnodeInput.ReadKind;
import dev.stampede.checker.history.data.ZnodeInput.SetData;
import dev.stampede.checker.history.data.ZnodeState;
import dev.stampede.checker.testing.HistoryBuilder;
import dev.stampede.checker.testing.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

class SingleRequestsTest {
    private static final String KEY = "/registers/k0";

    private final HistoryBuilder history = HistoryBuilder.of("registers").clients(2);

    private boolean single(int operation) {
        return Analysis.of(history.ended(1000).history()).singleRequests().contains(operation);
    }

    private int read(long mzxid, long answered) {
        int op = history.invoked(1, KEY, new Read(ReadKind.GET), 10);
        history.attempt(1, op, Opcode.GET_DATA, KEY, Reply.ok(answered, stat(1, answered, 2, 0)), 11, 12);
        history.completed(op, new Shown(new ZnodeState("a", 2, 1, mzxid)), 9, 13);
        return op;
    }

    private int set(int asked, int left) {
        int op = history.invoked(1, KEY, new SetData("a", asked), 10);
        history.attempt(1, op, Opcode.SET_DATA, KEY, Reply.ok(9, stat(1, 9, left, 0)), 11, 12);
        history.completed(op, new WholeNumber(left), 9, 13);
        return op;
    }

    @Test
    void read_with_the_state_of_its_only_response_is_single() {
        assertThat(single(read(5, 5))).isTrue();
    }

    @Test
    void read_with_another_state_than_its_response_is_not_single() {
        assertThat(single(read(4, 5))).isFalse();
    }

    @Test
    void set_of_a_raw_client_is_single_whatever_its_new_version() {
        assertThat(single(set(3, 7))).isTrue();
    }

    @Test
    void set_of_a_library_is_single_if_its_new_version_matches_the_requested_one() {
        history.variant("curator-op");
        assertThat(single(set(3, 4))).isTrue();
        assertThat(single(set(3, 7))).as("the version was left out").isFalse();
        assertThat(single(set(-1, 7))).isTrue();
    }

    @Test
    void delete_of_a_version_is_single_only_if_raw_clients_sent_it() {
        for (String variant : List.of("naive", "careless-delete")) {
            HistoryBuilder other =
                    HistoryBuilder.of("registers").variant(variant).clients(1);
            int op = other.invoked(1, KEY, new Delete(3), 10);
            other.attempt(1, op, Opcode.DELETE, KEY, Reply.ok(9), 11, 12).completed(op, Custom.DONE, 9, 13);

            assertThat(Analysis.of(other.ended(100).history()).singleRequests().contains(op))
                    .isEqualTo(variant.equals("naive"));
        }
    }

    @Test
    void operation_that_was_sent_twice_is_not_single() {
        int op = history.invoked(1, KEY, new Delete(3), 10);
        history.attempt(1, op, Opcode.DELETE, KEY, Reply.error(ResultCode.CONNECTIONLOSS), 11, 12);
        history.attempt(1, op, Opcode.DELETE, KEY, Reply.ok(9), 13, 14);
        history.completed(op, Custom.DONE, 9, 15);

        assertThat(single(op)).isFalse();
    }

    @Test
    void sync_before_the_request_does_not_count() {
        int op = history.invoked(1, KEY, new Read(ReadKind.SYNC_GET), 10);
        history.attempt(1, op, Opcode.SYNC, KEY, Reply.ok(5), 10, 11);
        history.attempt(1, op, Opcode.GET_DATA, KEY, Reply.ok(5, stat(1, 5, 2, 0)), 11, 12);
        history.completed(op, new Shown(new ZnodeState("a", 2, 1, 5)), 9, 13);

        assertThat(single(op)).isTrue();
    }

    @Test
    void read_in_another_session_than_the_operation_names_is_not_single() {
        int op = history.invoked(1, KEY, new Read(ReadKind.GET), 10);
        history.attempt(1, op, 0xbad, Opcode.GET_DATA, KEY, Reply.ok(5, stat(1, 5, 2, 0)), 11, 12);
        history.completed(op, new Shown(new ZnodeState("a", 2, 1, 5)), 9, 13);

        assertThat(single(op)).isFalse();
    }

    @Test
    void request_of_another_kind_or_path_is_not_the_operation() {
        int other = history.invoked(1, KEY, new Delete(3), 10);
        history.attempt(1, other, Opcode.DELETE, KEY + "1", Reply.ok(9), 11, 12);
        history.completed(other, Custom.DONE, 9, 13);
        int acquire = history.invoked(1, KEY, new OperationInput.Custom("acquire", null), 20);
        history.attempt(1, acquire, Opcode.CREATE, KEY, Reply.ok(10, stat(10, session(1))), 21, 22);
        history.completed(acquire, Custom.DONE, 10, 23);

        assertThat(single(other)).isFalse();
        assertThat(single(acquire)).isFalse();
    }

    @Test
    void operation_without_a_request_is_single_only_if_it_did_not_succeed() {
        int failed = history.invoked(1, KEY, new Create("a"), 10);
        history.completed(failed, Outcome.INDETERMINATE, "CONNECTIONLOSS", 11);
        int ok = history.invoked(1, KEY, new Create("b"), 12);
        history.completed(ok, Custom.DONE, 9, 13);

        assertThat(single(failed)).isTrue();
        assertThat(single(ok)).isFalse();
    }

    /** Two clients set version 0, and both succeed. */
    private CheckResult lostUpdate(int requests) {
        int created = history.invoked(1, KEY, new Create("a"), 10);
        history.attempt(1, created, Opcode.CREATE, KEY, Reply.ok(1, stat(1, 0)), 11, 12)
                .completed(created, Custom.DONE, 1, 13);
        for (int client = 1; client <= 2; client++) {
            long at = 100L * client;
            int op = history.invoked(client, KEY, new SetData("c" + client, 0), at);
            for (int i = 1; i < requests; i++) {
                history.attempt(client, op, Opcode.SET_DATA, KEY, Reply.error(ResultCode.CONNECTIONLOSS), at, at + 1);
            }
            history.attempt(
                            client,
                            op,
                            Opcode.SET_DATA,
                            KEY,
                            Reply.ok(1L + client, stat(1, 1L + client, 1, 0)),
                            at,
                            at + 9)
                    .completed(op, new WholeNumber(1), 1L + client, at + 10);
        }
        return history.ended(1000).checkNamed("linearizability", "model=versioned-znode");
    }

    @Test
    void single_requests_that_fit_into_no_order_are_ZooKeepers_fault() {
        assertThat(lostUpdate(1).violations().get(0).blame()).isEqualTo(Blame.ZOOKEEPER);
    }

    @Test
    void repeated_requests_of_a_library_that_fit_into_no_order_are_the_recipes_fault() {
        assertThat(lostUpdate(2).violations().get(0).blame()).isEqualTo(Blame.RECIPE);
    }

    @Test
    void reads_of_one_session_that_go_back_are_ZooKeepers_fault_if_each_is_a_single_request() {
        for (long mzxid : List.of(7L, 5L)) {
            int op = history.invoked(1, KEY, new Read(ReadKind.GET), 100 - mzxid);
            history.attempt(
                            1,
                            op,
                            Opcode.GET_DATA,
                            KEY,
                            Reply.ok(mzxid, stat(1, mzxid, (int) mzxid, 0)),
                            100 - mzxid,
                            101 - mzxid)
                    .completed(op, new Shown(new ZnodeState("a", (int) mzxid, 1, mzxid)), mzxid, 101 - mzxid);
        }

        CheckResult result = history.ended(1000).checkNamed("session-order");

        assertThat(result.violations()).hasSize(1);
        assertThat(result.violations().get(0).blame()).isEqualTo(Blame.ZOOKEEPER);
    }
}
