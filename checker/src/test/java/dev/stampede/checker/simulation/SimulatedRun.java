package dev.stampede.checker.simulation;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.ClientKind;
import dev.stampede.checker.history.data.Event.Phase;
import dev.stampede.checker.history.data.RunHeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A run of a scenario on a simulated ensemble of three members. The same run has the same history. Every history is
 * legal: the ensemble keeps ZooKeeper's guarantees, and the clients are those of the scenario's correct naive variant.
 *
 * @param attempts the clients stop after this number of attempts, or of operations if those are more
 * @param slowness the factor by which clients wait longer than usual between requests, so that a short run has faults, too
 * @param faultsEvery the mean time between the heal of a fault and the next fault; zero for no faults
 */
public record SimulatedRun(
        SimulatedScenario scenario, int clients, int attempts, int slowness, Duration faultsEvery, long seed) {
    private static final Duration RECOVERY = Duration.ofSeconds(9);
    private static final EnsembleSettings SETTINGS = new EnsembleSettings(200, 10, 5, 400, 4_000, 1_000, 3_000);

    /** The first line of the history. */
    public RunHeader header() {
        return new RunHeader(
                "simulated-" + scenario.label() + "-" + seed,
                scenario.scenario(),
                scenario.variant(),
                seed,
                "2026-11-24T00:00:00Z",
                "simulated: 3 members",
                List.of(1, 2, 3),
                SETTINGS,
                faultsEvery.isZero() ? List.of() : List.of("client-partition", "session-expiry", "kill", "pause"),
                null,
                scenario.checks(),
                "",
                "",
                Map.of());
    }

    /** The history, in memory. */
    public History history() {
        History.Builder builder = History.builder(header());
        record(builder::add);
        return builder.build();
    }

    /** Passes the events of the history on, in their order. */
    public void record(Consumer<Event> sink) {
        VirtualTime time = new VirtualTime(seed);
        RunRecorder recorder = new RunRecorder(time, sink);
        SimulatedWatchers watchers = new SimulatedWatchers(time, recorder, scenario.root());
        SimulatedEnsemble ensemble = new SimulatedEnsemble(time, recorder, watchers);
        recorder.add(new Event.PhaseBegan(Phase.SETUP, time.tick()));
        recorder.add(new Event.BudgetDerived("recovery", RECOVERY.toNanos(), "of the simulation", time.tick()));
        ensemble.elect();
        watchers.start(ensemble);
        List<SimulatedClient> all = new ArrayList<>();
        for (int number = 0; number < clients; number++) {
            recorder.add(new Event.ClientOpened(number, "", ClientKind.WORKLOAD, "harness", time.tick()));
            all.add(new SimulatedClient(number, slowness, ensemble, time, recorder));
        }
        recorder.add(new Event.PhaseBegan(Phase.WARM_UP, time.tick()));
        scenario.start(all);
        SimulatedFaults faults = new SimulatedFaults(ensemble, all, time, recorder, faultsEvery);
        advance(time, Duration.ofSeconds(1));
        recorder.add(new Event.PhaseBegan(Phase.CHAOS, time.tick()));
        if (!faultsEvery.isZero()) {
            faults.start();
        }
        while (recorder.size() < attempts && time.step(Long.MAX_VALUE)) {
            // Each step may send requests.
        }
        recorder.add(new Event.PhaseBegan(Phase.HEAL, time.tick()));
        faults.stop();
        advance(time, Duration.ofSeconds(5));
        recorder.add(new Event.PhaseBegan(Phase.RECOVERY, time.tick()));
        advance(time, RECOVERY);
        all.forEach(SimulatedClient::stop);
        advance(time, RECOVERY);
        SimulatedAudit.run(ensemble, time, recorder);
        recorder.add(new Event.RunEnded(null, time.tick()));
    }

    private static void advance(VirtualTime time, Duration length) {
        long end = time.now() + length.toNanos();
        while (time.step(end)) {
            // Until no task is left before the end.
        }
    }
}
