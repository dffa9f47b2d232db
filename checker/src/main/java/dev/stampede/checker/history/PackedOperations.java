package dev.stampede.checker.history;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.Outcome;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The operations of a history, packed into about 40 bytes each plus their strings. Not thread-safe; a frozen view is.
 */
final class PackedOperations {
    private static final Outcome[] OUTCOMES = Outcome.values();

    private final Pairs positions = new Pairs();
    /** For each operation, the index in {@link #classes} of the class of its input. */
    private byte[] inputs = new byte[16];

    private final List<Class<? extends OperationInput>> classes = new ArrayList<>();

    void invoked(Event.Invoked e, ByteBufferStore store) {
        History.require(e.operation() == positions.size(), "operation " + positions.size(), e.operation());
        if (e.operation() == inputs.length) {
            inputs = Arrays.copyOf(inputs, inputs.length + (inputs.length >> 1));
        }
        inputs[e.operation()] = classIndex(e.input().getClass());
        positions.begin(store.position());
        store.number(e.client());
        store.name(e.function());
        store.name(e.key());
        store.text(e.argument());
        store.number(e.atNanos());
    }

    @SuppressWarnings("EnumOrdinal") // in memory only, never on disk
    void completed(Event.Completed e, ByteBufferStore store) {
        History.require(
                e.operation() >= 0 && e.operation() < positions.size(), "an operation that was invoked", e.operation());
        positions.end(e.operation(), store.position());
        store.number(e.outcome().ordinal());
        store.text(e.result());
        store.name(e.error());
        store.session(e.session());
        store.number(e.token());
        store.number(e.zxid());
        store.number(e.atNanos());
    }

    private byte classIndex(Class<? extends OperationInput> input) {
        int classIndex = classes.indexOf(input);
        if (classIndex < 0) {
            classIndex = classes.size();
            classes.add(input);
        }
        return (byte) classIndex;
    }

    View freeze(ByteBufferStore.Frozen store) {
        Pairs.Frozen frozen = positions.freeze();
        return new View(frozen, Arrays.copyOf(inputs, frozen.size()), List.copyOf(classes), store);
    }

    /** All operations, decoded when they are needed. */
    static final class View extends AbstractList<Operation> implements RandomAccess {
        private final Pairs.Frozen positions;
        private final byte[] inputs;
        private final List<Class<? extends OperationInput>> classes;
        private final ByteBufferStore.Frozen store;
        private final DecodedElements<Operation> decoded;

        View(
                Pairs.Frozen positions,
                byte[] inputs,
                List<Class<? extends OperationInput>> classes,
                ByteBufferStore.Frozen store) {
            this.positions = positions;
            this.inputs = inputs;
            this.classes = classes;
            this.store = store;
            this.decoded = new DecodedElements<>(positions.size(), this::decode);
        }

        /** The operations with inputs of some classes. */
        List<Operation> of(Predicate<Class<?>> input) {
            boolean[] wanted = new boolean[classes.size()];
            for (int i = 0; i < wanted.length; i++) {
                wanted[i] = input.test(classes.get(i));
            }
            return new Selection<>(this, IntStream.range(0, inputs.length).filter(i -> wanted[inputs[i]]));
        }

        @Override
        public int size() {
            return positions.size();
        }

        @Override
        public Operation get(int number) {
            return decoded.get(number);
        }

        private Operation decode(int number) {
            ByteBufferStore.Cursor invoked = store.at(positions.begins()[number]);
            int client = invoked.small();
            String function = invoked.someName();
            String key = invoked.name();
            String argument = invoked.text();
            long from = invoked.number();
            if (!positions.ended(number)) {
                return open(number, client, function, key, argument, from);
            }
            ByteBufferStore.Cursor completed = store.at(positions.ends()[number]);
            Outcome outcome = OUTCOMES[completed.small()];
            String result = completed.text();
            String error = completed.name();
            long session = completed.session();
            long token = completed.number();
            long zxid = completed.number();
            long to = completed.number();
            return new Operation(
                    number, client, function, key, argument, result, error, outcome, from, to, session, token, zxid);
        }

        private static Operation open(
                int number, int client, String function, @Nullable String key, @Nullable String argument, long from) {
            return new Operation(
                    number,
                    client,
                    function,
                    key,
                    argument,
                    null,
                    null,
                    Outcome.INDETERMINATE,
                    from,
                    Operation.OPEN,
                    0,
                    0,
                    0);
        }
    }
}
