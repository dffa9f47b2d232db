package dev.stampede.nemesis.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.stampede.checker.history.data.Event;
import dev.stampede.nemesis.ensemble.Ensemble;
import dev.stampede.nemesis.fault.EnsembleFacts;
import dev.stampede.nemesis.fault.FaultType;
import dev.stampede.nemesis.fault.network.PartitionLinks;
import dev.stampede.nemesis.fault.registry.FaultTypes;
import dev.stampede.nemesis.link.LinkDirection;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.ConnectionLossException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Executes every fault type once on a real ensemble that supports it, and verifies that it becomes active and is
 * healed. The faults that act on members run on one ensemble, those that act on clients on another. The tests of one
 * ensemble never run concurrently, although subclasses are concurrent.
 */
@Timeout(90)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EveryFault {
    /** The faults that act on members. */
    abstract static class OfMembers extends EveryFault {
        @Override
        Stream<FaultType> types() {
            return FaultTypes.all().stream().filter(type -> type.scope().affectsMembers());
        }
    }

    /** The faults that act on clients. */
    abstract static class OfClients extends EveryFault {
        @Override
        Stream<FaultType> types() {
            return FaultTypes.all().stream().filter(type -> !type.scope().affectsMembers());
        }

        @Test
        @Execution(ExecutionMode.SAME_THREAD)
        void request_with_a_lost_answer_is_executed_although_its_client_sees_a_connection_loss() throws Exception {
            ensemble.awaitHealthy(Duration.ofSeconds(60));
            await().atMost(Duration.ofSeconds(30)).until(() -> client.session().connected());
            RealClient other = new RealClient(1, ensemble.links());
            List<LinkDirection> answers =
                    PartitionLinks.answers(0, List.of(client.session().member()));
            try {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> other.session().connected());
                client.handle().create("/lost-answer", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
                CompletableFuture<Integer> code = new CompletableFuture<>();

                ensemble.links().cut(answers);
                client.handle()
                        .setData("/lost-answer", new byte[1], 0, (rc, path, context, stat) -> code.complete(rc), null);

                await().atMost(Duration.ofSeconds(30))
                        .ignoreException(ConnectionLossException.class)
                        .until(() -> {
                            Stat stat = other.handle().exists("/lost-answer", false);
                            return stat != null && stat.getVersion() == 1;
                        });
                assertThat(code.get(30, TimeUnit.SECONDS)).isEqualTo(KeeperException.Code.CONNECTIONLOSS.intValue());
            } finally {
                ensemble.links().restore(answers);
                other.close();
            }
        }
    }

    Ensemble ensemble;
    RealClient client;

    /** Creates an ensemble with three members and links for a client; does not start it. */
    abstract Ensemble make();

    /** The types that are tested. */
    abstract Stream<FaultType> types();

    @BeforeAll
    void open() throws Exception {
        ensemble = make();
        ensemble.start();
        ensemble.awaitHealthy(Duration.ofSeconds(60));
        client = new RealClient(0, ensemble.links());
    }

    @AfterAll
    void close() throws Exception {
        if (client != null) {
            client.close();
        }
        if (ensemble != null) {
            ensemble.close();
        }
    }

    private EnsembleFacts facts() {
        return EnsembleFacts.of(ensemble, 1, 1);
    }

    @ParameterizedTest
    @Execution(ExecutionMode.SAME_THREAD)
    @MethodSource("types")
    void unsupported_fault_is_refused_by_name(FaultType type) {
        assertThat(type.obstacle(facts()).isPresent()).isEqualTo(lacking().contains(type.family()));
        type.obstacle(facts())
                .ifPresent(why -> assertThat(why).contains(type.fullName(), "run on --ensemble containers"));
    }

    /** The families that this kind of ensemble does not support. */
    abstract Set<String> lacking();

    @ParameterizedTest
    @Execution(ExecutionMode.SAME_THREAD)
    @MethodSource("types")
    void injected_fault_is_verified_active_and_healed(FaultType type) throws Exception {
        assumeThat(lacking()).doesNotContain(type.family());
        ensemble.awaitHealthy(Duration.ofSeconds(60));
        await().atMost(Duration.ofSeconds(30)).until(() -> client.session().connected());
        long began = System.nanoTime();
        List<Event> events = new CopyOnWriteArrayList<>();
        Plan plan = plan(type);

        try (Nemesis nemesis =
                new Nemesis(plan, ensemble, List.of(client), events::add, () -> System.nanoTime() - began)) {
            nemesis.start();
            assertThat(nemesis.awaitDone(Duration.ofSeconds(60)))
                    .as("%s", events)
                    .isTrue();
            nemesis.healAll();
        }

        assertThat(events.stream().map(e -> e.getClass().getSimpleName()))
                .as("%s", events)
                .containsExactly("FaultInjecting", "FaultInjected", "FaultActive", "FaultHealing", "FaultHealed");
    }

    /** The fault lasts as long as the shortest one that a plan draws: long enough for its proof. */
    private Plan plan(FaultType type) {
        Duration shortest = type.durations(facts()).at(0, 1);
        Duration lasting =
                switch (type.family()) {
                    // The engine reports exhausted resources 1 to 2 s late.
                    case "cpu", "memory", "disk" -> Duration.ofSeconds(8);
                    default -> shortest;
                };
        PlanStep step = new PlanStep(
                "a",
                type,
                type.scope().defaultTarget(),
                new StepTrigger.AtTime(Duration.ZERO),
                new StepEnd.Lasting(lasting));
        return new Plan(42, Duration.ofSeconds(20), List.of(step), List.of("a"));
    }
}
