package dev.stampede.nemesis.fault;

import dev.stampede.nemesis.ensemble.Ensemble;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.LongSupplier;

/**
 * What the faults of a run work with. Safe to use from several threads.
 *
 * @param clients the clients of the run
 * @param holdings which fault holds what broken; shared by all faults of the run
 * @param probes a bounded pool on which links are probed in parallel; its owner shuts it down
 * @param nanos the clock of the run, in nanoseconds
 * @param tools how faults reach processes, sessions and servers outside the ensemble's own interface
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
     * @throws FaultImpossibleException if the run has no such client
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
