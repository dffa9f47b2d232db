package dev.stampede.checker.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CoverageTest {
    @Test
    void text_names_the_reason_and_with_several_the_number_of_each() {
        Coverage four = Coverage.of("heals", 4).notJudged("overlapped with another fault", 7);

        assertThat(Coverage.of("heals", 11).text()).isEqualTo("11 heals judged");
        assertThat(Coverage.of("heals", 1).text()).isEqualTo("1 heal judged");
        assertThat(Coverage.of("client recoveries", 1).text()).isEqualTo("1 client recovery judged");
        assertThat(Coverage.of("watches", 1).text()).isEqualTo("1 watch judged");
        assertThat(four.text()).isEqualTo("4 of 11 heals judged; 7 not judged: overlapped with another fault");
        assertThat(four.notJudged("nobody tried", 2_000).text())
                .isEqualTo("4 of 2,011 heals judged; 2,007 not judged: overlapped with another fault (7), nobody tried"
                        + " (2,000)");
    }

    @Test
    void nothing_of_a_run_is_one_run_not_judged() {
        assertThat(Coverage.nothing("the check failed").text())
                .isEqualTo("0 of 1 run judged; 1 not judged: the check failed");
    }

    @Test
    void tally_counts_by_reason_in_the_order_of_first_mention() {
        Coverage.Tally tally = new Coverage.Tally("reads");
        tally.notJudged("late");
        tally.judged();
        tally.notJudged("early");
        tally.notJudged("late");

        assertThat(tally.coverage().judged()).isEqualTo(1);
        assertThat(tally.coverage().notJudged()).containsExactly(Map.entry("late", 2L), Map.entry("early", 1L));
    }

    @Test
    void unit_in_the_singular_and_a_negative_number_are_refused() {
        assertThatThrownBy(() -> Coverage.of("heal", 1)).hasMessageContaining("in the plural");
        assertThatThrownBy(() -> Coverage.of("heals", -1)).hasMessageContaining("no negative number");
        assertThatThrownBy(() -> Coverage.of("heals", 1).notJudged("late", -1)).hasMessageContaining("above zero");
    }
}
