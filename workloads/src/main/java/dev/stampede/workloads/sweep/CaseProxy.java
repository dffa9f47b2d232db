package dev.stampede.workloads.sweep;

import dev.stampede.nemesis.tap.ClientTap;
import dev.stampede.nemesis.tap.TappedLink;
import dev.stampede.nemesis.toxiproxy.ToxiproxyServer;
import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import java.io.IOException;
import java.util.List;

/** The tapped proxy of one case. Used by one thread. */
final class CaseProxy implements AutoCloseable {
    private final Proxy proxy;
    private final ClientTap tap;

    private CaseProxy(Proxy proxy, ClientTap tap) {
        this.proxy = proxy;
        this.tap = tap;
    }

    static CaseProxy open(
            ToxiproxyServer server, ToxiproxyClient client, String name, String upstream, RequestLoss loss)
            throws IOException {
        ClientTap tap = new ClientTap(server);
        tap.add(loss);
        tap.install(name, new TappedLink(0, 1));
        try {
            return new CaseProxy(client.createProxy(name, "127.0.0.1:0", upstream), tap);
        } catch (IOException e) {
            tap.close();
            throw e;
        }
    }

    /** Twice the same address, because the client waits 1 s before it tries a single address again. */
    String connectString() {
        return proxy.getListen() + "," + proxy.getListen();
    }

    /** The failures of the tap, for people. */
    List<String> failures() {
        return tap.failures();
    }

    @Override
    public void close() throws IOException {
        tap.close();
        proxy.delete();
    }
}
