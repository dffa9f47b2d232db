package dev.stampede.workloads.scenario.balancing;

/** Registers a backend, and records its operations. Used by one thread. */
public interface Registrar {

    /**
     * Keeps the backend registered. Called repeatedly.
     *
     * @param address the current address, which replaces the address of an existing registration
     */
    void keep(String path, String address) throws Exception;

    /** Ends the registration by ending the session. */
    void stop() throws Exception;
}
