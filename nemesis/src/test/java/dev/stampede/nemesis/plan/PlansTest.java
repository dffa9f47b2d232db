package dev.stampede.nemesis.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.nemesis.fault.EnsembleFacts;
import dev.stampede.nemesis.fault.FaultType;
import dev.stampede.nemesis.fault.QuorumEffect;
import dev.stampede.nemesis.fault.Target;
import dev.stampede.nemesis.fault.registry.FaultTypes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlansTest {
    private static final long PINNED = 6_636_944_645_247_135_914L;

    private static final List<FaultRequest> EVERYTHING = FaultRequest.ofEveryFamily();
    private static final List<FaultRequest> PARTITION = FaultParser.parse("partition");

    private static Plan generate(long seed, List<FaultRequest> requests, int seconds, EnsembleFacts facts) {
        return Plans.generate(new Seed(seed), requests, Duration.ofSeconds(seconds), facts);
    }

    @Test
    void generated_plan_depends_only_on_its_seed() {
        Plan one = generate(42, EVERYTHING, 120, Facts.local(3));

        assertThat(generate(42, EVERYTHING, 120, Facts.local(3))).isEqualTo(one);
        assertThat(generate(43, EVERYTHING, 120, Facts.local(3))).isNotEqualTo(one);
    }

    @Test
    void generated_plan_keeps_its_promises_for_many_seeds() {
        for (int voters : new int[] {3, 5}) {
            EnsembleFacts facts = Facts.local(voters);
            for (long seed = 0; seed < 50; seed++) {
                Plan plan = generate(seed, EVERYTHING, 90, facts);

                assertThat(plan.steps())
                        .allSatisfy(step -> assertThat(step.end()).isLessThanOrEqualTo(plan.chaos()));
                for (var family : FaultTypes.families()) {
                    assertThat(plan.steps().stream()
                                    .filter(a -> a.type().family().equals(family.name())))
                            .as("seed %d, %s", seed, family)
                            .hasSizeGreaterThanOrEqualTo(2)
                            .allSatisfy(step ->
                                    assertThat(step.type().drawnByFamily()).isTrue());
                }
                assertThat(plan.obstacles(facts)).isEmpty();
                assertQuorum(plan, facts);
            }
        }
    }

    /** At the beginning of each fault, the unavailable members leave a quorum. */
    private static void assertQuorum(Plan plan, EnsembleFacts facts) {
        for (PlanStep step : plan.steps()) {
            List<PlanStep> live = plan.steps().stream()
                    .filter(a -> a.offset().compareTo(step.offset()) <= 0
                            && step.offset().compareTo(a.end()) <= 0)
                    .filter(a -> a.type().scope().affectsMembers())
                    .toList();
            boolean meant = live.stream().anyMatch(a -> a.type().quorumEffect() == QuorumEffect.QUORUM);
            int taken = live.stream()
                    .mapToInt(a -> a.type().quorumEffect().members(facts.voters()))
                    .sum();
            assertThat(meant ? live.size() == 1 : taken <= facts.tolerated())
                    .as("%s with %s", step.describe(), live)
                    .isTrue();
        }
    }

    @Test
    void pauses_last_at_least_three_seconds_and_cuts_outlast_the_session() {
        for (long seed = 0; seed < 100; seed++) {
            for (PlanStep step : generate(seed, EVERYTHING, 90, Facts.local(3)).steps()) {
                switch (step.type().fullName()) {
                    case "pause:leader", "pause:random", "client-pause:worker" ->
                        assertThat(step.lasting()).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
                    case "session-expiry:cut" -> assertThat(step.lasting()).isGreaterThan(Duration.ofMillis(3_300));
                    case "session-expiry:close" -> assertThat(step.lasting()).isZero();
                    default -> assertThat(step.lasting()).isPositive();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "30 | partition,session-expiry",
                "30 | session-expiry:close",
                "30 | client-partition",
                "30 | kill",
                "45 | partition,kill,pause",
                "60 | partition,client-partition,session-expiry,kill,pause",
            })
    void half_of_the_heals_have_room_for_the_recovery_in_plans_of_thirty_seconds_and_more(int seconds, String faults) {
        EnsembleFacts facts = Facts.local(3);
        for (long seed = 0; seed < 10; seed++) {
            Plan plan = generate(seed, FaultParser.parse(faults), seconds, facts);

            assertThat(2 * plan.healsWithRoom(Duration.ofMillis(facts.recoveryMillis())))
                    .as("seed %d: %s", seed, plan.describe())
                    .isGreaterThanOrEqualTo(plan.steps().size());
        }
    }

    @Test
    void heals_with_room_are_those_that_no_step_follows_within_the_time() {
        FaultType kill = FaultTypes.named("kill:leader").orElseThrow();
        FaultType close = FaultTypes.named("session-expiry:close").orElseThrow();
        List<PlanStep> steps =
                List.of(step("a", kill, 1_000, 2_000), step("b", close, 5_000, 0), step("c", kill, 8_000, 2_000));
        Plan plan = new Plan(1, Duration.ofSeconds(30), steps, List.of("a", "b", "c"));

        assertThat(plan.healsWithRoom(Duration.ofSeconds(2))).isEqualTo(3);
        assertThat(plan.healsWithRoom(Duration.ofMillis(2_001)))
                .as("b begins 2 s after the heal of a")
                .isEqualTo(2);
        assertThat(plan.healsWithRoom(Duration.ofSeconds(9)))
                .as("nothing follows c")
                .isEqualTo(1);
    }

    private static PlanStep step(String id, FaultType type, long at, long lasting) {
        return new PlanStep(
                id,
                type,
                type.scope().defaultTarget(),
                new StepTrigger.AtTime(Duration.ofMillis(at)),
                new StepEnd.Lasting(Duration.ofMillis(lasting)));
    }

    @Test
    void plans_below_thirty_seconds_leave_no_room_and_a_long_plan_is_drawn_quickly() {
        Plan brief = generate(1, FaultParser.parse("session-expiry"), 20, Facts.local(3));
        Plan hours = generate(1, EVERYTHING, 1_800, Facts.local(3));

        assertThat(brief.steps()).hasSizeGreaterThan(3);
        assertThat(2 * hours.healsWithRoom(Duration.ofMillis(Facts.local(3).recoveryMillis())))
                .isGreaterThanOrEqualTo(hours.steps().size());
    }

    @Test
    void faults_of_clients_overlap_those_of_members() {
        Plan plan = generate(1, EVERYTHING, 90, Facts.local(3));

        assertThat(plan.steps().stream().filter(a -> !a.type().scope().affectsMembers()))
                .anySatisfy(client -> assertThat(plan.steps().stream()
                                .filter(a -> a.type().scope().affectsMembers()))
                        .anySatisfy(member -> assertThat(member.offset().compareTo(client.end()) <= 0
                                        && client.offset().compareTo(member.end()) <= 0)
                                .isTrue()));
    }

    @Test
    void another_family_changes_no_type_and_no_order_of_the_others() {
        for (long seed = 0; seed < 50; seed++) {
            Plan alone = generate(seed, PARTITION, 120, Facts.local(3));
            Plan both = generate(seed, FaultParser.parse("partition,session-expiry"), 120, Facts.local(3));

            List<PlanStep> partitions = both.steps().stream()
                    .filter(a -> a.type().family().equals("partition"))
                    .toList();
            int common = Math.min(partitions.size(), alone.steps().size());
            assertThat(partitions.subList(0, common).stream().map(PlansTest::what))
                    .as("the time of a step, and so how many fit, may change")
                    .containsExactlyElementsOf(alone.steps().subList(0, common).stream()
                            .map(PlansTest::what)
                            .toList());
            Set<String> ids =
                    partitions.subList(0, common).stream().map(PlanStep::id).collect(Collectors.toSet());
            assertThat(both.healOrder().stream().filter(ids::contains))
                    .containsExactlyElementsOf(
                            alone.healOrder().stream().filter(ids::contains).toList());
        }
    }

    private static String what(PlanStep step) {
        return step.id() + " " + step.type().fullName() + " of " + step.target() + " for " + step.lasting();
    }

    @Test
    void choice_of_an_execution_depends_only_on_seed_step_and_number() {
        Seed seed = new Seed(7);

        assertThat(seed.hash("kill-1", 1)).isEqualTo(new Seed(7).hash("kill-1", 1));
        assertThat(Set.of(
                        seed.hash("kill-1", 1),
                        seed.hash("kill-1", 2),
                        seed.hash("kill-2", 1),
                        new Seed(8).hash("kill-1", 1)))
                .hasSize(4);
        assertThat(new Seed(42).hash("partition-1", 1))
                .as("the same on every machine and in every version")
                .isEqualTo(PINNED);
    }

    @Test
    void removed_client_changes_a_choice_only_if_it_was_chosen() {
        for (int number = 1; number <= 200; number++) {
            SeededChoices choice = new SeededChoices(new Seed(3), "client-partition-1", number);
            List<Integer> five = choice.ranked("client", List.of(0, 1, 2, 3, 4), Integer::intValue);
            List<Integer> four = choice.ranked("client", List.of(0, 1, 2, 3), Integer::intValue);

            assertThat(five.stream().filter(c -> c != 4).toList()).isEqualTo(four);
        }
    }

    @Test
    void choices_are_distributed_over_the_candidates() {
        long[] wins = new long[5];
        for (int number = 1; number <= 1_000; number++) {
            wins[
                    new SeededChoices(new Seed(3), "kill-1", number)
                            .ranked("member", List.of(0, 1, 2, 3, 4), Integer::intValue)
                            .get(0)]++;
        }

        assertThat(java.util.Arrays.stream(wins).boxed())
                .allSatisfy(w -> assertThat(w).isBetween(140L, 260L));
    }

    @Test
    void chaos_phase_that_is_too_short_is_refused_with_the_minimum() {
        InvalidPlanException refusal = org.assertj.core.api.Assertions.catchThrowableOfType(
                InvalidPlanException.class, () -> generate(42, EVERYTHING, 5, Facts.local(3)));

        assertThat(refusal).hasMessageContaining("too short for two faults of each of [partition,");
        int least = Integer.parseInt(refusal.getMessage().replaceAll(".*--time (\\d+)s.*", "$1"));
        assertThat(generate(42, EVERYTHING, least, Facts.local(3)).steps()).hasSizeGreaterThanOrEqualTo(14);
        assertThatThrownBy(() -> generate(42, EVERYTHING, least - 1, Facts.local(3)))
                .isInstanceOf(InvalidPlanException.class);
    }

    @Test
    void default_command_line_is_valid_for_any_seed() {
        for (long seed = 0; seed < 200; seed++) {
            assertThat(generate(seed, FaultParser.parse("partition,session-expiry"), 30, Facts.local(3))
                            .families())
                    .containsExactly("partition", "session-expiry");
        }
    }

    @Test
    void unsupported_fault_is_refused_by_name_with_the_remedy() {
        assertThatThrownBy(() -> generate(1, FaultParser.parse("kill,partition:ring"), 60, Facts.external()))
                .isInstanceOfSatisfying(InvalidPlanException.class, e -> assertThat(e.problems())
                        .anySatisfy(p -> assertThat(p)
                                .isEqualTo("kill:leader needs an ensemble whose members can be killed and"
                                        + " restarted; this"
                                        + " one (external) does not support that. Leave the fault out,"
                                        + " or run on --ensemble local"))
                        .anySatisfy(p -> assertThat(p).startsWith("partition:ring needs")));
    }

    @Test
    void faults_of_workers_without_workers_are_refused_with_the_remedy() {
        assertThatThrownBy(() -> generate(1, FaultParser.parse("client-pause"), 60, Facts.withoutWorkers()))
                .isInstanceOf(InvalidPlanException.class)
                .hasMessageContaining("client-pause:worker needs worker JVMs")
                .hasMessageContaining("--client-jvms 1 or more");
    }

    @Test
    void family_draws_only_the_types_that_the_ensemble_supports() {
        Plan plan = generate(
                1,
                PARTITION,
                60,
                new EnsembleFacts(
                        "two",
                        2,
                        0,
                        Facts.local(3).capabilities(),
                        Facts.local(3).settings(),
                        List.of("3.9.5"),
                        1,
                        0));

        assertThat(plan.steps().stream().map(a -> a.type().shape()))
                .isNotEmpty()
                .doesNotContain("ring", "bridge", "majority");
    }

    @Test
    void plan_without_requests_is_empty() {
        assertThat(generate(1, List.of(), 10, Facts.local(3)).steps()).isEmpty();
    }

    @Test
    void schedule_is_repeated_as_long_as_it_ends_within_the_phase() {
        Plan plan = Plans.of(
                new Seed(1),
                Duration.ofSeconds(20),
                Facts.local(3),
                List.of(
                        Faults.partition(Target.LEADER)
                                .lasting(Duration.ofSeconds(4))
                                .every(Duration.ofSeconds(8)),
                        Faults.sessionExpiry(Target.HOLDER).startingAt(Duration.ofSeconds(3))));

        assertThat(plan.byTime().stream().map(PlanStep::describe))
                .containsExactly(
                        "partition-1: partition:leader of leader at 2 s, for 4 s",
                        "session-expiry-1: session-expiry:close of holder at 3 s, momentary",
                        "partition-2: partition:leader of leader at 10 s, for 4 s");
    }

    @Test
    void schedule_that_does_not_fit_is_refused_with_the_least_time() {
        assertThatThrownBy(() -> Plans.of(
                        new Seed(1),
                        Duration.ofSeconds(3),
                        Facts.local(3),
                        List.of(Faults.kill(Target.LEADER).lasting(Duration.ofSeconds(4)))))
                .isInstanceOf(InvalidPlanException.class)
                .hasMessage("kill:leader lasts 4 s and does not fit even once into a chaos phase of 3 s. Make the phase"
                        + " 4 s or longer");
    }

    @Test
    void cut_that_is_shorter_than_the_session_is_refused() {
        assertThatThrownBy(() -> Plans.of(
                        new Seed(1),
                        Duration.ofSeconds(20),
                        Facts.local(3),
                        List.of(Faults.sessionTimeout(Target.HOLDER).lasting(Duration.ofSeconds(2)))))
                .isInstanceOf(InvalidPlanException.class)
                .hasMessageContaining("lasts 2 s, but a session of 3000 ms may take 3300 ms to expire");
    }

    @Test
    void target_that_a_fault_type_does_not_accept_is_refused() {
        assertThatThrownBy(() -> Faults.kill(Target.HOLDER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected the target of kill:random to be \"leader\", \"follower\"");
    }

    @Test
    void targets_survive_to_string_and_parse() {
        for (Target target : List.of(
                Target.LEADER,
                Target.FOLLOWER,
                Target.RANDOM,
                Target.ALL,
                Target.HOLDER,
                Target.RANDOM_CLIENT,
                Target.MEMBER_OF_HOLDER,
                Target.member(2),
                Target.client(0),
                Target.memberOfClient(13))) {
            assertThat(Target.parse(target.toString())).isEqualTo(Optional.of(target));
        }
        assertThat(Target.parse("leader 3")).isEmpty();
        assertThat(Target.parse("client")).isEmpty();
    }

    @Test
    void every_fault_type_accepts_its_default_target_and_is_found_by_its_name() {
        for (FaultType type : FaultTypes.all()) {
            assertThat(type.scope().accepts(type.scope().defaultTarget()))
                    .as(type.fullName())
                    .isTrue();
            assertThat(FaultTypes.named(type.fullName())).contains(type);
        }
    }
}
