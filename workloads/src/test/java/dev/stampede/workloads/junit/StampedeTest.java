package dev.stampede.workloads.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.nemesis.fault.Target;
import dev.stampede.nemesis.plan.Faults;
import dev.stampede.workloads.cli.SnippetCompiler;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StampedeTest {
    /** What AssertJ's assertion of any object does not have. */
    private static final String ASSERTS_ON_A_RUN =
            """
            import static dev.stampede.workloads.junit.Stampede.*;
            IMPORTS
            import dev.stampede.workloads.junit.ChaosRun;

            class Asserts {
                void of(ChaosRun run) {
                    assertThat(run).as("a run").isValid();
                    assertThat(run).isInvalidBecauseOf("mutual-exclusion", "server-overlap");
                    OTHERS
                }
            }
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import static org.assertj.core.api.Assertions.*;",
                "import static org.assertj.core.api.Assertions.assertThat;",
                "import static org.assertj.core.api.Assertions.assertThat;"
                        + " import static dev.stampede.workloads.junit.Stampede.assertThat;",
                "import static org.assertj.core.api.Assertions.*; import static org.junit.jupiter.api.Assertions.*;"
            })
    void assert_that_beside_assertj_means_the_assertion_on_a_run_and_assertj_for_the_rest(String imports) {
        assertThat(SnippetCompiler.problemsOf(ASSERTS_ON_A_RUN
                        .replace("IMPORTS", imports)
                        .replace("OTHERS", "assertThat(\"a\").startsWith(\"a\"); assertThat(1).isOne();")))
                .isEmpty();
    }

    @Test
    void assert_that_without_another_import_is_the_assertion_on_a_run_only() {
        assertThat(SnippetCompiler.problemsOf(
                        ASSERTS_ON_A_RUN.replace("IMPORTS", "").replace("OTHERS", "")))
                .isEmpty();
        assertThat(SnippetCompiler.problemsOf(
                        ASSERTS_ON_A_RUN.replace("IMPORTS", "").replace("OTHERS", "assertThat(\"a\").isEmpty();")))
                .hasSize(1);
    }

    @Test
    void every_fault_and_every_target_has_the_same_name_here() {
        assertThat(signatures(Stampede.class))
                .containsAll(signatures(Faults.class)
                        .filter(s -> !s.startsWith("of("))
                        .toList());
        assertThat(constants(Stampede.class)).containsAllEntriesOf(constants(Target.class));
    }

    @Test
    void check_with_a_parameter_keeps_those_that_it_had() {
        assertThat(Stampede.check("leases").with("leases", "2").with("key", "/a"))
                .isEqualTo(new Promise("leases", Map.of("leases", "2", "key", "/a")));
    }

    private static Stream<String> signatures(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(m -> Modifier.isPublic(m.getModifiers()) && Modifier.isStatic(m.getModifiers()))
                .map(StampedeTest::signature);
    }

    private static String signature(Method method) {
        return method.getName() + Arrays.toString(method.getParameterTypes()).replace('[', '(');
    }

    private static Map<String, Object> constants(Class<?> type) {
        Map<String, Object> constants = new TreeMap<>();
        for (Field field : type.getFields()) {
            if (field.getType() == Target.class) {
                try {
                    constants.put(field.getName(), field.get(null));
                } catch (IllegalAccessException e) {
                    throw new AssertionError(e);
                }
            }
        }
        return constants;
    }
}
