package dev.stampede.nemesis.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stampede.checker.history.Event;
import dev.stampede.nemesis.ensemble.local.LocalEnsemble;
import dev.stampede.nemesis.fault.FaultShape;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every shape, once, on a real ensemble: it bites, and it heals, and both are proven. */
@Timeout(90)
final class EveryFaultIT {
    private static LocalEnsemble ensemble;
    private static RealClient client;

    @BeforeAll
    static void open() throws Exception {
        ensemble = LocalEnsemble.builder().build();
        ensemble.start();
        ensemble.awaitHealthy(Duration.ofSeconds(60));
        client = new RealClient(0, ensemble.links());
    }

    @AfterAll
    static void close() throws Exception {
        if (client != null) {
            client.close();
        }
        ensemble.close();
    }

    @ParameterizedTest
    @EnumSource(FaultShape.class)
    void fault_that_is_injected_is_proven_to_bite_and_to_heal(FaultShape shape) throws Exception {
        ensemble.awaitHealthy(Duration.ofSeconds(60));
        await().atMost(Duration.ofSeconds(30)).until(() -> client.session().connected());
        long began = System.nanoTime();
        List<Event> events = new CopyOnWriteArrayList<>();
        Plan plan = plan(shape);

        Healing healing;
        try (Nemesis nemesis =
                new Nemesis(plan, ensemble, List.of(client), events::add, () -> System.nanoTime() - began)) {
            nemesis.start();
            assertThat(nemesis.awaitDone(Duration.ofSeconds(60)))
                    .as("%s", events)
                    .isTrue();
            healing = nemesis.healAll();
        }

        assertThat(events.stream().map(e -> e.getClass().getSimpleName()))
                .as("%s", events)
                .containsExactly("FaultInjecting", "FaultInjected", "FaultBit", "FaultHealing", "FaultHealed");
        assertThat(healing.complete()).as("%s", healing).isTrue();
    }

    private static Plan plan(FaultShape shape) {
        Duration lasting = shape.momentary()
                ? Duration.ZERO
                : Duration.ofMillis(shape == FaultShape.SESSION_EXPIRY_CUT ? 5_000 : 1_000);
        Atom atom = new Atom("a", shape, shape.target(), new When.AtTime(Duration.ZERO), new Until.Lasting(lasting));
        return new Plan(42, Duration.ofSeconds(10), List.of(atom), List.of("a"));
    }
}
