package dev.stampede.workloads.scenario.balancing;

/** A balancer: follows the backends and sends them requests until the client is to stop. */
public interface Balancer {

    /** Works until the client is to stop. Called once, on the client's thread. */
    void run() throws Exception;
}
