package dev.stampede.checker.checks.ensemble;

import static dev.stampede.checker.testing.HistoryBuilder.kinds;
import static dev.stampede.checker.testing.HistoryBuilder.stat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.fuzz.Rounds;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.OperationOutput.Custom;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeInput.Create;
import dev.stampede.checker.history.data.ZnodeInput.Delete;
import dev.stampede.checker.history.data.ZnodeInput.Read;
import dev.stampede.checker.history.data.ZnodeInput.ReadKind;
import dev.stampede.checker.history.data.ZnodeInput.SetData;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.testing.HistoryBuilder;
import dev.stampede.checker.testing.Reply;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** One register that client 1 created at zxid 0x10. */
class RefusedVersionsTest {
    private static final String KEY = "/registers/k0";
    private static final int PLAIN = 2_000;

    private final HistoryBuilder history = HistoryBuilder.of("registers").clients(3);

    RefusedVersionsTest() {
        request(1, new Create("a"), Opcode.CREATE, Reply.ok(0x10, stat(0x10, 0)), 100, 105);
    }

    private void request(int client, OperationInput input, Opcode opcode, Reply reply, long from, long to) {
        request(history, client, input, opcode, reply, from, to);
    }

    private static void request(
            HistoryBuilder history, int client, OperationInput input, Opcode opcode, Reply reply, long from, long to) {
        int operation = history.invoked(client, KEY, input, from);
        history.attempt(client, operation, opcode, KEY, reply, from, to);
        if (reply.code() == ResultCode.OK) {
            history.completed(operation, Custom.DONE, reply.zxid(), to);
        } else {
            history.completed(operation, Outcome.FAILED, reply.code().name(), to);
        }
    }

    private void read(int client, long zxid, ZnodeStat stat, long from) {
        request(client, new Read(ReadKind.GET), Opcode.GET_DATA, Reply.ok(zxid, stat), from, from + 5);
    }

    private void refused(int client, int version, long zxid, long from) {
        request(client, new SetData("b", version), Opcode.SET_DATA, refusal(zxid), from, from + 5);
    }

    private static Reply refusal(long zxid) {
        return Reply.of(ResultCode.BADVERSION, zxid, null);
    }

    private CheckResult check() {
        return history.ended(60_000).checkNamed("guarantees");
    }

    @Test
    void refused_set_between_a_version_and_the_next_one_is_a_violation() {
        refused(1, 0, 0x11, 200);
        request(2, new SetData("c", 0), Opcode.SET_DATA, Reply.ok(0x12, stat(0x10, 0x12, 1, 0)), 300, 305);

        assertThat(kinds(check())).containsExactly("refused-version!");
        assertThat(check().anomalies().get(0).blame()).isEqualTo(Blame.ZOOKEEPER);
        assertThat(check().anomalies().get(0).headline())
                .startsWith("session 0xc1 was answered that /registers/k0 does not have the version 0, by zxid 0x11,"
                        + " although it had this version from zxid 0x10 to at least 0x11 (czxid 0x10)");
    }

    @Test
    void refused_delete_of_a_version_that_the_session_reads_again_is_a_violation() {
        request(1, new Delete(0), Opcode.DELETE, refusal(0x11), 200, 205);
        read(1, 0x13, stat(0x10, 0), 300);

        assertThat(kinds(check())).containsExactly("refused-version!");
    }

    @Test
    void refusal_is_judged_for_raw_clients_only() {
        history.variant("curator-op");
        refused(1, 0, 0x11, 200);
        read(1, 0x13, stat(0x10, 0), 300);

        assertThat(kinds(check())).isEmpty();
    }

    @Test
    void set_that_was_refused_after_the_next_version_is_valid() {
        request(2, new SetData("c", 0), Opcode.SET_DATA, Reply.ok(0x12, stat(0x10, 0x12, 1, 0)), 190, 210);
        refused(1, 0, 0x13, 200);

        assertThat(kinds(check())).isEmpty();
    }

    @Test
    void set_with_a_version_that_came_later_is_valid() {
        refused(1, 1, 0x11, 200);
        request(2, new SetData("c", 0), Opcode.SET_DATA, Reply.ok(0x12, stat(0x10, 0x12, 1, 0)), 300, 305);
        read(1, 0x14, stat(0x10, 0x12, 1, 0), 400);

        assertThat(kinds(check())).isEmpty();
    }

