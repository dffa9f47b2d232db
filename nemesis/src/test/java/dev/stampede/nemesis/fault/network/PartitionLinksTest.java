package dev.stampede.nemesis.fault.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.nemesis.link.LinkDirection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PartitionLinksTest {
    @Test
    void isolate_cuts_both_directions_between_the_member_and_the_others() {
        assertThat(PartitionLinks.isolate(2, List.of(1, 2, 3)).toString()).isEqualTo("[2->1, 1->2, 2->3, 3->2]");
    }

    @Test
    void one_way_cuts_only_one_direction() {
        assertThat(PartitionLinks.unheard(2, List.of(1, 2, 3)).toString()).isEqualTo("[2->1, 2->3]");
        assertThat(PartitionLinks.deaf(2, List.of(1, 2, 3)).toString()).isEqualTo("[1->2, 3->2]");
    }

    @Test
    void text_of_a_client_direction_has_the_letter_c() {
        assertThat(PartitionLinks.client(3, List.of(1)).toString()).isEqualTo("[c3->1, 1->c3]");
    }

    @Test
    void answers_cuts_only_the_directions_to_the_client() {
        assertThat(PartitionLinks.answers(3, List.of(1, 2)).toString()).isEqualTo("[1->c3, 2->c3]");
    }

    @Test
    void bridge_of_five_joins_two_pairs() {
        assertThat(PartitionLinks.bridge(3, List.of(5, 4, 3, 2, 1)).toString())
                .isEqualTo("[5->2, 2->5, 5->1, 1->5, 4->2, 2->4, 4->1, 1->4]");
    }

    @Test
    void all_cuts_every_ordered_pair() {
        assertThat(PartitionLinks.all(List.of(1, 2, 3))).hasSize(6).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 6, 7, 9})
    void ring_leaves_each_member_a_majority_of_its_own(int size) {
        List<Integer> order = IntStream.rangeClosed(1, size).boxed().toList();
        Set<LinkDirection> cut = new HashSet<>(PartitionLinks.ring(order));

        Set<Set<Integer>> heard = order.stream()
                .map(m -> order.stream()
                        .filter(o -> o.equals(m) || !cut.contains(LinkDirection.between(o, m)))
                        .collect(Collectors.toSet()))
                .collect(Collectors.toSet());

        assertThat(heard).hasSize(size).allSatisfy(set -> assertThat(set).hasSize(size / 2 + 1));
    }
}
