package dev.stampede.checker.linearizability;

import static dev.stampede.checker.linearizability.Rulings.accepts;
import static dev.stampede.checker.linearizability.Rulings.refuses;

import dev.stampede.checker.linearizability.Rulings.Calls;
import dev.stampede.checker.model.Register;
import org.junit.jupiter.api.Test;

/** The order of the zxids, where the answers bear it out. */
class ZxidCertificateTest {
    private static final Register REGISTER = new Register("0");

    private static Calls<Register.Input, Register.Output> register() {
        return new Calls<>();
    }

    private static Register.Value value(String text) {
        return new Register.Value(text);
    }

    @Test
    void decide_order_of_zxids_that_the_answers_bear_out_is_accepted_with_a_lost_write_where_it_is_needed() {
        accepts(
                new ZxidCertificate(),
                REGISTER,
                register()
                        .ok(0, new Register.Write("1"), Register.Done.WRITTEN, 0, 9)
                        .zxid(0x11)
                        .ok(1, new Register.Write("1"), Register.Done.WRITTEN, 0, 9)
                        .zxid(0x10)
                        .open(2, new Register.Write("2"), 0)
                        .ok(3, new Register.Read(), value("2"), 5, 9)
                        .zxid(0x11),
                1,
                0,
                2,
                3);
    }

    @Test
    void decide_zxids_of_a_stale_read_is_rejected_and_says_what_it_is() {
        refuses(
                new ZxidCertificate(),
                REGISTER,
                register()
                        .ok(0, new Register.Write("1"), Register.Done.WRITTEN, 0, 1)
                        .zxid(0x11)
                        .ok(1, new Register.Read(), value("0"), 2, 3)
                        .zxid(0x10),
                "certificate rejected: write 1 of client 0 (zxid 0x11) had returned before");
    }

    @Test
    void decide_call_without_a_zxid_is_refused() {
        refuses(
                new ZxidCertificate(),
                REGISTER,
                register().ok(0, new Register.Write("1"), Register.Done.WRITTEN, 0, 1),
                "has a zxid");
    }
}
