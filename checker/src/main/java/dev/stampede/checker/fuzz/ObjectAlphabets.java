package dev.stampede.checker.fuzz;

import dev.stampede.checker.model.Counter;
import dev.stampede.checker.model.ElementSet;
import dev.stampede.checker.model.ElementSet.Status;
import dev.stampede.checker.model.FifoQueue;
import dev.stampede.checker.model.IdGenerator;
import dev.stampede.checker.model.PriorityQueue;
import dev.stampede.checker.model.QueueModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.pcollections.PBag;
import org.pcollections.PSet;
import org.pcollections.PVector;

/** The alphabets of queues, sets, counters and generators of ids. */
final class ObjectAlphabets {
    private ObjectAlphabets() {}

    static Stream<OperationAlphabet<?, ?, ?>> all() {
        return Stream.of(
                queue("fifo-queue", 2, true),
                priorities("priority-queue", 3, 2, true),
                set("set", 2, true, true),
                counter("counter", 1, 2),
                ids(3));
    }

    /** Restricted alphabets, which the specialists accept. */
    static Stream<OperationAlphabet<?, ?, ?>> plain() {
        return Stream.of(
                queue("queue with many items", 9, false),
                queue("queue with many items and empty polls", 9, true),
                priorities("queue with many items and priorities", 9, 9, false),
                priorities("queue with many items, equal priorities and empty polls", 9, 3, true),
                priorities("queue without order", 9, 1, true),
                set("set with many elements", 5, true, false),
                set("set that is read as a whole", 4, false, true),
                counter("counter by one", 1, 1),
                ids(9));
    }

    private static OperationAlphabet<?, ?, ?> queue(String name, int items, boolean polls) {
        List<QueueModel.Input> inputs = new ArrayList<>();
        List<QueueModel.Output> taken = new ArrayList<>();
        if (polls) {
            taken.add(QueueModel.Done.EMPTY);
        }
        for (int item = 0; item < items; item++) {
            inputs.add(new QueueModel.Enqueue("" + item));
            inputs.add(new QueueModel.Dequeue());
            taken.add(new QueueModel.Item("" + item));
        }
        return new OperationAlphabet<PVector<String>, QueueModel.Input, QueueModel.Output>(
                name,
                new FifoQueue(),
                client -> inputs,
                input -> input instanceof QueueModel.Enqueue ? List.of(QueueModel.Done.ENQUEUED) : taken);
    }

    /** Items whose priorities are their numbers, modulo the number of priorities. */
    private static OperationAlphabet<?, ?, ?> priorities(String name, int items, int priorities, boolean polls) {
        List<QueueModel.Input> inputs = new ArrayList<>();
        List<QueueModel.Output> taken = new ArrayList<>();
        if (polls) {
            taken.add(QueueModel.Done.EMPTY);
        }
        for (int item = 0; item < items; item++) {
            inputs.add(new QueueModel.Enqueue("" + item, item % priorities));
            inputs.add(new QueueModel.Dequeue());
            taken.add(new QueueModel.Item("" + item));
        }
        return new OperationAlphabet<PBag<QueueModel.Enqueue>, QueueModel.Input, QueueModel.Output>(
                name,
                new PriorityQueue(),
                client -> inputs,
                input -> input instanceof QueueModel.Enqueue ? List.of(QueueModel.Done.ENQUEUED) : taken);
    }

    private static OperationAlphabet<?, ?, ?> set(String name, int elements, boolean single, boolean whole) {
        List<ElementSet.Input> inputs = new ArrayList<>();
        List<ElementSet.Output> seen = new ArrayList<>();
        for (int bits = 0; bits < 1 << elements; bits++) {
            int chosen = bits;
            seen.add(new ElementSet.Elements(Set.copyOf(IntStream.range(0, elements)
                    .filter(element -> (chosen >> element & 1) != 0)
                    .mapToObj(Integer::toString)
                    .toList())));
        }
        for (int element = 0; element < elements; element++) {
            inputs.add(new ElementSet.Add("" + element));
            if (single) {
                inputs.add(new ElementSet.Remove("" + element));
                inputs.add(new ElementSet.Contains("" + element));
            }
            if (whole) {
                inputs.add(new ElementSet.Read());
            }
        }
        return new OperationAlphabet<PSet<String>, ElementSet.Input, ElementSet.Output>(
                name, new ElementSet(), client -> inputs, input -> setOutputs(input, seen, single));
    }

    private static List<ElementSet.Output> setOutputs(
            ElementSet.Input input, List<ElementSet.Output> seen, boolean single) {
        if (input instanceof ElementSet.Read) {
            return seen;
        }
        if (input instanceof ElementSet.Contains) {
            return List.of(Status.YES, Status.NO);
        }
        return single ? List.of(Status.DONE, Status.YES, Status.NO) : List.of(Status.DONE);
    }

    private static OperationAlphabet<?, ?, ?> counter(String name, int least, int most) {
        List<Counter.Input> inputs = new ArrayList<>(List.of(new Counter.Read(), new Counter.Read()));
        for (int delta = least; delta <= most; delta++) {
            inputs.add(new Counter.Add(delta));
            inputs.add(new Counter.Add(delta));
        }
        List<Counter.Output> values = IntStream.range(0, 7)
                .<Counter.Output>mapToObj(Counter.Value::new)
                .toList();
        List<Counter.Output> added = new ArrayList<>(values);
        IntStream.range(0, 4).forEach(i -> added.add(Counter.Done.ADDED));
        return new OperationAlphabet<Long, Counter.Input, Counter.Output>(
                name, new Counter(0L), client -> inputs, input -> input instanceof Counter.Read ? values : added);
    }

    private static OperationAlphabet<?, ?, ?> ids(int ids) {
        List<IdGenerator.Output> given = IntStream.range(0, ids)
                .mapToObj(id -> new IdGenerator.Output("" + id))
                .toList();
        return new OperationAlphabet<PSet<String>, IdGenerator.Input, IdGenerator.Output>(
                "id-generator of " + ids,
                new IdGenerator(),
                client -> List.of(IdGenerator.Input.GENERATE),
                input -> given);
    }
}
