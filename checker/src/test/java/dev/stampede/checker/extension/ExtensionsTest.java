package dev.stampede.checker.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ExtensionsTest {
    private static final class Letters implements Supplier<String> {
        @Override
        public String get() {
            return "letters";
        }
    }

    private static final class Digits implements Supplier<String> {
        @Override
        public String get() {
            return "digits";
        }
    }

    private static final class Failing implements Supplier<String> {
        @Override
        public String get() {
            throw new IllegalStateException("out of order");
        }
    }

    private static Extensions<String> load(List<Supplier<String>> providers) {
        return Extensions.of("thing", List.of("built-in"), s -> s, providers, Supplier::get, new ArrayList<>());
    }

    @Test
    void providers_add_to_what_is_built_in() {
        assertThat(load(List.of(new Letters(), new Digits())).byName().keySet())
                .containsExactly("built-in", "letters", "digits");
    }

    @Test
    void duplicate_names_are_refused_with_their_classes() {
        assertThatThrownBy(() -> load(List.of(new Letters(), new Letters(), () -> "built-in")))
                .isInstanceOf(ExtensionException.class)
                .hasMessageContaining("two things have the name \"letters\": one of " + Letters.class.getName())
                .hasMessageContaining("two things have the name \"built-in\": one of Stampede, one of ");
    }

    @Test
    void provider_that_fails_is_named() {
        assertThatThrownBy(() -> load(List.of(new Failing())))
                .hasMessageContaining("the provider of a thing failed: " + Failing.class.getName())
                .hasMessageContaining("out of order");
    }

    @Test
    void interface_without_providers_leaves_what_is_built_in() {
        assertThat(Extensions.load("thing", List.of("built-in"), s -> s, ExtensionsTest.class, t -> "none")
                        .byName())
                .containsOnlyKeys("built-in");
    }
}
