package dev.stampede.checker.fuzz;

import dev.stampede.checker.model.Model;
import dev.stampede.checker.model.ObservedCall;
import java.util.List;
import java.util.stream.Collectors;

/** Prints a history as a JUnit test, to be added to the test suite. */
final class LiteralTest {
    private LiteralTest() {}

    static String of(Model<?, ?, ?> model, List<? extends ObservedCall<?, ?>> calls, boolean linearizable) {
        return """
                @Test
                void decide_history_found_by_the_fuzzer_agrees_with_the_naive_search() {
                    Model<?, ?, ?> model = %s;
                    var calls = List.of(
                %s);

                    assertThat(linearizable(model, calls)).is%s();
                }
                """
                .formatted(
                        JavaLiterals.of(model),
                        calls.stream().map(LiteralTest::line).collect(Collectors.joining(",\n")),
                        linearizable ? "True" : "False");
    }

    private static String line(ObservedCall<?, ?> call) {
        return "            " + JavaLiterals.of(call);
    }
}
