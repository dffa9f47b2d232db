package dev.stampede.checker.checks.naming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.registry.Checks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UniqueIdsCheckTest {
    private final List<Event> events = new ArrayList<>();
    private int operations;

    private void id(int client, Long id, long from, long to) {
        events.add(new Event.Invoked(operations, client, "next-id", "/ids", null, from));
        events.add(new Event.Completed(
                operations++,
                id == null ? Outcome.INDETERMINATE : Outcome.OK,
                id == null ? null : id.toString(),
                null,
                1,
                0,
                0,
                to));
    }

    private CheckResult check() {
        History.Builder builder =
                History.builder(new NameHistoryBuilder().history().header());
        events.forEach(builder::add);
        return Checks.of("unique-ids").check(builder.build(), CheckBudget.of(Duration.ofSeconds(60), 1 << 26));
    }

    private List<String> kinds() {
        return check().anomalies().stream().map(a -> a.kind()).distinct().toList();
    }

    @Test
    void check_ids_with_gaps_that_increase_in_real_time_are_valid() {
        id(1, 4L, 10, 30);
        id(2, 3L, 10, 30);
        id(2, null, 31, 32);
        id(1, 6L, 40, 50);

        assertThat(kinds()).isEmpty();
        assertThat(check().scope()).isEqualTo("1 counter");
        assertThat(check().coverage()).isEqualTo(Coverage.of("ids", 3).notJudged("its request was not answered", 1));
    }

    @Test
    void check_an_id_that_was_returned_twice_is_a_violation() {
        id(1, 4L, 10, 30);
        id(2, 4L, 10, 30);

        assertThat(kinds()).containsExactly("id-twice");
    }

    @Test
    void check_an_id_that_is_less_than_an_earlier_one_is_a_violation() {
        id(1, 4L, 10, 30);
        id(2, 3L, 31, 40);

        assertThat(kinds()).containsExactly("id-went-back");
        assertThat(check().anomalies().get(0).operations()).containsExactly(0, 1);
    }

    @Test
    void check_without_ids_is_inconclusive() {
        id(1, null, 10, 30);

        assertThat(check().reason()).isEqualTo("no id was returned");
    }

    @Test
    void check_random_ids_agrees_with_a_comparison_of_every_pair() {
        SplittableRandom random = new SplittableRandom(7);
        int broken = 0;
        for (int round = 0; round < 500; round++) {
            events.clear();
            operations = 0;
            long[][] ids = new long[5][];
            for (int i = 0; i < ids.length; i++) {
                long from = random.nextInt(20);
                ids[i] = new long[] {from, from + random.nextInt(8), from / 2 + random.nextInt(12)};
                id(i, ids[i][2], ids[i][0], ids[i][1]);
            }
            boolean expected = false;
            for (long[] a : ids) {
                for (long[] b : ids) {
                    expected |= a != b && (a[2] == b[2] || (a[1] < b[0] && a[2] > b[2]));
                }
            }
            broken += expected ? 1 : 0;
            assertThat(!kinds().isEmpty()).as("round %d", round).isEqualTo(expected);
        }
        assertThat(broken).isBetween(50, 450);
    }
}
