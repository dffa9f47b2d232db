package dev.stampede.checker.checks.ensemble;

import static dev.stampede.checker.testing.HistoryBuilder.kinds;
import static dev.stampede.checker.testing.HistoryBuilder.stat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.OperationOutput.Custom;
import dev.stampede.checker.history.data.OperationOutput.Shown;
import dev.stampede.checker.history.data.OperationOutput.WholeNumber;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeInput.CountChildren;
import dev.stampede.checker.history.data.ZnodeInput.Create;
import dev.stampede.checker.history.data.ZnodeInput.Multi;
import dev.stampede.checker.history.data.ZnodeInput.Read;
import dev.stampede.checker.history.data.ZnodeInput.ReadKind;
import dev.stampede.checker.history.data.ZnodeInput.SetData;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.history.data.ZnodeState;
import dev.stampede.checker.testing.HistoryBuilder;
import dev.stampede.checker.testing.Reply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One register, created with "a" at 5 and set to "b" at 6. */
class ValueRulesTest {
    private static final String KEY = "/registers/k0";

    private final HistoryBuilder history = HistoryBuilder.of("registers").clients(2);
    private long now = 100;

    @BeforeEach
    void write() {
        request(1, KEY, new Create("a"), Opcode.CREATE, stat(5, 0), Custom.DONE);
        request(1, KEY, new SetData("b", 0), Opcode.SET_DATA, stat(5, 6, 1, 0), new WholeNumber(1));
    }

    private void request(
            int client, String key, OperationInput input, Opcode opcode, ZnodeStat stat, OperationOutput output) {
        int op = history.invoked(client, key, input, now);
        history.attempt(client, op, opcode, key, Reply.ok(stat.mzxid(), stat), now + 1, now + 2)
                .completed(op, output, stat.mzxid(), now + 3);
        now += 10;
    }

    private void read(String data, int version, long mzxid) {
        request(
                2,
                KEY,
                new Read(ReadKind.GET),
                Opcode.GET_DATA,
                stat(5, mzxid, version, 0),
                new Shown(new ZnodeState(data, version, 5, mzxid)));
    }

    private CheckResult check() {
        return history.ended(9_000).checkNamed("guarantees");
    }

    @Test
    void reads_of_written_values_are_valid() {
        read("a", 0, 5);
        read("b", 1, 6);

        assertThat(kinds(check())).isEmpty();
    }

    @Test
    void read_of_another_value_at_the_mzxid_of_a_write_is_blamed_on_ZooKeeper() {
        read("x", 1, 6);

        assertThat(kinds(check())).containsExactly("two-values!");
        assertThat(check().anomalies().get(0).headline())
                .isEqualTo("client 2 read x of /registers/k0 at mzxid 0x6, at which client 1 wrote b");
        assertThat(check().anomalies().get(0).blame()).isEqualTo(Blame.ZOOKEEPER);
    }

    @Test
    void read_of_a_value_that_no_client_wrote_is_blamed_on_ZooKeeper() {
        read("x", 2, 7);

        assertThat(kinds(check())).containsExactlyInAnyOrder("unknown-data!", "version-order!");
    }

    @Test
    void read_of_the_value_of_an_indeterminate_write_is_valid() {
        int lost = history.invoked(1, KEY, new SetData("x", 1), now);
        history.attempt(1, lost, Opcode.SET_DATA, KEY, Reply.error(ResultCode.CONNECTIONLOSS), now + 1, now + 2)
                .completed(lost, Outcome.INDETERMINATE, "CONNECTIONLOSS", now + 3);
        now += 10;
        read("x", 2, 7);

        assertThat(kinds(check())).isEmpty();
    }

    @Test
    void read_of_the_value_of_a_failed_write_is_a_violation() {
        int refused = history.invoked(1, KEY, new SetData("x", 9), now);
        history.attempt(1, refused, Opcode.SET_DATA, KEY, Reply.error(ResultCode.BADVERSION), now + 1, now + 2)
                .completed(refused, Outcome.FAILED, "BADVERSION", now + 3);
        now += 10;
        read("x", 2, 7);

        assertThat(kinds(check())).containsExactlyInAnyOrder("unknown-data!", "version-order!");
    }

    @Test
    void read_of_the_tag_of_a_multi_or_of_a_znode_with_other_writers_is_valid() {
        int multi = history.invoked(1, "/registers", new Multi("t", 1), now);
        history.sent(1, multi, Opcode.MULTI, null, now);
        read("t", 2, 7);
        assertThat(kinds(check())).isEmpty();

        history.attempt(1, -1, Opcode.SET_DATA, KEY, Reply.ok(8, stat(5, 8, 3, 0)), now + 1, now + 2);
        now += 10;
        read("y", 3, 8);
        assertThat(kinds(check())).isEmpty();
    }

    @Test
    void list_of_children_that_contradicts_its_own_Stat_is_blamed_on_ZooKeeper() {
        ZnodeStat three = new ZnodeStat(2, 9, 9, 0, 1, 3, 0, 0, 0, 3);
        request(2, "/registers/s", new CountChildren(), Opcode.GET_CHILDREN, three, new WholeNumber(3));
        assertThat(kinds(check())).isEmpty();

        request(2, "/registers/s", new CountChildren(), Opcode.GET_CHILDREN, three, new WholeNumber(2));
        assertThat(kinds(check())).containsExactly("children-differ!");
    }

    @Test
    void two_reads_of_one_state_are_compared_although_a_recipe_wrote_it() {
        HistoryBuilder recipe = HistoryBuilder.of("membership").clients(2);
        for (int client = 1; client <= 2; client++) {
            int op = recipe.invoked(client, KEY, new Read(ReadKind.GET), client * 10L);
            recipe.attempt(
                            client,
                            op,
                            Opcode.GET_DATA,
                            KEY,
                            Reply.ok(6, stat(5, 6, 1, 0)),
                            client * 10L + 1,
                            client * 10L + 2)
                    .completed(op, new Shown(new ZnodeState("x" + client, 1, 5, 6)), 6, client * 10L + 3);
        }

        CheckResult result = recipe.ended(100).checkNamed("guarantees");
        assertThat(kinds(result)).containsExactly("two-values!");
        assertThat(result.anomalies().get(0).blame()).isEqualTo(Blame.ZOOKEEPER);
    }
}
