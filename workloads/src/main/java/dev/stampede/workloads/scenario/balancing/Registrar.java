package dev.stampede.workloads.scenario.balancing;

/** How a backend makes itself known. For its one thread; records what it does. */
public interface Registrar {

    /**
     * Keeps the backend registered; called over and over.
     *
     * @param address where it serves now; a registration that has another one is to be changed
     */
    void keep(String path, String address) throws Exception;

    /** Gives the registration up, by the end of the session. */
    void stop() throws Exception;
}
