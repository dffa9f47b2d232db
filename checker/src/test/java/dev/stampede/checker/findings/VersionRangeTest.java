package dev.stampede.checker.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class VersionRangeTest {
    private static final VersionRange RANGE =
            VersionRange.between("3.6.3", "3.8.5").and("3.9.0", "3.9.2");

    @Test
    void contains_of_the_first_version_is_true_and_of_the_fix_false() {
        assertThat(RANGE.contains("3.6.3")).isTrue();
        assertThat(RANGE.contains("3.8.4")).isTrue();
        assertThat(RANGE.contains("3.8.5")).isFalse();
        assertThat(RANGE.contains("3.9.0")).isTrue();
        assertThat(RANGE.contains("3.9.2")).isFalse();
        assertThat(RANGE.contains("3.6.2")).isFalse();
    }

    @Test
    void contains_compares_numbers_not_texts() {
        assertThat(VersionRange.between("5.4.0", "5.10.0").contains("5.9.0")).isTrue();
        assertThat(VersionRange.from("5.9").contains("5.9.0")).isTrue();
    }

    @Test
    void contains_ignores_what_follows_the_numbers() {
        assertThat(RANGE.contains("3.9.1-acme-2")).isTrue();
    }

    @Test
    void fix_of_an_affected_version_is_the_fix_of_its_line() {
        assertThat(RANGE.fixFor("3.7.2")).contains("3.8.5");
        assertThat(RANGE.fixFor("3.9.1")).contains("3.9.2");
        assertThat(RANGE.fixFor("3.9.5")).isEmpty();
        assertThat(VersionRange.from("2.0.0").fixFor("5.9.0")).isEmpty();
    }

    @Test
    void compare_of_a_text_without_numbers_fails() {
        assertThatThrownBy(() -> VersionRange.compare("unknown", "5.9.0"))
                .hasMessage("expected a version such as 5.9.0, found unknown");
    }

    @Test
    void text_names_each_line() {
        assertThat(RANGE).hasToString("3.6.3 to before 3.8.5, 3.9.0 to before 3.9.2");
        assertThat(VersionRange.from("2.0.0")).hasToString("2.0.0 and later");
    }
}
