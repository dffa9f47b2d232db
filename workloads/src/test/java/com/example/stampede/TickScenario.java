package com.example.stampede;

import dev.stampede.workloads.scenario.Checklist;
import dev.stampede.workloads.scenario.RunDemands;
import dev.stampede.workloads.scenario.Scenario;
import dev.stampede.workloads.scenario.ScenarioProvider;
import dev.stampede.workloads.scenario.Variant;
import java.util.List;
import java.util.Map;

/** A user's scenario: clients increment a counter, the version of a znode. */
public final class TickScenario implements ScenarioProvider {
    @Override
    public Scenario scenario() {
        Variant variant = new Variant(
                "ticks",
                "by-version",
                "each tick sets the data of one znode",
                List.of(),
                TickDriver.class.getName(),
                Map.of("key", "/ticks", "pause.millis", "10"),
                false,
                Checklist.requiring(Map.of("tick", 6))
                        .and("enough-ticks", Map.of("least", "20"))
                        .and("linearizability", Map.of("model", "tick-counter"))
                        .andTheEnsemble(),
                RunDemands.none());
        return new Scenario("ticks", "counting: each tick returns the next number", List.of(variant));
    }
}
