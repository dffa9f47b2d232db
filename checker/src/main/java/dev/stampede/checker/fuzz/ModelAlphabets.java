package dev.stampede.checker.fuzz;

import dev.stampede.checker.model.KeyValue;
import dev.stampede.checker.model.Model;
import dev.stampede.checker.model.MultiRegister;
import dev.stampede.checker.model.Register;
import dev.stampede.checker.model.VersionedZnode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The alphabets of all models, and of a nondeterministic one. */
public final class ModelAlphabets {
    private ModelAlphabets() {}

    /** All alphabets. */
    public static Stream<OperationAlphabet<?, ?, ?>> all() {
        return Stream.concat(
                Stream.of(
                        register(),
                        casRegister(),
                        znode(),
                        multiRegister(),
                        oneOfSeveralRegisters(),
                        keyValue(),
                        keyValueOfManyPuts(),
                        nondeterministic(),
                        undeclared(casRegister())),
                Stream.concat(LockAlphabets.all(), ObjectAlphabets.all()));
    }

    private static OperationAlphabet<String, Register.Input, Register.Output> register() {
        return new OperationAlphabet<>(
                "register",
                new Register("0"),
                client -> List.of(
                        new Register.Read(), new Register.Read(), new Register.Write("1"), new Register.Write("2")),
                ModelAlphabets::registerOutputs);
    }

    private static OperationAlphabet<String, Register.Input, Register.Output> casRegister() {
        return new OperationAlphabet<>(
                "cas-register",
                new Register("0"),
                client -> List.of(
                        new Register.Read(),
                        new Register.Write("0"),
                        new Register.Write("1"),
                        new Register.CompareAndSet("0", "1"),
                        new Register.CompareAndSet("1", "2"),
                        new Register.CompareAndSet("2", "0"),
                        new Register.CompareAndSet("1", "1")),
                ModelAlphabets::registerOutputs);
    }

    private static List<Register.Output> registerOutputs(Register.Input input) {
        if (input instanceof Register.Read) {
            return List.of(new Register.Value("0"), new Register.Value("1"), new Register.Value("2"));
        }
        return input instanceof Register.Write
                ? List.of(Register.Done.WRITTEN)
                : List.of(Register.Done.SWAPPED, Register.Done.MISMATCHED);
    }

    private static OperationAlphabet<VersionedZnode.State, VersionedZnode.Input, VersionedZnode.Output> znode() {
        return new OperationAlphabet<>(
                "versioned-znode",
                new VersionedZnode(VersionedZnode.ABSENT),
                client -> List.of(
                        new VersionedZnode.Create("a"),
                        new VersionedZnode.Create("b"),
                        new VersionedZnode.SetData("c", 0),
                        new VersionedZnode.SetData("d", -1),
                        new VersionedZnode.Delete(-1),
                        new VersionedZnode.Delete(1),
                        new VersionedZnode.GetData(),
                        new VersionedZnode.GetData()),
                ModelAlphabets::znodeOutputs);
    }

    private static List<VersionedZnode.Output> znodeOutputs(VersionedZnode.Input input) {
        if (input instanceof VersionedZnode.Create) {
            return List.of(VersionedZnode.Code.CREATED, VersionedZnode.Code.NODE_EXISTS);
        }
        if (input instanceof VersionedZnode.Delete) {
            return List.of(VersionedZnode.Code.DELETED, VersionedZnode.Code.NO_NODE, VersionedZnode.Code.BAD_VERSION);
        }
        if (input instanceof VersionedZnode.SetData) {
            return List.of(
                    new VersionedZnode.Version(1),
                    new VersionedZnode.Version(2),
                    VersionedZnode.Code.NO_NODE,
                    VersionedZnode.Code.BAD_VERSION);
        }
        return List.of(
                new VersionedZnode.Data("a", 0),
                new VersionedZnode.Data("b", 0),
                new VersionedZnode.Data("c", 1),
                new VersionedZnode.Data("d", 1),
                new VersionedZnode.Data("d", 2),
                VersionedZnode.Code.NO_NODE);
    }

