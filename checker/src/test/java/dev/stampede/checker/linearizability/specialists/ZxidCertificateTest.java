package dev.stampede.checker.linearizability.specialists;

import static dev.stampede.checker.linearizability.specialists.SpecialistResults.accepts;
import static dev.stampede.checker.linearizability.specialists.SpecialistResults.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.linearizability.specialists.SpecialistResults.Calls;
import dev.stampede.checker.model.Register;
import org.junit.jupiter.api.Test;

/** The order of the zxids, if the outputs confirm it. */
class ZxidCertificateTest {
    private static final Register REGISTER = new Register("0");

    private static Calls<Register.Input, Register.Output> register() {
        return new Calls<>();
    }

    private static Register.Value value(String text) {
        return new Register.Value(text);
    }

    @Test
    void decide_order_of_zxids_that_the_outputs_confirm_is_accepted_with_a_lost_write_where_needed() {
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
    void decide_zxids_of_a_stale_read_are_rejected_with_the_reason() {
        refuses(
                new ZxidCertificate(),
                REGISTER,
                register()
                        .ok(0, new Register.Write("1"), Register.Done.WRITTEN, 0, 1)
                        .zxid(0x11)
                        .ok(1, new Register.Read(), value("0"), 2, 3)
                        .zxid(0x10),
                "certificate rejected: write 1 of client 0 (zxid 0x11) returned before");
    }

    @Test
    void decide_call_without_a_zxid_is_refused() {
        refuses(
                new ZxidCertificate(),
                REGISTER,
                register().ok(0, new Register.Write("1"), Register.Done.WRITTEN, 0, 1),
                "has a zxid");
    }

    @Test
    void decide_invalid_certificate_and_missing_zxid_are_refused_for_different_reasons() {
        Calls<Register.Input, Register.Output> stale = register()
                .ok(0, new Register.Write("1"), Register.Done.WRITTEN, 0, 1)
                .zxid(0x11)
                .ok(1, new Register.Read(), value("0"), 2, 3)
                .zxid(0x10);
        Calls<Register.Input, Register.Output> none =
                register().ok(0, new Register.Write("1"), Register.Done.WRITTEN, 0, 1);

        assertThat(reason(stale)).isEqualTo(SpecialistResult.Reason.CERTIFICATE_REJECTED);
        assertThat(reason(none)).isEqualTo(SpecialistResult.Reason.PRECONDITION);
    }

    private static SpecialistResult.Reason reason(Calls<Register.Input, Register.Output> calls) {
        return ((SpecialistResult.Refused) SpecialistResults.result(new ZxidCertificate(), REGISTER, calls)).reason();
    }
}
