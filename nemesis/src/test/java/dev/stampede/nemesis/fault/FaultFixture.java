package dev.stampede.nemesis.fault;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A fake ensemble, three fake clients and fake tools, for tests of single faults. */
final class FaultFixture implements AutoCloseable {
    final FakeEnsemble ensemble = new FakeEnsemble(3);
    final List<FakeClient> clients = List.of(new FakeClient(0), new FakeClient(1), new FakeClient(2));
    final FakeProcessControl processes = new FakeProcessControl();
    final FaultHoldings holdings = new FaultHoldings();
    volatile boolean endsSessions = true;
    volatile String dump = "SessionTracker dump:\nGlobal Sessions(0):\n";
    private final ExecutorService probes = Executors.newFixedThreadPool(4);

    private final SessionCloser sessions = new SessionCloser() {
        @Override
        public String close(ClientTarget.Session session, List<String> addresses) {
            return "closed at " + addresses.get(0);
        }

        @Override
        public Proof ended(ClientTarget.Session session, List<String> addresses) {
            return endsSessions ? Proof.proven("refused") : Proof.notYet("resumed");
        }
    };

    private final FaultContext context = new FaultContext(
            ensemble,
            List.copyOf(clients),
            holdings,
            probes,
            System::nanoTime,
            new FaultTools(processes, sessions, (address, word) -> dump));

    Fault make(FaultType type, ResolvedTarget target, String execution) {
        return type.create(context, target, execution);
    }

    @Override
    public void close() {
        probes.shutdownNow();
    }
}
