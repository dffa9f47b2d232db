package dev.stampede.checker.linearizability.readsfrom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.linearizability.core.Decision;
import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.linearizability.core.WitnessValidator;
import dev.stampede.checker.model.FifoQueue;
import dev.stampede.checker.model.ObservedCall;
import dev.stampede.checker.model.QueueModel;
import dev.stampede.checker.model.Register;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search for the source of each use: its orders, its refutations, and their operations. */
class ReadsFromSearchTest {
    private static final Register REGISTER = new Register("0");

    private final List<ObservedCall<Register.Input, Register.Output>> calls = new ArrayList<>();

    private static SearchBudget budget() {
        return SearchBudget.of(CheckBudget.of(Duration.ofHours(1), 1 << 28));
    }

    private void add(Register.Input input, Register.Output output, long called, long returned) {
        calls.add(ObservedCall.certain(calls.size(), calls.size(), "", input, output, called, returned));
    }

    private void write(String value, long called, long returned) {
        add(new Register.Write(value), Register.Done.WRITTEN, called, returned);
    }

    private void read(String value, long called, long returned) {
        add(new Register.Read(), new Register.Value(value), called, returned);
    }

    private void swap(String from, String to, long called, long returned) {
        add(new Register.CompareAndSet(from, to), Register.Done.SWAPPED, called, returned);
    }

    private void mismatch(String expected, long called, long returned) {
        add(new Register.CompareAndSet(expected, "x"), Register.Done.MISMATCHED, called, returned);
    }

    private void perhaps(Register.Input input, long called) {
        calls.add(ObservedCall.possible(calls.size(), calls.size(), "", input, called));
    }

    private Decision decide() {
        return new ReadsFromEngine().decide(Problem.of(REGISTER, calls), budget());
    }

    private void isLinearizable() {
        assertThat(decide()).isInstanceOfSatisfying(Decision.Linearizable.class, found -> assertThat(
                        WitnessValidator.objection(REGISTER, calls, found.witness()))
                .isNull());
    }

    /** The suspects, in their order. */
    private List<Integer> suspects() {
        Decision decision = decide();
        assertThat(decision).isInstanceOf(Decision.NotLinearizable.class);
        return Arrays.stream(((Decision.NotLinearizable) decision).suspects())
                .sorted()
                .boxed()
                .toList();
    }

    @Test
    void decide_read_of_an_unwritten_value_is_refuted_by_the_read_alone() {
        write("1", 0, 1);
        read("2", 2, 3);

        assertThat(suspects()).containsExactly(1);
    }

    @Test
    void decide_read_of_an_overwritten_value_is_refuted_with_the_two_writes() {
        write("1", 0, 1);
        write("2", 2, 3);
        read("1", 4, 5);

        assertThat(suspects()).containsExactly(0, 1, 2);
    }

    /** Nothing leads to 1 before 1 is expected: each of the two would have to precede the other. */
    @Test
    void decide_compare_and_sets_that_only_feed_each_other_are_refuted() {
        swap("1", "2", 0, 9);
        swap("2", "1", 0, 9);

        assertThat(suspects()).isNotEmpty();
    }

    @Test
    void decide_two_compare_and_sets_of_one_write_are_refuted() {
        write("1", 0, 1);
        swap("1", "2", 2, 9);
        swap("1", "3", 2, 9);

        assertThat(suspects()).contains(1, 2);
    }

    @Test
    void decide_two_compare_and_sets_of_one_value_with_a_lost_write_of_it_are_linearizable() {
        write("1", 0, 1);
        perhaps(new Register.Write("1"), 0);
        swap("1", "2", 2, 9);
        swap("1", "3", 2, 9);

        isLinearizable();
    }

    /** The lost compare-and-set needs its own source as soon as its value was read. */
    @Test
    void decide_read_of_the_value_of_a_lost_compare_and_set_requires_its_expected_value() {
        perhaps(new Register.CompareAndSet("1", "2"), 0);
        read("2", 5, 6);

        assertThat(suspects()).contains(1);

        write("1", 1, 2);

        isLinearizable();
    }

    @Test
    void decide_failed_compare_and_set_is_placed_where_another_value_is_current() {
        write("1", 0, 9);
        write("2", 0, 9);
        mismatch("1", 5, 6);
        read("1", 20, 21);

        isLinearizable();
    }

    @Test
    void decide_failed_compare_and_set_without_a_position_is_refuted() {
        write("1", 0, 1);
        mismatch("1", 2, 3);

        assertThat(suspects()).contains(1);
    }

    @Test
    void decide_queue_is_not_decided() {
        Decision decision = new ReadsFromEngine()
                .decide(
                        Problem.of(
                                new FifoQueue(),
                                List.of(ObservedCall.certain(
                                        0, 0, "", new QueueModel.Enqueue("1"), QueueModel.Done.ENQUEUED, 0, 1))),
                        budget());

        assertThat(decision).isInstanceOf(Decision.Unknown.class);
    }

    /**
     * Reads of 1 between writes of 2, with one more block than there are lost writes of 1; with one block less there
     * are enough. The search needs no step.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 20})
    void decide_more_blocks_of_reads_than_lost_writes_is_refuted_by_counting(int lost) {
        blocks(lost, lost);
        isLinearizable();

        calls.clear();
        blocks(lost, lost + 1);

        ReadsFromSearch search = ReadsFromSearch.of(Problem.of(REGISTER, calls), budget());
        assertThat(search).isNotNull();
        assertThat(search.go(1))
                .isInstanceOfSatisfying(Decision.NotLinearizable.class, not -> assertThat(not.suspects())
                        .hasSizeGreaterThan(lost));
    }

    private void blocks(int lost, int blocks) {
        for (int i = 0; i < lost; i++) {
            perhaps(new Register.Write("1"), i);
        }
        for (int block = 0; block < blocks; block++) {
            long from = 1_000 + 10L * block;
            write("2", from, from + 1);
            read("1", from + 2, from + 3);
            read("1", from + 4, from + 5);
        }
    }

    /** The budget ends the search, not an error. */
    @Test
    void go_after_the_budget_was_cancelled_is_out_of_time() {
        write("1", 0, 1);
        read("1", 2, 3);
        SearchBudget budget = budget();
        ReadsFromSearch search = ReadsFromSearch.of(Problem.of(REGISTER, calls), budget);
        budget.cancel();

        assertThat(search).isNotNull();
        assertThat(search.go(1_000))
                .isInstanceOfSatisfying(Decision.Unknown.class, unknown -> assertThat(unknown.limit())
                        .isEqualTo(Decision.Limit.TIME));
    }
}
