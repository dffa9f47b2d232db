package dev.stampede.reports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextEscapingTest {
    @Test
    void markdown_link_keeps_an_address_as_it_is() {
        String address = "https://zookeeper.apache.org/doc/r3.9.5/recipes.html?a=1&b=%20#sc_recipes_Locks";

        assertThat(TextEscaping.markdownLink("Recipes", address)).isEqualTo("[Recipes](" + address + ")");
    }

    @Test
    void markdown_link_to_a_hostile_address_does_not_end_early_and_holds_no_markup() {
        assertThat(TextEscaping.markdownLink(TextEscaping.markdown("a](b)"), "https://example.org/)<b> [x](y)\n\u00e9"))
                .isEqualTo("[a\\](b)](https://example.org/%29%3Cb%3E%20%5Bx%5D%28y%29%0A%C3%A9)");
    }
}
