package dev.stampede.checker.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.checker.edn.EdnReader;
import dev.stampede.checker.edn.EdnValue;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.model.QueueModel.Dequeue;
import dev.stampede.checker.model.QueueModel.Done;
import dev.stampede.checker.model.QueueModel.Enqueue;
import dev.stampede.checker.model.QueueModel.Item;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pcollections.HashTreePBag;
import org.pcollections.PBag;

class PriorityQueueTest {
    private final PriorityQueue queue = new PriorityQueue();

    private static PBag<Enqueue> state(Enqueue... items) {
        return HashTreePBag.from(List.of(items));
    }

    @Test
    void step_dequeue_removes_one_of_the_items_of_the_lowest_number() {
        Enqueue a = new Enqueue("a", 1);
        Enqueue b = new Enqueue("b", 1);
        Enqueue c = new Enqueue("c", 2);

        assertThat(queue.step(state(a, b, c), new Dequeue(), null)).containsExactlyInAnyOrder(state(b, c), state(a, c));
        assertThat(queue.step(state(a, b, c), new Dequeue(), new Item("b"))).containsExactly(state(a, c));
        assertThat(queue.step(state(a, b, c), new Dequeue(), new Item("c"))).isEmpty();
        assertThat(queue.step(state(a), new Dequeue(), Done.EMPTY)).isEmpty();
        assertThat(queue.step(state(), new Dequeue(), Done.EMPTY)).containsExactly(state());
    }

    @Test
    void describe_lists_the_items_by_priority() {
        assertThat(queue.describe(state(new Enqueue("c", 2), new Enqueue("b", 1), new Enqueue("a", 1))))
                .isEqualTo("[a:1, b:1, c:2]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "priority-queue; [a 3]; a; 3",
                "priority-queue; 7; 7; 7",
                "priority-queue; a; a; 0",
                "unordered-queue; [a 3]; a; 0",
                "unordered-queue; 7; 7; 0"
            })
    void read_enqueue_has_an_item_and_a_priority(String model, String argument, String item, int priority) {
        assertThat(enqueue(model, EdnReader.parse(argument))).isEqualTo(new Enqueue(item, priority));
    }

    @Test
    void read_enqueue_of_a_run_has_a_labelled_priority() {
        assertThat(enqueue("priority-queue", new EdnValue.Atom("c1-5 priority 3")))
                .isEqualTo(new Enqueue("c1-5", 3));
    }

    @Test
    void read_enqueue_with_a_priority_that_is_no_number_says_what_is_expected() {
        assertThatThrownBy(() -> enqueue("priority-queue", EdnReader.parse("[a high]")))
                .hasMessage("expected a whole number as priority, found high");
    }

    private static Object enqueue(String model, EdnValue argument) {
        RecordedCall call = new RecordedCall(0, 0, "enqueue", "", argument, EdnValue.Atom.NIL, Outcome.OK, 0, 1);
        return ObjectKinds.named(model)
                .read(call, ReadingOptions.STRICT)
                .orElseThrow()
                .input();
    }
}
