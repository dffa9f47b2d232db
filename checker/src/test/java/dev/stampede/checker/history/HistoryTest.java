package dev.stampede.checker.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.FaultEffect;
import dev.stampede.checker.history.data.FaultWindow;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.Track;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistoryTest {

    @Test
    void random_operations_and_attempts_are_those_that_were_added() {
        SplittableRandom random = new SplittableRandom(3);
        History.Builder builder = History.builder(Samples.header());
        Map<Integer, Event.Invoked> invoked = new HashMap<>();
        Map<Integer, Event.Completed> completed = new HashMap<>();
        Map<Integer, Event.AttemptSent> sent = new HashMap<>();
        Map<Integer, Event.AttemptAnswered> answered = new HashMap<>();
        for (int i = 0; i < 2_000; i++) {
            for (Event e : Samples.oneOfEach(random)) {
                if (e instanceof Event.Invoked x) {
                    invoked.put(i, new Event.Invoked(i, x.client(), x.function(), x.key(), x.argument(), x.atNanos()));
                    builder.add(invoked.get(i));
                } else if (e instanceof Event.AttemptSent x) {
                    sent.put(
                            i,
                            new Event.AttemptSent(
                                    i,
                                    x.client(),
                                    x.operation(),
                                    random.nextLong(),
                                    x.order(),
                                    x.opcode(),
                                    "/p" + i,
                                    x.atNanos()));
                    builder.add(sent.get(i));
                } else if (e instanceof Event.Completed x && random.nextInt(10) > 0) {
                    int n = random.nextInt(i + 1);
                    completed.put(
                            n,
                            new Event.Completed(
                                    n,
                                    x.outcome(),
                                    x.result(),
                                    x.error(),
                                    x.session(),
                                    x.token(),
                                    x.zxid(),
                                    x.atNanos()));
                    builder.add(completed.get(n));
                } else if (e instanceof Event.AttemptAnswered x && random.nextInt(10) > 0 && !sent.isEmpty()) {
                    int n = random.nextInt(sent.size());
                    answered.put(
                            n,
                            new Event.AttemptAnswered(
                                    n,
                                    x.code(),
                                    x.session(),
                                    x.zxid(),
                                    x.replyZxid(),
                                    x.path(),
                                    x.stat(),
                                    x.atNanos()));
                    builder.add(answered.get(n));
                }
            }
        }

        History history = builder.build();

        for (Operation o : history.operations()) {
            Event.Invoked i = invoked.get(o.number());
            Event.Completed c = completed.get(o.number());
            Operation open = new Operation(
                    o.number(),
                    i.client(),
                    i.function(),
                    i.key(),
                    i.argument(),
                    null,
                    null,
                    Outcome.INDETERMINATE,
                    i.atNanos(),
                    Operation.OPEN,
                    0,
                    0,
                    0);
            assertThat(o)
                    .isEqualTo(
                            c == null
                                    ? open
                                    : new Operation(
                                            o.number(),
                                            i.client(),
                                            i.function(),
                                            i.key(),
                                            i.argument(),
                                            c.result(),
                                            c.error(),
                                            c.outcome(),
                                            i.atNanos(),
                                            c.atNanos(),
                                            c.session(),
                                            c.token(),
                                            c.zxid()));
        }
        for (Attempt a : history.attempts()) {
            Event.AttemptSent s = sent.get(a.number());
            Event.AttemptAnswered r = answered.get(a.number());
            Attempt open = new Attempt(
                    a.number(),
                    s.client(),
                    s.operation(),
                    s.session(),
                    s.order(),
                    s.opcode(),
                    s.path(),
                    null,
                    0,
                    0,
                    null,
                    s.atNanos(),
                    Operation.OPEN);
            assertThat(a)
                    .isEqualTo(
                            r == null
                                    ? open
                                    : new Attempt(
                                            a.number(),
                                            s.client(),
                                            s.operation(),
                                            r.session() == 0 ? s.session() : r.session(),
                                            s.order(),
                                            s.opcode(),
                                            r.path() == null ? s.path() : r.path(),
                                            r.code(),
                                            r.zxid(),
                                            r.replyZxid() == null ? 0 : r.replyZxid(),
                                            r.stat(),
                                            s.atNanos(),
                                            r.atNanos()));
        }
        assertThat(history.operations()).hasSize(2_000);
        assertThat(history.attempts()).hasSize(2_000);
    }

    @Test
    void build_later_events_do_not_change_a_built_history() {
        History.Builder builder = History.builder(Samples.header()).add(Samples.invoked(0));
        History early = builder.build();
        builder.add(Samples.completed(0)).add(Samples.invoked(1));
        History late = builder.build();

        assertThat(early.operations()).hasSize(1);
        assertThat(early.operations().get(0).completed()).isFalse();
        assertThat(late.operations()).hasSize(2);
        assertThat(late.operations().get(0).result()).isEqualTo("result 0");
    }

    @Test
    void faults_all_events_of_one_become_a_window() {
        History history = History.builder(Samples.header())
                .add(new Event.FaultInjecting(
                        "p#0",
                        "p",
                        "partition",
                        "leader",
                        "leader",
                        List.of(1),
                        List.of(),
                        List.of("1->2"),
                        List.of(FaultEffect.CUTS_MEMBERS),
                        10))
                .add(new Event.FaultInjected("p#0", 11))
                .add(new Event.FaultActive("p#0", "no answer", 12))
                .add(new Event.FaultHealing("p#0", 20))
                .add(new Event.FaultHealed("p#0", "answered", 21))
                .build();

        assertThat(history.faults())
                .containsExactly(new FaultWindow(
                        "p#0",
                        "p",
                        "partition",
                        "leader",
                        "leader",
                        List.of(1),
                        List.of(),
                        List.of("1->2"),
                        List.of(FaultEffect.CUTS_MEMBERS),
                        10,
                        11,
                        "no answer",
                        12,
                        20,
                        21,
                        "answered"));
        assertThat(history.endNanos()).isEqualTo(21);
    }

    @Test
    void add_an_event_that_contradicts_those_before_it_is_refused() {
        History.Builder builder = History.builder(Samples.header());

        assertThatThrownBy(() -> builder.add(Samples.completed(0)))
                .hasMessage("expected an operation that was invoked, found 0");
        assertThatThrownBy(() -> builder.add(Samples.invoked(3))).hasMessage("expected operation 0, found 3");
        assertThatThrownBy(() -> builder.add(new Event.FaultActive("x#0", "", 1)))
                .hasMessage("expected a fault that was injected, found \"x#0\"");
        assertThat(builder.build().endNanos()).isZero();
    }

    @Test
    void tracks_spans_and_points_are_collected_by_track_and_lane() {
        Event.TrackSpan span = new Event.TrackSpan("t", "b", "s", Event.Severity.QUIET, 1, 2);
        Event.TrackPoint point = new Event.TrackPoint("t", "a", "p", Event.Severity.BAD, 1.5, 3);
        History history = History.builder(Samples.header()).add(span).add(point).build();

        assertThat(history.tracks())
                .containsExactly(new Track(
                        "t",
                        new ArrayList<>(List.of(
                                new Track.Lane("b", List.of(span), List.of()),
                                new Track.Lane("a", List.of(), List.of(point))))));
    }

    /** More types than a small hash table has places: some of them share one. */
    private static Object nested(History history, int dimensions) {
        Object value = Array.newInstance(String.class, new int[dimensions]);
        @SuppressWarnings("unchecked")
        Class<Object> type = (Class<Object>) value.getClass();
        return history.derived(type, h -> {
            if (dimensions > 1) {
                nested(h, dimensions - 1);
            }
            return value;
        });
    }

    @Test
    void derived_value_may_need_values_of_other_types() {
        History history = History.builder(Samples.header()).build();

        Object value = nested(history, 40);

        assertThat(nested(history, 40)).isSameAs(value);
    }

    @Test
    void derived_value_is_computed_once_by_many_threads() {
        History history = History.builder(Samples.header()).build();
        AtomicInteger computed = new AtomicInteger();

        List<String> values = IntStream.range(0, 64)
                .parallel()
                .mapToObj(i -> history.derived(String.class, h -> "value " + computed.incrementAndGet()))
                .toList();

        assertThat(computed).hasValue(1);
        assertThat(values).containsOnly("value 1");
    }

    @Test
    void derived_value_is_computed_again_after_an_exception() {
        History history = History.builder(Samples.header()).build();

        assertThatThrownBy(() -> history.derived(String.class, h -> {
                    throw new IllegalStateException("no time");
                }))
                .hasMessage("no time");
        assertThat(history.derived(String.class, h -> "value")).isEqualTo("value");
    }
}
