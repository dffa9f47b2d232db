package dev.stampede.checker.fuzz;

import dev.stampede.checker.model.Register;
import dev.stampede.checker.model.VersionedZnode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Alphabets whose histories the specialists often accept: they have many values, so that few are used twice. They
 * supplement {@link ModelAlphabets}.
 */
public final class SpecialAlphabets {
    private SpecialAlphabets() {}

    private static final int VALUES = 8;

    /** All alphabets. */
    public static Stream<OperationAlphabet<?, ?, ?>> all() {
        return Stream.concat(
                Stream.of(
                        register(),
                        casRegister(),
                        znode("znode, initially absent", VersionedZnode.ABSENT),
                        znode("znode, initially present", new VersionedZnode.State("0", 1))),
                Stream.concat(LockAlphabets.plain(), ObjectAlphabets.plain()));
    }

    private static List<String> texts(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    private static OperationAlphabet<?, ?, ?> register() {
        List<Register.Input> inputs = new ArrayList<>();
        texts(1, VALUES).forEach(value -> inputs.add(new Register.Write(value)));
        texts(1, VALUES).forEach(value -> inputs.add(new Register.Read()));
        return new OperationAlphabet<>(
                "register with many values", new Register("0"), client -> inputs, SpecialAlphabets::registerOutputs);
    }

    private static OperationAlphabet<?, ?, ?> casRegister() {
        List<Register.Input> inputs = new ArrayList<>();
        for (String value : texts(1, VALUES)) {
            inputs.add(new Register.Write(value));
            inputs.add(new Register.Read());
            inputs.add(new Register.CompareAndSet("0", value));
            inputs.add(new Register.CompareAndSet(value, "" + VALUES));
            inputs.add(new Register.CompareAndSet(value, "" + (VALUES - Integer.parseInt(value))));
        }
        return new OperationAlphabet<>(
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

    private static OperationAlphabet<?, ?, ?> znode(String name, VersionedZnode.State initial) {
        List<VersionedZnode.Input> inputs = new ArrayList<>();
        List<VersionedZnode.Output> reads = new ArrayList<>(List.of(VersionedZnode.Code.NO_NODE));
        for (String data : texts(1, VALUES)) {
            inputs.add(new VersionedZnode.SetData(data, -1));
            inputs.add(new VersionedZnode.SetData(data, Integer.parseInt(data) % 4));
            inputs.add(new VersionedZnode.GetData());
            texts(0, 5).forEach(version -> reads.add(new VersionedZnode.Data(data, Integer.parseInt(version))));
        }
        inputs.add(new VersionedZnode.Create("c"));
        inputs.add(new VersionedZnode.Create("d"));
        inputs.add(new VersionedZnode.Delete(1));
        reads.add(new VersionedZnode.Data("c", 0));
        reads.add(new VersionedZnode.Data("d", 0));
        reads.add(new VersionedZnode.Data("0", 1));
        return new OperationAlphabet<VersionedZnode.State, VersionedZnode.Input, VersionedZnode.Output>(
                name, new VersionedZnode(initial), client -> inputs, input -> znodeOutputs(input, reads));
    }

    private static List<VersionedZnode.Output> znodeOutputs(
            VersionedZnode.Input input, List<VersionedZnode.Output> reads) {
        if (input instanceof VersionedZnode.GetData) {
            return reads;
        }
        if (input instanceof VersionedZnode.Create) {
            return List.of(VersionedZnode.Code.CREATED, VersionedZnode.Code.NODE_EXISTS);
        }
        List<VersionedZnode.Output> outputs =
                new ArrayList<>(List.of(VersionedZnode.Code.NO_NODE, VersionedZnode.Code.BAD_VERSION));
        if (input instanceof VersionedZnode.SetData) {
            texts(1, 5).forEach(version -> outputs.add(new VersionedZnode.Version(Integer.parseInt(version))));
        }
        return outputs;
    }
}