    @Test
    void set_that_was_sent_before_its_version_was_acknowledged_is_valid() {
        request(2, new SetData("c", 0), Opcode.SET_DATA, Reply.ok(0x12, stat(0x10, 0x12, 1, 0)), 190, 250);
        refused(1, 1, 0x13, 200);
        read(1, 0x14, stat(0x10, 0x12, 1, 0), 300);

        assertThat(kinds(check())).isEmpty();
    }

    @Test
    void old_version_that_another_session_reads_later_is_valid() {
        refused(1, 0, 0x13, 200);
        read(2, 0x10, stat(0x10, 0), 300);

        assertThat(kinds(check())).isEmpty();
    }

    @Test
    void version_of_another_incarnation_is_valid() {
        request(2, new Delete(-1), Opcode.DELETE, Reply.ok(0x11), 190, 195);
        request(2, new Create("c"), Opcode.CREATE, Reply.ok(0x12, stat(0x12, 0)), 200, 205);
        request(2, new SetData("d", 0), Opcode.SET_DATA, Reply.ok(0x13, stat(0x12, 0x13, 1, 0)), 210, 215);
        refused(1, 0, 0x13, 300);
        read(1, 0x15, stat(0x12, 0x13, 1, 0), 400);

        assertThat(kinds(check())).isEmpty();
    }

    /** A leader, members that may lag, and clients whose requests overlap. */
    private static final class Simulation {
        private final SplittableRandom random;
        private final HistoryBuilder history = HistoryBuilder.of("registers").clients(3);
        private final long[] zxids = new long[200];
        private final ZnodeStat[] states = new ZnodeStat[200];
        private int last;
        private boolean lied;

        Simulation(long seed) {
            random = new SplittableRandom(seed);
        }

        /** @param lieAt the number of the request that is refused although it has the right version; -1 for none */
        HistoryBuilder run(int lieAt) {
            zxids[0] = 0x10;
            states[0] = stat(0x10, 0);
            request(history, 1, new Create("a"), Opcode.CREATE, Reply.ok(0x10, stat(0x10, 0)), 1, 2);
            long[] sent = {0, 10, 10, 10};
            long[] effect = {Long.MAX_VALUE, 11, 12, 13};
            int[] seen = new int[4];
            int[] version = new int[4];
            for (int number = 0; number < 60; number++) {
                int client = 1;
                for (int other = 2; other <= 3; other++) {
                    client = effect[other] < effect[client] ? other : client;
                }
                long answered = effect[client] + 1 + random.nextInt(20);
                if (random.nextInt(3) > 0) {
                    int state = seen[client] + random.nextInt(last - seen[client] + 1);
                    Reply reply = Reply.ok(zxids[state], states[state]);
                    request(history, client, new Read(ReadKind.GET), Opcode.GET_DATA, reply, sent[client], answered);
                    seen[client] = state;
                    version[client] = states[state].version();
                } else {
                    set(client, version[client], sent[client], answered, number == lieAt);
                    seen[client] = last;
                }
                sent[client] = answered + random.nextInt(10);
                effect[client] = sent[client] + 1 + random.nextInt(20);
            }
            return history.ended(60_000);
        }

        private void set(int client, int version, long sent, long answered, boolean lie) {
            ZnodeStat now = states[last];
            long zxid = zxids[last] + 1 + random.nextInt(2);
            boolean right = version == now.version();
            lied |= right && lie;
            last++;
            zxids[last] = zxid;
            states[last] = right && !lie ? stat(0x10, zxid, version + 1, 0) : now;
            Reply reply = right && !lie ? Reply.ok(zxid, states[last]) : refusal(zxid);
            request(history, client, new SetData("b", version), Opcode.SET_DATA, reply, sent, answered);
        }
    }

    private static String found(Simulation simulation, int lieAt) {
        return String.join(",", kinds(simulation.run(lieAt).checkNamed("guarantees")));
    }

    @Test
    void true_refusals_are_valid_and_false_ones_are_found_in_random_runs() {
        int lies = 0;
        int found = 0;
        for (int round = 0; round < Rounds.of(PLAIN); round++) {
            assertThat(found(new Simulation(round), -1)).as("round %d", round).isEmpty();
            Simulation lying = new Simulation(round);
            String kinds = found(lying, 20);
            assertThat(kinds).as("round %d with a lie", round).isIn("", "refused-version!");
            lies += lying.lied ? 1 : 0;
            found += kinds.equals("refused-version!") ? 1 : 0;
        }

        assertThat(lies).isGreaterThan(Rounds.of(PLAIN) / 20);
        assertThat(found).isGreaterThan(lies * 8 / 10);
    }
}
