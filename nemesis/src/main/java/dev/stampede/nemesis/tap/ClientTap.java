package dev.stampede.nemesis.tap;

import dev.stampede.nemesis.toxiproxy.ToxiproxyServer;
import dev.stampede.nemesis.toxiproxy.buffer.StreamDirection;
import dev.stampede.nemesis.toxiproxy.interception.Interception;
import dev.stampede.nemesis.toxiproxy.interception.Interceptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Taps the client links of an embedded Toxiproxy server. Install it on a proxy before the first client connects: it
 * decodes only connections that are accepted later.
 *
 * <p>Thread-safe. Listeners can be added and removed at any time; each receives the frames that arrive meanwhile.
 */
public final class ClientTap implements AutoCloseable {
    private static final int MAX_FAILURES = 100;

    private final ToxiproxyServer server;
    private final List<TapListener> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, List<Interception>> installed = new TreeMap<>();
    /** The failures on proxies whose tap has ended. */
    private final List<String> earlierFailures = new ArrayList<>();

    /** @param server forwards the links; not closed by this object */
    public ClientTap(ToxiproxyServer server) {
        this.server = server;
    }

    /** Adds a listener, after those that were added before. */
    public void add(TapListener listener) {
        listeners.add(listener);
    }

    /** Removes a listener. Idempotent. */
    public void remove(TapListener listener) {
        listeners.remove(listener);
    }

    /**
     * Taps a proxy, which need not exist yet. Does nothing if the proxy is already tapped.
     *
     * @throws IllegalStateException if the proxy has another interceptor
     */
    public synchronized void install(String proxy, TappedLink link) {
        if (installed.containsKey(proxy)) {
            return;
        }
        Map<Long, ConnectionState> halfOpen = new ConcurrentHashMap<>();
        List<Interception> interceptions = new ArrayList<>();
        for (StreamDirection stream : StreamDirection.values()) {
            Interceptor.Factory factory =
                    (connection, client) -> new FrameSplitter(stream, stateOf(halfOpen, link, connection), listeners);
            interceptions.add(server.intercept(proxy, stream, factory));
        }
        installed.put(proxy, interceptions);
    }

    /** The state of a connection: the stream that opens first creates it, and the other stream takes it. */
    private static ConnectionState stateOf(Map<Long, ConnectionState> halfOpen, TappedLink link, long connection) {
        ConnectionState known = halfOpen.remove(connection);
        if (known != null) {
            return known;
        }
        ConnectionState created = new ConnectionState(link, connection);
        halfOpen.put(connection, created);
        return created;
    }

    /** Ends the tap of a proxy; its connections continue undecoded. Idempotent. */
    public synchronized void uninstall(String proxy) {
        List<Interception> interceptions = installed.remove(proxy);
        if (interceptions != null) {
            addFailures(proxy, interceptions, earlierFailures);
            interceptions.forEach(Interception::close);
        }
    }

    /**
     * The failures so far, for people, at most {@value #MAX_FAILURES}. If a listener throws, the tap of that stream
     * ends.
     */
    public synchronized List<String> failures() {
        List<String> failures = new ArrayList<>(earlierFailures);
        installed.forEach((proxy, interceptions) -> addFailures(proxy, interceptions, failures));
        return failures;
    }

    private static void addFailures(String proxy, List<Interception> interceptions, List<String> failures) {
        for (Interception interception : interceptions) {
            if (failures.size() < MAX_FAILURES) {
                interception.failure().ifPresent(e -> failures.add("the tap of " + proxy + " failed: " + e));
            }
        }
    }

    /** Ends the tap of all proxies. Idempotent. */
    @Override
    public synchronized void close() {
        List.copyOf(installed.keySet()).forEach(this::uninstall);
    }
}
