package dev.stampede.workloads.registry;

import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.scenario.Checklist;
import dev.stampede.workloads.scenario.ExpectedAnomaly;
import dev.stampede.workloads.scenario.RunDemands;
import dev.stampede.workloads.scenario.Scenario;
import dev.stampede.workloads.scenario.Variant;
import dev.stampede.workloads.scenario.membership.NaiveMembershipDriver;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The scenario of group membership. */
public final class MembershipScenario {
    private static final String NAME = "membership";

    private static final Map<String, String> SETTINGS = Map.of(
            "key", "/membership",
            "groups", "2",
            "stay.least.millis", "300",
            "stay.most.millis", "30000",
            "away.millis", "1500",
            "update.millis", "7000",
            "burst", "3",
            "life.millis", "20000");

    private MembershipScenario() {}

    /** The scenario with all its variants. */
    public static Scenario scenario() {
        return new Scenario(
                NAME,
                "membership: every client of a group learns its members and their data, and members stay in it",
                List.of(correct(
                        "naive",
                        "the tutorial's: an ephemeral znode for each member, and a watch on the children",
                        NaiveMembershipDriver.class,
                        Map.of())));
    }

    private static Variant correct(
            String name, String description, Class<? extends ClientDriver> driver, Map<String, String> overrides) {
        Map<String, String> settings = new TreeMap<>(SETTINGS);
        settings.putAll(overrides);
        return new Variant(
                NAME,
                name,
                description,
                List.of(),
                driver.getName(),
                settings,
                false,
                Checklist.requiring(Map.of("joinGroup", 6, "members", 20))
                        .and("membership", Map.of())
                        .andTheEnsemble(),
                RunDemands.none());
    }

    static Variant mutant(
            String name,
            String description,
            String expected,
            Class<? extends ClientDriver> driver,
            Map<String, String> overrides,
            RunDemands demands) {
        return correct(name, description, driver, overrides)
                .expecting(List.of(ExpectedAnomaly.of(expected)))
                .demanding(demands);
    }
}
