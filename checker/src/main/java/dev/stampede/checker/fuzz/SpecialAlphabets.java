package dev.stampede.checker.fuzz;

import dev.stampede.checker.model.Register;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Alphabets whose histories specialised checkers often accept to decide: many values, so that few of them are used twice.
 * Beside those of the models that have one each.
 */
public final class SpecialAlphabets {
    private SpecialAlphabets() {}

    private static final int VALUES = 8;

    /** All of them. */
    public static Stream<Alphabet<?, ?, ?>> all() {
        return Stream.of(register(), casRegister());
    }

    private static List<String> texts(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    private static Alphabet<?, ?, ?> register() {
        List<Register.Input> inputs = new ArrayList<>();
        texts(1, VALUES).forEach(value -> inputs.add(new Register.Write(value)));
        texts(1, VALUES).forEach(value -> inputs.add(new Register.Read()));
        return new Alphabet<>(
                "register with many values", new Register("0"), client -> inputs, SpecialAlphabets::registerOutputs);
    }

    private static Alphabet<?, ?, ?> casRegister() {
        List<Register.Input> inputs = new ArrayList<>();
        for (String value : texts(1, VALUES)) {
            inputs.add(new Register.Write(value));
            inputs.add(new Register.Read());
            inputs.add(new Register.CompareAndSet("0", value));
            inputs.add(new Register.CompareAndSet(value, "" + VALUES));
            inputs.add(new Register.CompareAndSet(value, "" + (VALUES - Integer.parseInt(value))));
        }
        return new Alphabet<>(
                "register with many values and compare-and-set",
                new Register("0"),
                client -> inputs,
                SpecialAlphabets::registerOutputs);
    }

    private static List<Register.Output> registerOutputs(Register.Input input) {
        if (input instanceof Register.Read) {
            return texts(0, VALUES + 1).stream()
                    .<Register.Output>map(Register.Value::new)
                    .toList();
        }
        return input instanceof Register.Write ? List.of(Register.Done.WRITTEN) : List.of(Register.Done.SWAPPED);
    }
}
