package dev.stampede.checker.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckProvider;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChecksTest {

    @Test
    void of_every_name_creates_a_check_that_can_be_created_again_from_its_spec() {
        assertThat(Checks.names()).contains("requirements", "audit", "guarantees", "recovery", "waiting");
        for (String name : Checks.names()) {
            Check check = Checks.of(new CheckSpec(name, needed(name)));
            assertThat(check.name()).isEqualTo(name);
            assertThat(check.spec()).isEqualTo(Checks.of(check.spec()).spec());
            assertThat(Checks.description(name)).isNotBlank();
        }
    }

    /** The required parameters of checks. */
    private static Map<String, String> needed(String check) {
        return Set.of("linearizability", "retried-writes").contains(check) ? Map.of("model", "register") : Map.of();
    }

    @Test
    void of_an_unknown_name_lists_the_most_similar_names() {
        assertThatThrownBy(() -> Checks.of("recovry"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("there is no check \"recovry\"; the most similar names are recovery, ");
    }

    @Test
    void of_a_parameter_that_a_check_does_not_have_is_refused() {
        assertThatThrownBy(() -> Checks.of(new CheckSpec("audit", Map.of("deep", "true"))))
                .hasMessage("the check audit has the parameters (none), not [deep]");
    }

    private record Provider(String name, String description) implements CheckProvider {
        @Override
        public Check create(CheckSpec spec) {
            return Checks.of("audit");
        }
    }

    @Test
    void by_name_a_check_of_a_user_follows_the_built_in_ones() {
        CheckProvider own = new Provider("own", "Is it?");
        CheckProvider users = new Provider("users", "Is it, too?");
        assertThat(Checks.byName(List.of(own), List.of(users)))
                .containsExactly(Map.entry("own", own), Map.entry("users", users));
    }

    @Test
    void by_name_a_check_of_a_user_with_the_name_of_another_is_refused() {
        assertThatThrownBy(() ->
                        Checks.byName(List.of(new Provider("audit", "")), List.of(new Provider("audit", "Is it?"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("two checks have the name \"audit\": " + Provider.class.getName() + " and "
                        + Provider.class.getName());
    }
}
