package dev.stampede.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.history.data.FaultWindow;
import java.util.List;
import org.junit.jupiter.api.Test;

class DisplayFormatTest {
    @Test
    void dateTime_is_utc_to_the_second_and_leaves_other_texts_alone() {
        assertThat(DisplayFormat.dateTime("2026-11-29T23:12:39.928452425Z")).isEqualTo("2026-11-29 23:12:39 UTC");
        assertThat(DisplayFormat.dateTime("unknown")).isEqualTo("unknown");
    }

    @Test
    void count_has_the_singular_for_one() {
        assertThat(DisplayFormat.count(1, "observer")).isEqualTo("1 observer");
        assertThat(DisplayFormat.count(1200, "observer")).isEqualTo("1,200 observers");
        assertThat(DisplayFormat.list(List.of(1, 2, 3))).isEqualTo("1, 2 and 3");
    }

    @Test
    void target_names_the_members_and_clients_first_and_then_the_plan() {
        assertThat(DisplayFormat.target(fault("leader", List.of(2), List.of()))).isEqualTo("member 2 (leader)");
        assertThat(DisplayFormat.target(fault("random", List.of(3), List.of())))
                .isEqualTo("member 3 (chosen at random)");
        assertThat(DisplayFormat.target(fault("all", List.of(1, 2, 3), List.of())))
                .isEqualTo("members 1, 2 and 3 (all)");
        assertThat(DisplayFormat.target(fault("holder", List.of(), List.of(4)))).isEqualTo("client 4 (holder)");
        assertThat(DisplayFormat.target(fault("member 3", List.of(3), List.of())))
                .isEqualTo("member 3");
        assertThat(DisplayFormat.target(fault("leader", List.of(), List.of()))).isEqualTo("leader");
    }

    private static FaultWindow fault(String target, List<Integer> members, List<Integer> clients) {
        return new FaultWindow(
                "p#0", "p", "pause", "", target, members, clients, List.of(), List.of(), 0, 1, null, 1, 1, 1, null);
    }
}
