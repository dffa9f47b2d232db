package dev.stampede.checker.linearizability.specialists;

import static dev.stampede.checker.linearizability.specialists.SpecialistResults.accepts;
import static dev.stampede.checker.linearizability.specialists.SpecialistResults.refuses;
import static dev.stampede.checker.linearizability.specialists.SpecialistResults.refutes;
import static dev.stampede.checker.linearizability.specialists.SpecialistResults.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.linearizability.core.Decision;
import dev.stampede.checker.linearizability.specialists.SpecialistResults.Calls;
import dev.stampede.checker.model.Register;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The order of a register by the zones of its values. */
class RegisterSpecialistTest {
    private static final Register REGISTER = new Register("0");

    private static Calls<Register.Input, Register.Output> register() {
        return new Calls<>();
    }

    private static Register.Value value(String text) {
        return new Register.Value(text);
    }

    @Test
    void decide_write_that_was_lost_and_read_later_is_accepted() {
        accepts(
                new RegisterSpecialist(),
                REGISTER,
                register()
                        .open(0, new Register.Write("1"), 0)
                        .ok(1, new Register.Read(), value("0"), 1, 2)
                        .ok(1, new Register.CompareAndSet("1", "2"), Register.Done.SWAPPED, 3, 4)
                        .open(2, new Register.Write("7"), 3),
                1,
                0,
                2);
    }

    @Test
    void decide_old_value_read_between_two_reads_of_a_new_one_is_refuted() {
        refutes(
                new RegisterSpecialist(),
                REGISTER,
                register()
                        .ok(0, new Register.Write("1"), Register.Done.WRITTEN, 0, 9)
                        .ok(1, new Register.Read(), value("1"), 1, 2)
                        .ok(1, new Register.Read(), value("0"), 3, 4),
                0,
                1,
                2);
    }

    @Test
    void decide_value_written_twice_is_refused() {
        refuses(
                new RegisterSpecialist(),
                REGISTER,
                register()
                        .ok(0, new Register.Write("1"), Register.Done.WRITTEN, 0, 1)
                        .ok(0, new Register.Write("1"), Register.Done.WRITTEN, 2, 3),
                "each value is written once");
    }

    @Test
    void decide_out_of_time_is_undecided() {
        Calls<Register.Input, Register.Output> calls = register().ok(0, new Register.Read(), value("0"), 0, 1);

        SpecialistResult result =
                result(new RegisterSpecialist(), REGISTER, calls, CheckBudget.of(Duration.ofMinutes(1), 1 << 26), -1);

        assertThat(result).isInstanceOfSatisfying(SpecialistResult.Undecided.class, undecided -> assertThat(
                        undecided.unknown().limit())
                .isEqualTo(Decision.Limit.TIME));
    }

    @Test
    void decide_beyond_the_budget_of_memory_is_refused_for_others_to_try() {
        Calls<Register.Input, Register.Output> calls = register().ok(0, new Register.Read(), value("0"), 0, 1);

        SpecialistResult result = result(
                new RegisterSpecialist(), REGISTER, calls, CheckBudget.of(Duration.ofMinutes(1), 10), 1_000_000_000);

        assertThat(result)
                .isInstanceOfSatisfying(SpecialistResult.Refused.class, refused -> assertThat(refused.detail())
                        .contains("memory budget"));
    }
}
