package dev.stampede.nemesis.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.FaultActive;
import dev.stampede.checker.history.data.Event.FaultHealed;
import dev.stampede.checker.history.data.Event.FaultHealing;
import dev.stampede.checker.history.data.Event.FaultInjected;
import dev.stampede.checker.history.data.Event.FaultInjecting;
import dev.stampede.checker.history.data.Event.MemberRole;
import dev.stampede.checker.history.data.Event.StepSkipped;
import dev.stampede.nemesis.fault.FakeClient;
import dev.stampede.nemesis.fault.FakeEnsemble;
import dev.stampede.nemesis.fault.FaultShape;
import dev.stampede.nemesis.fault.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class NemesisTest {
    private final FakeEnsemble ensemble = new FakeEnsemble(3);
    private final List<FakeClient> clients = List.of(new FakeClient(0), new FakeClient(1));
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final List<Nemesis> made = new ArrayList<>();

    @AfterEach
    void close() {
        made.forEach(Nemesis::close);
    }

    private Nemesis nemesis(PlanStep... atoms) {
        List<String> ids = List.of(atoms).stream().map(PlanStep::id).toList();
        Plan plan = new Plan(42, Duration.ofSeconds(60), List.of(atoms), ids);
        Nemesis nemesis = new Nemesis(plan, ensemble, List.copyOf(clients), events::add, System::nanoTime);
        made.add(nemesis);
        return nemesis;
    }

    private static PlanStep atom(String id, FaultShape shape, Target target, long atMillis, long millis) {
        return new PlanStep(
                id,
                shape,
                target,
                new StepTrigger.AtTime(Duration.ofMillis(atMillis)),
                new StepEnd.Lasting(Duration.ofMillis(millis)));
    }

    private <E extends Event> List<E> events(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Test
    void fault_of_a_plan_is_told_from_injecting_to_healed() throws Exception {
        Nemesis nemesis = nemesis(atom("partition-1", FaultShape.PARTITION_LEADER, Target.LEADER, 10, 50));

        nemesis.start();
        assertThat(nemesis.awaitDone(Duration.ofSeconds(10))).isTrue();

        assertThat(events.stream().map(e -> e.getClass().getSimpleName()))
                .containsExactly("FaultInjecting", "FaultInjected", "FaultActive", "FaultHealing", "FaultHealed");
        FaultInjecting injecting = events(FaultInjecting.class).get(0);
        assertThat(injecting.fault()).isEqualTo("partition-1#1");
        assertThat(injecting.family() + ":" + injecting.shape()).isEqualTo("partition:leader");
        assertThat(injecting.target()).isEqualTo("leader");
        assertThat(injecting.members()).containsExactly(1);
        assertThat(injecting.links()).containsExactlyInAnyOrder("1->2", "2->1", "1->3", "3->1");
        assertThat(events.stream().mapToLong(Event::atNanos).toArray()).isSorted();
        assertThat(nemesis.healAll().complete()).isTrue();
    }

    @Test
    void leader_that_was_deposed_is_not_taken_for_the_leader() throws Exception {
        ensemble.fake(3).role = MemberRole.LEADING;
        ensemble.fake(3).epoch = 2;
        Nemesis nemesis = nemesis(atom("kill-1", FaultShape.KILL_LEADER, Target.LEADER, 0, 50));

        nemesis.start();
        nemesis.awaitDone(Duration.ofSeconds(10));

        assertThat(events(FaultInjecting.class).get(0).members()).containsExactly(3);
    }

    @Test
    void atom_that_finds_nobody_diverges_and_the_others_go_on() throws Exception {
        Nemesis nemesis = nemesis(
                atom("client-pause-1", FaultShape.CLIENT_PAUSE_WORKER, Target.HOLDER, 0, 100),
                atom("kill-1", FaultShape.KILL_RANDOM, Target.member(2), 0, 50));

        nemesis.start();
        assertThat(nemesis.awaitDone(Duration.ofSeconds(30))).isTrue();

        assertThat(events(StepSkipped.class)).singleElement().satisfies(d -> {
            assertThat(d.step()).isEqualTo("client-pause-1");
            assertThat(d.reason()).contains("expected a client that is \"holder\" within 5 s; there was none");
        });
        assertThat(events(FaultHealed.class)).singleElement().satisfies(h -> assertThat(h.fault())
                .isEqualTo("kill-1#1"));
    }

    @Test
    void heal_all_heals_what_lasts_in_the_order_of_the_plan_and_names_what_never_fired() {
        Nemesis nemesis = nemesis(
                atom("pause-1", FaultShape.PAUSE_RANDOM, Target.member(3), 0, 50_000),
                atom("kill-1", FaultShape.KILL_RANDOM, Target.member(2), 0, 50_000),
                atom("partition-1", FaultShape.PARTITION_ALL, Target.ALL, 0, 50_000),
                atom("kill-2", FaultShape.KILL_RANDOM, Target.RANDOM, 40_000, 5_000));
        nemesis.start();
        await().until(() -> events(FaultInjected.class).size() == 3);

        HealReport healing = nemesis.healAll();

        assertThat(healing.complete()).as(healing.toString()).isTrue();
        assertThat(events(FaultHealing.class).stream().map(FaultHealing::fault))
                .containsExactly("pause-1#1", "kill-1#1", "partition-1#1");
        assertThat(events(FaultHealed.class)).hasSize(3);
        assertThat(events(StepSkipped.class)).singleElement().satisfies(d -> assertThat(d.reason())
                .isEqualTo("the chaos phase ended before its time (at 40 s)"));
        assertThat(ensemble.fake(3).paused).isFalse();
        assertThat(ensemble.fake(2).alive).isTrue();
        assertThat(ensemble.links.cuts).isEmpty();
    }

    @Test
    void heal_that_fails_is_tried_again() {
        ensemble.links.failingMends = 2;
        Nemesis nemesis = nemesis(atom("partition-1", FaultShape.PARTITION_ALL, Target.ALL, 0, 50_000));
        nemesis.start();
        await().until(() -> events(FaultActive.class).size() == 1);

        assertThat(nemesis.healAll().complete()).isTrue();

        assertThat(ensemble.links.cuts).isEmpty();
        assertThat(events(FaultHealing.class)).hasSize(1);
    }

    @Test
    void interrupted_caller_heals_all_the_same_and_stays_interrupted() {
        Nemesis nemesis = nemesis(atom("pause-1", FaultShape.PAUSE_LEADER, Target.LEADER, 0, 50_000));
        nemesis.start();
        await().until(() -> events(FaultActive.class).size() == 1);

        Thread.currentThread().interrupt();
        HealReport healing = nemesis.healAll();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(healing.complete()).isTrue();
        assertThat(ensemble.fake(1).paused).isFalse();
    }

    @Test
    void injection_that_fails_diverges_with_the_reason() throws Exception {
        ensemble.links.brokenCut = true;
        Nemesis nemesis = nemesis(atom("partition-1", FaultShape.PARTITION_ALL, Target.ALL, 0, 100));

        nemesis.start();
        nemesis.awaitDone(Duration.ofSeconds(10));

        assertThat(events(StepSkipped.class)).singleElement().satisfies(d -> assertThat(d.reason())
                .isEqualTo("it could not be injected: the proxies do not answer"));
        assertThat(events(FaultInjected.class)).isEmpty();
    }

    @Test
    void fault_without_effect_has_no_bite_and_is_healed() throws Exception {
        ensemble.links.leaky = true;
        Nemesis nemesis = nemesis(atom("partition-1", FaultShape.PARTITION_ALL, Target.ALL, 0, 300));

        nemesis.start();
        nemesis.awaitDone(Duration.ofSeconds(10));

        assertThat(events(FaultActive.class)).isEmpty();
        assertThat(events(FaultHealed.class)).hasSize(1);
    }

    @Test
    void fault_hidden_by_another_is_proven_healed_when_that_one_is() throws Exception {
        Nemesis nemesis = nemesis(
                atom("partition-1", FaultShape.PARTITION_RANDOM, Target.member(2), 0, 100),
                atom("kill-1", FaultShape.KILL_RANDOM, Target.member(2), 50, 600));

        nemesis.start();
        assertThat(nemesis.awaitDone(Duration.ofSeconds(20))).isTrue();

        long restarted = events(FaultHealing.class).stream()
                .filter(h -> h.fault().equals("kill-1#1"))
                .findFirst()
                .orElseThrow()
                .atNanos();
        assertThat(events(FaultHealed.class).stream().filter(h -> h.fault().equals("partition-1#1")))
                .singleElement()
                .satisfies(h -> assertThat(h.atNanos()).isGreaterThan(restarted));
    }

    @Test
    void consumer_that_throws_keeps_nothing_from_being_healed() {
        Plan plan = new Plan(
                42,
                Duration.ofSeconds(60),
                List.of(atom("pause-1", FaultShape.PAUSE_LEADER, Target.LEADER, 0, 50_000)),
                List.of("pause-1"));
        try (Nemesis nemesis = new Nemesis(
                plan,
                ensemble,
                List.of(),
                e -> {
                    throw new IllegalStateException("disk full");
                },
                System::nanoTime)) {
            nemesis.start();
            await().until(() -> ensemble.fake(1).paused);

            assertThat(nemesis.healAll().sinkFailure()).hasMessage("disk full");
        }
        assertThat(ensemble.fake(1).paused).isFalse();
    }

    @Test
    void second_heal_all_and_close_give_the_same_answer() {
        Nemesis nemesis = nemesis(atom("kill-1", FaultShape.KILL_RANDOM, Target.member(1), 0, 50_000));
        nemesis.start();
        await().until(() -> events(FaultActive.class).size() == 1);

        HealReport first = nemesis.healAll();
        nemesis.close();

        assertThat(nemesis.healAll()).isSameAs(first);
        assertThat(ensemble.fake(1).restarts).isOne();
    }

    @Test
    void nemesis_that_was_never_started_closes_at_once() {
        nemesis(atom("kill-1", FaultShape.KILL_RANDOM, Target.member(1), 0, 50)).close();

        assertThat(ensemble.fake(1).alive).isTrue();
    }

    @Test
    void random_targets_avoid_members_that_another_fault_holds() {
        Nemesis nemesis = nemesis(
                atom("pause-1", FaultShape.PAUSE_RANDOM, Target.member(1), 0, 50_000),
                atom("pause-2", FaultShape.PAUSE_RANDOM, Target.member(2), 0, 50_000),
                atom("kill-1", FaultShape.KILL_RANDOM, Target.RANDOM, 600, 50_000));
        nemesis.start();
        await().until(() -> events(FaultInjected.class).size() == 3);

        assertThat(events(FaultInjecting.class).stream().filter(i -> i.step().equals("kill-1")))
                .singleElement()
                .satisfies(i -> assertThat(i.members()).containsExactly(3));
    }
}
