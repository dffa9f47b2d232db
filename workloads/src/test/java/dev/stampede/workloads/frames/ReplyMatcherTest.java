package dev.stampede.workloads.frames;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReplyMatcherTest {
    private static final int HISTORIES = Math.max(300, Integer.getInteger("stampede.fuzz", 10_000) / 10);

    /**
     * Random clients with several handles and threads, whose requests overtake each other between the recorder and the
     * wire. Connections end and lose replies; events of the client arrive late.
     */
    @Test
    void resolved_zxids_are_true_and_none_that_its_candidates_decide_is_missing() {
        long resolved = 0;
        long answered = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            SimulatedClient client = new SimulatedClient(new SplittableRandom(seed), SimulatedClient.Tap.COMPLETE);
            client.run(120);
            assertThat(client.wrong()).as("seed %s", seed).isEmpty();
            assertThat(client.missing()).as("seed %s", seed).isEmpty();
            resolved += client.resolved();
            answered += client.answered();
        }
        // The histories have up to 6 requests in flight for 2 paths, so that many are really ambiguous.
        assertThat(resolved).isBetween(answered / 2, answered - 1);
    }

    /** A tap that loses sight of connections and of single requests makes attempts unresolved, never wrong. */
    @Test
    void resolved_zxids_are_true_if_frames_are_missing() {
        long resolved = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            SimulatedClient client = new SimulatedClient(new SplittableRandom(seed), SimulatedClient.Tap.WITH_GAPS);
            client.run(120);
            assertThat(client.wrong()).as("seed %s", seed).isEmpty();
            resolved += client.resolved();
        }
        assertThat(resolved).isPositive();
    }

    @Test
    void request_after_request_is_always_resolved() {
        MatcherFixture client = new MatcherFixture();
        for (int i = 1; i <= 10_000; i++) {
            client.sent(i, Opcode.GET_DATA, "/a");
            client.request(i, Opcode.GET_DATA, "/chroot/a");
            client.reply(i, 100 + i, 0);

            assertThat(client.answered(i, ResultCode.OK)).isEqualTo(100 + i);
        }
    }

    @Test
    void attempt_whose_reply_never_reached_the_client_is_not_resolved() {
        MatcherFixture client = new MatcherFixture();
        client.sent(1, Opcode.SET_DATA, "/a");
        client.request(1, Opcode.SET_DATA, "/chroot/a");
        client.reply(1, 101, 0);

        assertThat(client.answered(1, ResultCode.CONNECTIONLOSS)).isNull();
    }

    @Test
    void code_that_client_libraries_make_up_too_is_not_resolved() {
        MatcherFixture client = new MatcherFixture();
        client.sent(1, Opcode.SET_DATA, "/a");
        client.request(1, Opcode.SET_DATA, "/chroot/a");
        client.reply(1, 101, ResultCode.SESSIONEXPIRED.value());

        assertThat(client.answered(1, ResultCode.SESSIONEXPIRED)).isNull();
    }

    @Test
    void retry_does_not_get_the_zxid_of_the_lost_reply() {
        MatcherFixture client = new MatcherFixture();
        client.sent(1, Opcode.SET_DATA, "/a");
        client.request(1, Opcode.SET_DATA, "/chroot/a");
        client.reply(1, 101, 0);
        client.answered(1, ResultCode.CONNECTIONLOSS);
        client.sent(2, Opcode.SET_DATA, "/a");
        client.request(2, Opcode.SET_DATA, "/chroot/a");
        client.reply(2, 102, 0);

        assertThat(client.answered(2, ResultCode.OK)).isEqualTo(102);
    }

    @Test
    void equal_requests_in_flight_together_are_resolved_only_if_their_replies_agree() {
        MatcherFixture client = new MatcherFixture();
        client.sent(1, Opcode.EXISTS, "/a");
        client.sent(2, Opcode.EXISTS, "/a");
        client.request(1, Opcode.EXISTS, "/chroot/a");
        client.request(2, Opcode.EXISTS, "/chroot/a");
        client.reply(1, 101, 0);
        client.reply(2, 102, 0);
        assertThat(client.answered(1, ResultCode.OK)).isNull();
        assertThat(client.answered(2, ResultCode.OK)).isNull();

        client.sent(3, Opcode.EXISTS, "/a");
        client.sent(4, Opcode.EXISTS, "/a");
        client.request(3, Opcode.EXISTS, "/chroot/a");
        client.request(4, Opcode.EXISTS, "/chroot/a");
        client.reply(3, 105, 0);
        client.reply(4, 105, 0);
        assertThat(client.answered(3, ResultCode.OK)).isEqualTo(105);
        assertThat(client.answered(4, ResultCode.OK)).isEqualTo(105);
    }

    @Test
    void replies_are_told_apart_by_code_and_path() {
        MatcherFixture client = new MatcherFixture();
        client.sent(1, Opcode.DELETE, "/a");
        client.sent(2, Opcode.DELETE, "/b");
        client.sent(3, Opcode.DELETE, "/a");
        client.request(1, Opcode.DELETE, "/chroot/b");
        client.request(2, Opcode.DELETE, "/chroot/a");
        client.request(3, Opcode.DELETE, "/chroot/a");
        client.reply(1, 101, 0);
        client.reply(2, 102, 0);
        client.reply(3, 103, ResultCode.NONODE.value());

        assertThat(client.answered(3, ResultCode.NONODE)).isEqualTo(103);
        assertThat(client.answered(1, ResultCode.OK)).isEqualTo(102);
        assertThat(client.answered(2, ResultCode.OK)).isEqualTo(101);
    }

    @Test
    void failed_multi_has_the_code_of_the_operation_that_failed_it() {
        MatcherFixture client = new MatcherFixture();
        client.sent(1, Opcode.MULTI, "check /a, delete /b, create /c, d");
        client.sent(2, Opcode.MULTI, "check /a, delete /b, create /c, e");
        client.multi(1, "/chroot/a", "/chroot/b", "/chroot/c, e");
        client.multi(2, "/chroot/a", "/chroot/b", "/chroot/c, d");
        client.multiReply(1, 101, 0, ResultCode.NONODE.value(), ResultCode.RUNTIMEINCONSISTENCY.value());
        client.multiReply(2, 102, 0, ResultCode.NONODE.value(), ResultCode.RUNTIMEINCONSISTENCY.value());

        assertThat(client.answered(1, ResultCode.NONODE)).isEqualTo(102);
        assertThat(client.answered(2, ResultCode.NONODE)).isEqualTo(101);
    }

    @Test
    void second_handle_with_the_same_session_whose_close_is_no_attempt_makes_a_close_ambiguous() {
        MatcherFixture client = new MatcherFixture();
        client.sent(1, Opcode.CLOSE, null);
        client.request(1, Opcode.CLOSE, null);
        client.onConnection(2).request(1, Opcode.CLOSE, null);
        client.reply(1, 201, 0);
        client.onConnection(1).reply(1, 202, 0);

        assertThat(client.answered(1, ResultCode.OK)).isNull();
    }

    @Test
    void client_whose_connection_is_no_longer_decoded_is_not_resolved() {
        MatcherFixture client = new MatcherFixture();
        client.sent(1, Opcode.EXISTS, "/a");
        client.request(1, Opcode.EXISTS, "/chroot/a");
        client.notDecoded(9); // a probe, which never spoke the protocol of clients
        client.reply(1, 101, 0);
        assertThat(client.answered(1, ResultCode.OK)).isEqualTo(101);

        client.sent(2, Opcode.EXISTS, "/a");
        client.request(2, Opcode.EXISTS, "/chroot/a");
        client.reply(2, 102, 0);
        client.notDecoded(1);
        assertThat(client.answered(2, ResultCode.OK)).isNull();
    }

    @Test
    void replies_that_no_attempt_takes_do_not_fill_the_memory_nor_answer_later_attempts() {
        MatcherFixture client = new MatcherFixture();
        client.sent(1, Opcode.EXISTS, "/a");
        client.request(1, Opcode.EXISTS, "/chroot/a");
        client.reply(1, 101, 0);
        for (int i = 2; i < ClientReplies.KEPT_REPLIES + 10; i++) {
            client.request(i, Opcode.EXISTS, "/chroot/a");
            client.reply(i, 200 + i, 0);
        }
        assertThat(client.answered(1, ResultCode.OK)).isNull();

        int next = ClientReplies.KEPT_REPLIES + 10;
        client.sent(2, Opcode.EXISTS, "/a");
        client.request(next, Opcode.EXISTS, "/chroot/a");
        client.reply(next, 9_000, 0);
        assertThat(client.answered(2, ResultCode.OK)).isEqualTo(9_000);
    }
}
