package dev.stampede.workloads.user;

import java.util.Map;

/**
 * Your registry of services, for the scenario {@code load-balancing}. The first clients are backends, which register their
 * addresses, the others are balancers, which look them up and send requests to them.
 *
 * <p><b>What is checked.</b> A look-up shows only addresses that were registered under their ids. While no fault acts, it
 * shows each registered backend at its present address within a time limit, also after the session of the backend has ended
 * and the backend has a new session. It shows no backend that was unregistered or closed. The time limits follow from the
 * settings. Each backend answers the requests that are sent to its address. Doubts that the object reports do not change what
 * is checked.
 *
 * <p>When a backend stops, it calls {@link #unregister} or only closes its object. Both end the registration.
 */
public interface UserRegistry extends UserObject {

    /**
     * Registers an address under an id, and keeps it registered until it is unregistered or the object is closed. Called again
     * with another address, it replaces the address. May block for its requests.
     *
     * @throws Exception if it is unknown whether the address is registered; it is then called again
     */
    void register(String id, String address) throws Exception;

    /** Ends the registration of an id that this object registered. May block for its requests. */
    void unregister(String id) throws Exception;

    /**
     * The addresses of all registered ids, as far as this client knows. Called often; may block for requests.
     *
     * @throws Exception if it knows no addresses that it may use; the balancer then uses those that it had before
     */
    Map<String, String> lookUp() throws Exception;
}
