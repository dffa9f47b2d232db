package dev.stampede.workloads.scenario.balancing;

/** A balancer: tracks the backends and sends them requests. */
public interface Balancer {

    /** Runs until the client must stop. Called once, on the client's thread. */
    void run() throws Exception;
}
