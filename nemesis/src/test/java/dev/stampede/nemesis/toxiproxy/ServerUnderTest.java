package dev.stampede.nemesis.toxiproxy;

import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * The Toxiproxy server that the conformance tests drive through its HTTP API. It must be in the same network as the
 * peers of the tests.
 */
public interface ServerUnderTest extends AutoCloseable {
    String apiHost();

    int apiPort();

    /** Whether it is the real server; the documentation of the tested package lists the differences. */
    boolean isReal();

    @Override
    void close();

    default ToxiproxyClient client() {
        return new ToxiproxyClient(apiHost(), apiPort());
    }

    /** Creates a proxy on any free port. */
    default Proxy proxyTo(String name, String upstream) throws IOException {
        return client().createProxy(name, "127.0.0.1:0", upstream);
    }

    default HttpResponse<String> call(String method, String path, String body) {
        return send(method, path, HttpRequest.newBuilder().method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    default HttpResponse<String> callAs(String userAgent, String method, String path) {
        return send(
                method,
                path,
                HttpRequest.newBuilder()
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .header("User-Agent", userAgent));
    }

    private HttpResponse<String> send(String method, String path, HttpRequest.Builder request) {
        URI uri = URI.create("http://" + apiHost() + ":" + apiPort() + path);
        try {
            return HttpClient.newHttpClient().send(request.uri(uri).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(method + " " + path + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The embedded server. */
    static ServerUnderTest embedded() {
        try {
            return new Embedded(ToxiproxyServer.start("127.0.0.1", 0));
        } catch (IOException e) {
            throw new AssertionError("the embedded server did not start", e);
        }
    }

    /** A running real server that shares the loopback interface with the tests. */
    static ServerUnderTest realAt(String host, int port) {
        return new Running(host, port);
    }

    record Embedded(ToxiproxyServer server) implements ServerUnderTest {
        @Override
        public String apiHost() {
            return server.host();
        }

        @Override
        public int apiPort() {
            return server.port();
        }

        @Override
        public boolean isReal() {
            return false;
        }

        @Override
        public void close() {
            server.close();
        }
    }

    record Running(String apiHost, int apiPort) implements ServerUnderTest {
        @Override
        public boolean isReal() {
            return true;
        }

        @Override
        public void close() {
            try {
                for (Proxy proxy : client().getProxies()) {
                    proxy.delete();
                }
            } catch (IOException e) {
                throw new AssertionError("the real server did not delete its proxies", e);
            }
        }
    }
}
