package dev.stampede.checker.simulation;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.FaultEffect;
import dev.stampede.checker.testing.FaultScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Injects faults from time to time: clients are cut off, sessions closed, members killed or paused. Not thread-safe. */
final class SimulatedFaults {
    private static final Duration LASTING = Duration.ofMillis(1_500);
    private static final Duration DETECTION = Duration.ofMillis(1_500);
    private static final int KINDS = 4;

    private final SimulatedEnsemble ensemble;
    private final List<SimulatedClient> clients;
    private final VirtualTime time;
    private final RunRecorder recorder;
    private final Duration every;
    private int count;
    private boolean over;

    SimulatedFaults(
            SimulatedEnsemble ensemble,
            List<SimulatedClient> clients,
            VirtualTime time,
            RunRecorder recorder,
            Duration every) {
        this.ensemble = ensemble;
        this.clients = clients;
        this.time = time;
        this.recorder = recorder;
        this.every = every;
    }

    /** Injects the first fault after some time. */
    void start() {
        time.after(time.around(every), this::next);
    }

    /** Injects no fault any more. */
    void stop() {
        over = true;
    }

    private void next() {
        if (over) {
            return;
        }
        SimulatedClient client = clients.get(time.choose(clients.size()));
        SimulatedMember member =
                ensemble.members().get(time.choose(ensemble.members().size()));
        switch (count % KINDS) {
            case 0 -> {
                begin(FaultScope.of("client-partition", "all")
                        .clients(client.number())
                        .links(links(client)));
                client.cutLink(time.around(DETECTION));
                end(client::healLink);
            }
            case 1 -> {
                begin(FaultScope.of("session-expiry", "close").clients(client.number()));
                ensemble.end(client.session());
                end(() -> {});
            }
            case 2 -> {
                begin(FaultScope.of("kill", "random").members(member.number()));
                ensemble.kill(member);
                end(() -> ensemble.restart(member));
            }
            default -> {
                begin(FaultScope.of("pause", "random").members(member.number()).effects(FaultEffect.PAUSES_MEMBERS));
                member.stall(LASTING.dividedBy(3));
                end(() -> {});
            }
        }
    }

    private List<String> links(SimulatedClient client) {
        List<String> links = new ArrayList<>();
        for (SimulatedMember member : ensemble.members()) {
            links.add("c" + client.number() + "->" + member.number());
            links.add(member.number() + "->c" + client.number());
        }
        return links;
    }

    private String fault() {
        return "fault-" + count + "#1";
    }

    private void begin(FaultScope scope) {
        count++;
        recorder.add(new Event.FaultInjecting(
                fault(),
                "fault-" + count,
                scope.family(),
                scope.shape(),
                "random",
                scope.members(),
                scope.clients(),
                scope.links(),
                scope.effects(),
                time.tick()));
        recorder.add(new Event.FaultInjected(fault(), time.tick()));
        recorder.add(new Event.FaultActive(fault(), "the simulation injected it", time.tick()));
    }

    private void end(Runnable heal) {
        time.after(time.around(LASTING), () -> {
            recorder.add(new Event.FaultHealing(fault(), time.tick()));
            heal.run();
            recorder.add(new Event.FaultHealed(fault(), "the simulation healed it", time.tick()));
            start();
        });
    }
}
