package dev.stampede.nemesis.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.FaultActive;
import dev.stampede.checker.history.data.Event.FaultHealed;
import dev.stampede.checker.history.data.Event.FaultHealing;
import dev.stampede.checker.history.data.Event.FaultInjected;
import dev.stampede.checker.history.data.Event.FaultInjecting;
import dev.stampede.checker.history.data.Event.MemberRole;
import dev.stampede.checker.history.data.Event.Note;
import dev.stampede.checker.history.data.Event.Severity;
import dev.stampede.checker.history.data.Event.StepSkipped;
import dev.stampede.nemesis.fault.FakeClient;
import dev.stampede.nemesis.fault.FakeEnsemble;
import dev.stampede.nemesis.fault.FaultType;
import dev.stampede.nemesis.fault.Target;
import dev.stampede.nemesis.fault.network.PartitionFault;
import dev.stampede.nemesis.fault.process.KillFault;
import dev.stampede.nemesis.fault.process.PauseFault;
import dev.stampede.nemesis.fault.process.WorkerFault;
import dev.stampede.nemesis.fault.session.SessionExpiryFault;
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

    private Nemesis nemesis(PlanStep... steps) {
        List<String> ids = List.of(steps).stream().map(PlanStep::id).toList();
        Plan plan = new Plan(42, Duration.ofSeconds(60), List.of(steps), ids);
        Nemesis nemesis = new Nemesis(plan, ensemble, List.copyOf(clients), events::add, System::nanoTime);
        made.add(nemesis);
        return nemesis;
    }

    private static PlanStep step(String id, FaultType type, Target target, long atMillis, long millis) {
        return new PlanStep(
                id,
                type,
                target,
                new StepTrigger.AtTime(Duration.ofMillis(atMillis)),
                new StepEnd.Lasting(Duration.ofMillis(millis)));
    }

    private <E extends Event> List<E> events(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Test
    void fault_of_a_plan_is_recorded_from_injecting_to_healed() throws Exception {
        Nemesis nemesis = nemesis(step("partition-1", PartitionFault.LEADER, Target.LEADER, 10, 50));

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
        assertThat(nemesis.heal().complete()).isTrue();
    }

    @Test
    void deposed_leader_is_not_the_target_leader() throws Exception {
        ensemble.fake(3).role = MemberRole.LEADING;
        ensemble.fake(3).epoch = 2;
        Nemesis nemesis = nemesis(step("kill-1", KillFault.LEADER, Target.LEADER, 0, 50));

        nemesis.start();
        nemesis.awaitDone(Duration.ofSeconds(10));

        assertThat(events(FaultInjecting.class).get(0).members()).containsExactly(3);
    }

    @Test
    void step_without_an_eligible_target_is_skipped_and_the_others_continue() throws Exception {
        Nemesis nemesis = nemesis(
                step("client-pause-1", WorkerFault.PAUSE, Target.HOLDER, 0, 100),
                step("kill-1", KillFault.RANDOM, Target.member(2), 0, 50));

        nemesis.start();
        assertThat(nemesis.awaitDone(Duration.ofSeconds(30))).isTrue();

        assertThat(events(StepSkipped.class)).singleElement().satisfies(d -> {
            assertThat(d.step()).isEqualTo("client-pause-1");
            assertThat(d.reason())
                    .contains("no eligible target: no client matched the target \"holder\" within 5 s. Members: ");
        });
        assertThat(events(FaultHealed.class)).singleElement().satisfies(h -> assertThat(h.fault())
                .isEqualTo("kill-1#1"));
    }

    @Test
    void heal_all_heals_active_faults_in_the_order_of_the_plan_and_names_the_skipped_steps() {
        Nemesis nemesis = nemesis(
                step("pause-1", PauseFault.RANDOM, Target.member(3), 0, 50_000),
                step("kill-1", KillFault.RANDOM, Target.member(2), 0, 50_000),
                step("partition-1", PartitionFault.ALL, Target.ALL, 0, 50_000),
                step("kill-2", KillFault.RANDOM, Target.RANDOM, 40_000, 5_000));
        nemesis.start();
        await().until(() -> events(FaultInjected.class).size() == 3);

        HealReport report = nemesis.heal();

        assertThat(report.complete()).as(report.toString()).isTrue();
        assertThat(events(FaultHealing.class).stream().map(FaultHealing::fault))
                .containsExactly("pause-1#1", "kill-1#1", "partition-1#1");
        assertThat(events(FaultHealed.class)).hasSize(3);
        assertThat(events(StepSkipped.class)).singleElement().satisfies(d -> assertThat(d.reason())
                .isEqualTo("the chaos phase ended before the step, which was planned at 40 s of the chaos phase"));
        assertThat(ensemble.fake(3).paused).isFalse();
        assertThat(ensemble.fake(2).alive).isTrue();
        assertThat(ensemble.links.cuts).isEmpty();
    }

    @Test
    void heal_that_fails_is_retried() {
        ensemble.links.failingMends = 2;
        Nemesis nemesis = nemesis(step("partition-1", PartitionFault.ALL, Target.ALL, 0, 50_000));
        nemesis.start();
        await().until(() -> events(FaultActive.class).size() == 1);

        assertThat(nemesis.heal().complete()).isTrue();

        assertThat(ensemble.links.cuts).isEmpty();
        assertThat(events(FaultHealing.class)).hasSize(1);
    }

    @Test
    void heal_all_of_an_interrupted_caller_completes_and_restores_the_interrupt() {
        Nemesis nemesis = nemesis(step("pause-1", PauseFault.LEADER, Target.LEADER, 0, 50_000));
        nemesis.start();
        await().until(() -> events(FaultActive.class).size() == 1);

        Thread.currentThread().interrupt();
        HealReport report = nemesis.heal();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(report.complete()).isTrue();
        assertThat(ensemble.fake(1).paused).isFalse();
    }

    @Test
    void impossible_fault_skips_its_step_with_the_reason() throws Exception {
        ensemble.fake(2).alive = false;
        Nemesis nemesis = nemesis(step("pause-1", PauseFault.RANDOM, Target.member(2), 0, 100));

        nemesis.start();
        nemesis.awaitDone(Duration.ofSeconds(10));

        assertThat(events(StepSkipped.class)).singleElement().satisfies(skipped -> assertThat(skipped.reason())
                .isEqualTo(
                        "the fault is impossible now: expected member 2 to run, so that it can be paused; it is down"));
        assertThat(events(FaultInjected.class)).isEmpty();
        assertThat(events(FaultHealed.class)).singleElement().satisfies(healed -> assertThat(healed.evidence())
                .isEqualTo("nothing was broken, because the fault was impossible"));
        nemesis.healAll();
    }

    @Test
    void injection_that_fails_is_a_failure_of_the_harness_with_its_stack() throws Exception {
        ensemble.links.brokenCut = true;
        Nemesis nemesis = nemesis(step("partition-1", PartitionFault.ALL, Target.ALL, 0, 100));

        nemesis.start();
        nemesis.awaitDone(Duration.ofSeconds(10));

        assertThat(events(FaultInjected.class)).isEmpty();
        assertThatThrownBy(nemesis::healAll)
                .isInstanceOf(NemesisException.class)
                .hasMessageStartingWith("partition-1#1 (partition:all) failed while injecting the fault: ")
                .hasMessageContaining("the proxies do not answer")
                .hasMessageContaining("at dev.stampede.nemesis.fault.FakeLinks.cut")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        assertThat(events(Note.class)).singleElement().satisfies(note -> {
            assertThat(note.severity()).isEqualTo(Severity.BAD);
            assertThat(note.text()).startsWith("partition-1#1 (partition:all) failed while injecting the fault");
        });
    }

    @Test
    void target_that_cannot_be_resolved_because_of_an_exception_is_a_failure_of_the_harness() throws Exception {
        clients.get(0).failing = true;
        Nemesis nemesis = nemesis(step("session-expiry-1", SessionExpiryFault.FAKED, Target.client(0), 0, 0));

        nemesis.start();
        nemesis.awaitDone(Duration.ofSeconds(10));

        assertThatThrownBy(nemesis::healAll)
                .hasMessageContaining("failed while resolving its target: java.lang.IllegalStateException: no answer");
    }

    @Test
    void verification_that_throws_until_the_fault_ends_is_a_failure_of_the_harness() throws Exception {
        ensemble.fake(2).brokenLook = true;
        Nemesis nemesis = nemesis(step("pause-1", PauseFault.RANDOM, Target.member(2), 0, 400));
        nemesis.start();
        await().until(() -> events(FaultInjected.class).size() == 1);
        await().until(() -> !events(FaultHealing.class).isEmpty());
        ensemble.fake(2).brokenLook = false;

        assertThatThrownBy(nemesis::healAll)
                .hasMessageContaining("failed while verifying that the fault is active")
                .hasMessageContaining("the operating system does not answer");
    }

    @Test
    void fault_that_cannot_be_healed_fails_with_the_fault_the_time_and_the_remedy() {
        Nemesis nemesis = nemesis(step("broken-1", StubFaultType.NEVER_HEALED, Target.member(2), 0, 50_000));
        nemesis.start();
        await().until(() -> events(FaultActive.class).size() == 1);

        assertThatThrownBy(nemesis::healAll).isInstanceOfSatisfying(NemesisException.class, e -> assertThat(
                        e.problems())
                .singleElement()
                .asString()
                .matches("broken-1#1 \\(stub:never-healed\\), injected at [0-9.]+ s, is not healed: the heal was"
                        + " not verified within 300 ms \\(300 ms = a short budget\\); last observation: still broken\\."
                        + " The ensemble is in an unknown state: discard it, and repeat the run with the same plan"));
        assertThat(events(Note.class)).singleElement().satisfies(note -> assertThat(note.severity())
                .isEqualTo(Severity.BAD));
    }

    @Test
    void close_fails_if_the_problems_were_not_reported_before() {
        Nemesis nemesis = nemesis(step("broken-1", StubFaultType.NEVER_HEALED, Target.member(2), 0, 50_000));
        made.remove(nemesis);
        nemesis.start();
        await().until(() -> events(FaultActive.class).size() == 1);

        assertThatThrownBy(nemesis::close).isInstanceOf(NemesisException.class);

        nemesis.close();
    }

    @Test
    void fault_without_effect_never_becomes_active_and_is_healed() throws Exception {
        ensemble.links.leaky = true;
        Nemesis nemesis = nemesis(step("partition-1", PartitionFault.ALL, Target.ALL, 0, 300));

        nemesis.start();
        nemesis.awaitDone(Duration.ofSeconds(10));

        assertThat(events(FaultActive.class)).isEmpty();
        assertThat(events(FaultHealed.class)).hasSize(1);
    }

    @Test
    void effect_that_can_be_proven_only_after_the_heal_is_recorded_before_the_fault_counts_as_healed()
            throws Exception {
        Nemesis nemesis = nemesis(step("late-1", StubFaultType.PROVEN_AFTER_HEAL, Target.member(2), 0, 50));

        nemesis.start();
        assertThat(nemesis.awaitDone(Duration.ofSeconds(10))).isTrue();

        assertThat(events.stream().map(e -> e.getClass().getSimpleName()))
                .containsExactly("FaultInjecting", "FaultInjected", "FaultHealing", "FaultActive", "FaultHealed");
        assertThat(events(FaultActive.class)).singleElement().satisfies(e -> assertThat(e.evidence())
                .isEqualTo("seen after the heal"));
    }

    @Test
    void heal_that_another_fault_blocks_is_verified_after_the_heal_of_that_fault() throws Exception {
        Nemesis nemesis = nemesis(
                step("partition-1", PartitionFault.RANDOM, Target.member(2), 0, 100),
                step("kill-1", KillFault.RANDOM, Target.member(2), 50, 600));

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
    void consumer_that_throws_does_not_prevent_the_heal() {
        Plan plan = new Plan(
                42,
                Duration.ofSeconds(60),
                List.of(step("pause-1", PauseFault.LEADER, Target.LEADER, 0, 50_000)),
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

            assertThat(nemesis.heal().sinkFailure()).hasMessage("disk full");
        }
        assertThat(ensemble.fake(1).paused).isFalse();
    }

    @Test
    void second_heal_all_and_close_have_the_same_outcome() {
        Nemesis nemesis = nemesis(step("kill-1", KillFault.RANDOM, Target.member(1), 0, 50_000));
        nemesis.start();
        await().until(() -> events(FaultActive.class).size() == 1);

        HealReport first = nemesis.heal();
        nemesis.close();

        assertThat(nemesis.heal()).isSameAs(first);
        assertThat(ensemble.fake(1).restarts).isOne();
    }

    @Test
    void nemesis_that_was_never_started_closes_immediately() {
        nemesis(step("kill-1", KillFault.RANDOM, Target.member(1), 0, 50)).close();

        assertThat(ensemble.fake(1).alive).isTrue();
    }

    @Test
    void random_targets_avoid_members_that_another_fault_holds() {
        Nemesis nemesis = nemesis(
                step("pause-1", PauseFault.RANDOM, Target.member(1), 0, 50_000),
                step("pause-2", PauseFault.RANDOM, Target.member(2), 0, 50_000),
                step("kill-1", KillFault.RANDOM, Target.RANDOM, 600, 50_000));
        nemesis.start();
        await().until(() -> events(FaultInjected.class).size() == 3);

        assertThat(events(FaultInjecting.class).stream().filter(i -> i.step().equals("kill-1")))
                .singleElement()
                .satisfies(i -> assertThat(i.members()).containsExactly(3));
    }
}
