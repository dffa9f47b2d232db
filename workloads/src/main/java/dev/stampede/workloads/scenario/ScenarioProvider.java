package dev.stampede.workloads.scenario;

/**
 * Adds a scenario from a jar of the user's. The jar names the implementing class in {@code
 * META-INF/services/dev.stampede.workloads.scenario.ScenarioProvider}; the class is public and has a public constructor without
 * parameters. The scenario is then run and listed like the built-in ones.
 */
public interface ScenarioProvider {

    /** The scenario; its name differs from all others. Called once, on any thread. */
    Scenario scenario();
}