    private static OperationAlphabet<?, ?, ?> multiRegister() {
        MultiRegister.Access readX = new MultiRegister.Access("x", null);
        MultiRegister.Access readY = new MultiRegister.Access("y", null);
        return new OperationAlphabet<>(
                "multi-register",
                new MultiRegister("0"),
                client -> List.of(
                        new MultiRegister.Input(List.of(readX, readY)),
                        new MultiRegister.Input(List.of(new MultiRegister.Access("x", "1"), readY)),
                        new MultiRegister.Input(
                                List.of(new MultiRegister.Access("x", "0"), new MultiRegister.Access("y", "1")))),
                input -> Stream.of("0", "1", MultiRegister.ANYTHING)
                        .flatMap(a -> Stream.of("0", "1").map(b -> new MultiRegister.Output(List.of(a, b))))
                        .toList());
    }

    /** The projection of a multi-register to one register. */
    private static OperationAlphabet<?, ?, ?> oneOfSeveralRegisters() {
        MultiRegister.Access read = new MultiRegister.Access("x", null);
        MultiRegister.Access zero = new MultiRegister.Access("x", "0");
        MultiRegister.Access one = new MultiRegister.Access("x", "1");
        MultiRegister.Access two = new MultiRegister.Access("x", "2");
        return new OperationAlphabet<>(
                "multi-register, projected to one",
                new MultiRegister("0").projection(Set.of("x")),
                client -> Stream.of(List.of(read, read), List.of(read, one), List.of(zero, two), List.of(two, read))
                        .map(MultiRegister.Input::new)
                        .toList(),
                input -> Stream.of("0", "1", "2", MultiRegister.ANYTHING)
                        .flatMap(a -> Stream.of("0", "1", "2").map(b -> new MultiRegister.Output(List.of(a, b))))
                        .toList());
    }

    private static OperationAlphabet<?, ?, ?> keyValue() {
        return new OperationAlphabet<String, KeyValue.Input, KeyValue.Output>(
                "key-value",
                new KeyValue(),
                client -> List.of(
                        new KeyValue.Get(),
                        new KeyValue.Get(),
                        new KeyValue.Append("a"),
                        new KeyValue.Append("b"),
                        new KeyValue.Put("c")),
                input -> input instanceof KeyValue.Get
                        ? Stream.of("", "a", "b", "ab", "ba", "aa", "c", "ca", "cb", "cab")
                                .map(KeyValue.Output::new)
                                .toList()
                        : List.of(KeyValue.DONE));
    }

    /** With puts of strings that other clients append to, and with an append of an empty string. */
    private static OperationAlphabet<?, ?, ?> keyValueOfManyPuts() {
        return new OperationAlphabet<String, KeyValue.Input, KeyValue.Output>(
                "key-value with many puts",
                new KeyValue(),
                client -> List.of(
                        new KeyValue.Get(),
                        new KeyValue.Get(),
                        new KeyValue.Append("a"),
                        new KeyValue.Append("b"),
                        new KeyValue.Append(""),
                        new KeyValue.Put(""),
                        new KeyValue.Put("a"),
                        new KeyValue.Put("c")),
                input -> input instanceof KeyValue.Get
                        ? Stream.of("", "a", "b", "ab", "aa", "aab", "c", "ca", "cb", "cab", "cba")
                                .map(KeyValue.Output::new)
                                .toList()
                        : List.of(KeyValue.DONE));
    }

    /** The same model without declared shapes. */
    private static <S, I, O> OperationAlphabet<S, I, O> undeclared(OperationAlphabet<S, I, O> declared) {
        return new OperationAlphabet<>(
                "undeclared " + declared.name(),
                new Undeclared<>(declared.model()),
                declared.inputs(),
                declared.outputs());
    }

    /** A model of which only the step is implemented. */
    private record Undeclared<S, I, O>(Model<S, I, O> model) implements Model<S, I, O> {
        @Override
        public S initial() {
            return model.initial();
        }

        @Override
        public List<S> step(S state, I input, @Nullable O output) {
            return model.step(state, input, output);
        }
    }

    private static OperationAlphabet<Integer, String, Integer> nondeterministic() {
        return new OperationAlphabet<>(
                "coin",
                new NondeterministicModel(),
                client -> List.of("toss", "look", "look"),
                input -> input.equals("toss") ? List.of(7) : List.of(0, 1, 2));
    }
}
