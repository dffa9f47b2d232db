package dev.stampede.workloads.external;

import dev.stampede.nemesis.ensemble.ClientAccess;
import dev.stampede.nemesis.ensemble.EnsembleException;
import dev.stampede.nemesis.link.Transport;
import dev.stampede.workloads.client.settings.ClientSettings;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ConnectStringParser;
import org.apache.zookeeper.client.StaticHostProvider;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ClientX509Util;
import org.apache.zookeeper.common.X509Exception;

/** The access of the harness to an external ensemble, with client settings. */
public final class ExternalAccess implements ClientAccess {
    private final ClientSettings settings;
    private final Transport transport;

    /** @throws EnsembleException if the key stores of the settings cannot be used */
    public ExternalAccess(ClientSettings settings) {
        this.settings = settings;
        this.transport = settings.secure() ? tls(settings) : Transport.PLAIN;
    }

    private static Transport tls(ClientSettings settings) {
        SSLContext context;
        try (ClientX509Util util = new ClientX509Util()) {
            context = util.createSSLContext(settings.applyTo(new ZKClientConfig()));
        } catch (X509Exception e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new EnsembleException(
                    "the key stores of the client settings " + settings.file() + " cannot be used: "
                            + cause.getMessage(),
                    e);
        }
        boolean verified = verifiedByTheJdk(settings);
        return (connected, host) -> secure(context, verified, connected, host);
    }

    /** Whether the TLS engine must verify host names. Without FIPS mode, ZooKeeper's trust manager verifies them. */
    private static boolean verifiedByTheJdk(ClientSettings settings) {
        return !"false".equalsIgnoreCase(settings.property("zookeeper.ssl.hostnameVerification"))
                && !"false".equalsIgnoreCase(settings.property("zookeeper.fips-mode"));
    }

    private static Socket secure(SSLContext context, boolean verified, Socket connected, String host)
            throws IOException {
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(connected, host, connected.getPort(), true);
        if (verified) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
        }
        socket.startHandshake();
        return socket;
    }

    @Override
    public Transport transport() {
        return transport;
    }

    @Override
    public ZooKeeper resume(String address, int timeoutMillis, Watcher watcher, long session, byte[] password)
            throws IOException {
        ZooKeeper handle = new ZooKeeper(
                address,
                timeoutMillis,
                watcher,
                session,
                password,
                false,
                new StaticHostProvider(new ConnectStringParser(address).getServerAddresses()),
                settings.applyTo(new ZKClientConfig()));
        settings.authenticate(handle);
        return handle;
    }
}
