package dev.stampede.nemesis.fault;

import dev.stampede.nemesis.ensemble.Ensemble;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.LongSupplier;

/**
 * The services that the faults of a run use. Safe to use from several threads.
 *
 * @param clients the clients of the run
 * @param holdings what is broken now, and which faults keep it broken; shared by all faults of the run
 * @param probes a bounded pool that probes links in parallel; its owner shuts it down
 * @param nanos the clock of the run, in nanoseconds
 * @param tools access to processes, sessions and servers outside the interface {@link Ensemble}
 */
public record FaultContext(
        Ensemble ensemble,
        List<ClientTarget> clients,
        FaultHoldings holdings,
        ExecutorService probes,
        LongSupplier nanos,
        FaultTools tools) {
    public FaultContext {
        clients = List.copyOf(clients);
    }

    /**
     * The client with this number.
     *
     * @throws FaultImpossibleException if the run does not have this client
     */
    public ClientTarget client(int number) {
        return clients.stream()
                .filter(c -> c.number() == number)
                .findFirst()
                .orElseThrow(() -> new FaultImpossibleException("expected client %d; this run has the clients %s"
                        .formatted(
                                number,
                                clients.stream().map(ClientTarget::number).toList())));
    }
}
