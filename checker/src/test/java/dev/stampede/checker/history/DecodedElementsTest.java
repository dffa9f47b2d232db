package dev.stampede.checker.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecodedElementsTest {
    private static final long BYTES_OF_FOUR = 4 * 256;

    private final List<Integer> decodedIndices = new ArrayList<>();

    private String decode(int index) {
        decodedIndices.add(index);
        return "element " + index;
    }

    @Test
    void elements_that_fit_into_the_memory_are_decoded_once_and_only_when_asked_for() {
        DecodedElements<String> elements = new DecodedElements<>(4, BYTES_OF_FOUR, this::decode);

        assertThat(elements.get(3)).isEqualTo("element 3").isSameAs(elements.get(3));
        assertThat(elements.get(0)).isEqualTo("element 0");
        assertThat(decodedIndices).containsExactly(3, 0);
    }

    @Test
    void elements_that_do_not_fit_are_decoded_at_each_access() {
        DecodedElements<String> elements = new DecodedElements<>(5, BYTES_OF_FOUR, this::decode);

        assertThat(elements.get(3)).isEqualTo("element 3").isEqualTo(elements.get(3));
        assertThat(decodedIndices).containsExactly(3, 3);
    }
}
