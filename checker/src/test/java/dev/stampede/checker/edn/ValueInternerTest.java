package dev.stampede.checker.edn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ValueInternerTest {
    private final ValueInterner interner = new ValueInterner(ValueInterner.Form.ATOMS);

    private EdnValue of(String text) {
        byte[] bytes = ("[" + text + "]").getBytes(StandardCharsets.UTF_8);
        return interner.of(bytes, 1, bytes.length - 2);
    }

    @Test
    void equal_strings_are_one_object_and_different_ones_are_not_even_with_equal_hashes() {
        assertThat(of("FB")).isSameAs(of("FB")).isEqualTo(new EdnValue.Atom("FB"));
        assertThat(of("Ea")).as("has the hash of FB").isEqualTo(new EdnValue.Atom("Ea"));
        assertThat(of("F")).isEqualTo(new EdnValue.Atom("F"));
    }

    @Test
    void more_strings_than_it_caches_are_still_distinguished() {
        int n = ValueInterner.MAX_VALUES + 1_000;
        for (int i = 0; i < n; i++) {
            assertThat(of("v" + i).text()).isEqualTo("v" + i);
        }
        assertThat(of("v0")).isSameAs(of("v0"));
        assertThat(of("v" + (n - 1)).text()).isEqualTo("v" + (n - 1));
    }
}
