package dev.stampede.workloads.scenario;

/**
 * Adds a scenario from a user's jar. The jar names the implementation in
 * {@code META-INF/services/dev.stampede.workloads.scenario.ScenarioProvider}. The implementation must be a public class
 * with a public constructor without parameters. The scenario is listed and run like the built-in ones.
 */
public interface ScenarioProvider {

    /** The scenario. Its name must be unique. Called once, on any thread. */
    Scenario scenario();
}
