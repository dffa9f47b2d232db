package dev.stampede.nemesis.fault;

import dev.stampede.nemesis.ensemble.Ensemble;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.LongSupplier;

/**
 * Where the faults of a run are injected.
 *
 * @param ledger shared by all faults of the run
 * @param probes a bounded pool on which links are probed side by side; whoever made it shuts it down
 * @param nanos the run's clock
 */
public record FaultContext(
        Ensemble ensemble,
        List<ClientTarget> clients,
        FaultHoldings ledger,
        ExecutorService probes,
        LongSupplier nanos) {
    public FaultContext {
        clients = List.copyOf(clients);
    }

    /**
     * The client with this number.
     *
     * @throws FaultException if there is none
     */
    public ClientTarget client(int number) {
        return clients.stream()
                .filter(c -> c.number() == number)
                .findFirst()
                .orElseThrow(() -> new FaultException("expected client %d; this run has the clients %s"
                        .formatted(
                                number,
                                clients.stream().map(ClientTarget::number).toList())));
    }
}
