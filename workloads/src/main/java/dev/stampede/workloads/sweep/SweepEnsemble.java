package dev.stampede.workloads.sweep;

import dev.stampede.nemesis.ensemble.Member;
import dev.stampede.nemesis.ensemble.local.LocalEnsemble;
import dev.stampede.nemesis.toxiproxy.ToxiproxyServer;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import java.io.IOException;
import java.time.Duration;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryNTimes;

/** The local ensemble, the Toxiproxy server and the undisturbed client that all cases of a sweep share. Thread-safe. */
public final class SweepEnsemble implements AutoCloseable {
    /** The session timeout of all clients. A case ends long before. */
    static final int SESSION_TIMEOUT_MILLIS = 20_000;

    private static final int CONNECTION_TIMEOUT_MILLIS = 10_000;
    private static final int RETRIES = 40;
    private static final int RETRY_PAUSE_MILLIS = 150;
    private static final Duration START = Duration.ofSeconds(60);

    private final LocalEnsemble ensemble;
    private final ToxiproxyServer toxiproxy;
    private final ToxiproxyClient proxies;
    private final CuratorFramework direct;
    private final String address;

    private SweepEnsemble(LocalEnsemble ensemble, ToxiproxyServer toxiproxy) {
        this.ensemble = ensemble;
        this.toxiproxy = toxiproxy;
        this.proxies = new ToxiproxyClient(toxiproxy.host(), toxiproxy.port());
        Member first = ensemble.members().get(0);
        this.address = first.directAddress();
        this.direct = client(address);
    }

    /**
     * Starts an ensemble, and waits until it serves.
     *
     * @param members 1 for a standalone server
     */
    public static SweepEnsemble start(int members) throws IOException, InterruptedException {
        LocalEnsemble ensemble = LocalEnsemble.builder().members(members).build();
        ToxiproxyServer toxiproxy = null;
        try {
            ensemble.start();
            ensemble.awaitHealthy(START);
            toxiproxy = ToxiproxyServer.start("127.0.0.1", 0);
            SweepEnsemble started = new SweepEnsemble(ensemble, toxiproxy);
            started.direct.start();
            return started;
        } catch (IOException | InterruptedException | RuntimeException e) {
            if (toxiproxy != null) {
                toxiproxy.close();
            }
            ensemble.close();
            throw e;
        }
    }

    /** One line for people. */
    public String describe() {
        return ensemble.describe();
    }

    CuratorFramework direct() {
        return direct;
    }

    /** The address of the member that all clients use. */
    String address() {
        return address;
    }

    /** Opens a proxy of its own for a case. */
    CaseProxy proxy(String name, RequestLoss loss) throws IOException {
        return CaseProxy.open(toxiproxy, proxies, name, address, loss);
    }

    /** A client that is not started yet. */
    static CuratorFramework client(String connectString) {
        return CuratorFrameworkFactory.builder()
                .connectString(connectString)
                .sessionTimeoutMs(SESSION_TIMEOUT_MILLIS)
                .connectionTimeoutMs(CONNECTION_TIMEOUT_MILLIS)
                .retryPolicy(new RetryNTimes(RETRIES, RETRY_PAUSE_MILLIS))
                .ensembleTracker(false) // its requests would be counted
                .build();
    }

    @Override
    public void close() {
        direct.close();
        toxiproxy.close();
        ensemble.close();
    }
}
