package dev.stampede.nemesis.fault;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A site of fakes with three clients, for tests of single faults. */
final class FaultFixture implements AutoCloseable {
    final FakeEnsemble ensemble = new FakeEnsemble(3);
    final List<FakeClient> clients = List.of(new FakeClient(0), new FakeClient(1), new FakeClient(2));
    final FakeProcessControl processes = new FakeProcessControl();
    final FaultHoldings ledger = new FaultHoldings();
    volatile boolean endsSessions = true;
    volatile String dump = "SessionTracker dump:\nGlobal Sessions(0):\n";
    private final ExecutorService probes = Executors.newFixedThreadPool(4);
    final FaultContext site = new FaultContext(ensemble, List.copyOf(clients), ledger, probes, System::nanoTime);

    Fault make(FaultShape shape, ResolvedTarget aim, String name) {
        SessionCloser ender = new SessionCloser() {
            @Override
            public String end(ClientTarget.Session session, List<String> addresses) {
                return "closed at " + addresses.get(0);
            }

            @Override
            public Proof ended(ClientTarget.Session session, List<String> addresses) {
                return endsSessions ? Proof.holds("refused") : Proof.open("taken up");
            }
        };
        return new FaultMaker(site, processes, ender, (address, word) -> dump).make(shape, aim, name);
    }

    @Override
    public void close() {
        probes.shutdownNow();
    }
}
