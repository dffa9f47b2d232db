package dev.stampede.nemesis.toxiproxy.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stampede.nemesis.toxiproxy.pipeline.EmbeddedProxy;
import dev.stampede.nemesis.toxiproxy.pipeline.HostPort;
import dev.stampede.nemesis.toxiproxy.pipeline.ServerContext;
import dev.stampede.nemesis.toxiproxy.toxics.Toxic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The proxies of a server, and the operations of the HTTP API on them. Thread-safe: one change at a time. */
public final class ProxyRegistry {
    private final Map<String, EmbeddedProxy> proxies = new TreeMap<>();
    private final ServerContext context;

    public ProxyRegistry(ServerContext context) {
        this.context = context;
    }

    synchronized List<EmbeddedProxy> all() {
        return List.copyOf(proxies.values());
    }

    public synchronized EmbeddedProxy get(String name) {
        EmbeddedProxy proxy = proxies.get(name);
        if (proxy == null) {
            throw ApiException.proxyNotFound();
        }
        return proxy;
    }

    synchronized EmbeddedProxy create(ProxyRequest request) throws InterruptedException {
        request.requireAll();
        if (proxies.containsKey(request.name())) {
            throw ApiException.proxyAlreadyExists();
        }
        EmbeddedProxy proxy = request.build(context);
        if (request.enabledOr(true)) {
            start(proxy);
        }
        proxies.put(proxy.name(), proxy);
        return proxy;
    }

    /**
     * The result of populate: the proxies up to the first failure.
     *
     * @param failure the first failure; empty if there was none
     */
    record Populated(List<EmbeddedProxy> proxies, List<ApiException> failure) {}

    synchronized Populated populate(List<ProxyRequest> requests) throws InterruptedException {
        List<EmbeddedProxy> done = new ArrayList<>();
        for (ProxyRequest request : requests) {
            try {
                done.add(addOrReplace(request));
            } catch (ApiException e) {
                return new Populated(done, List.of(e));
            }
        }
        return new Populated(done, List.of());
    }

    private EmbeddedProxy addOrReplace(ProxyRequest request) throws InterruptedException {
        EmbeddedProxy existing = proxies.get(request.name());
        if (existing != null) {
            if (!differs(existing, request.listenOr(HostPort.ANY), request.upstreamOr(""))) {
                return existing;
            }
            existing.stop();
        }
        EmbeddedProxy proxy = request.build(context);
        if (request.enabledOr(true)) {
            start(proxy);
        }
        proxies.put(proxy.name(), proxy);
        return proxy;
    }

    synchronized EmbeddedProxy update(String name, ProxyRequest request) throws InterruptedException {
        EmbeddedProxy proxy = get(name);
        boolean enabled = request.enabledOr(proxy.isEnabled());
        HostPort listen = request.listenOr(proxy.listen());
        String upstream = request.upstreamOr(proxy.upstream());
        if (differs(proxy, listen, upstream)) {
            proxy.stop();
            proxy.move(listen, upstream);
        }
        if (enabled) {
            start(proxy);
        } else {
            proxy.stop();
        }
        return proxy;
    }

    private static boolean differs(EmbeddedProxy proxy, HostPort listen, String upstream) {
        return !proxy.listen().equals(listen.literal()) || !proxy.upstream().equals(upstream);
    }

    synchronized void delete(String name) {
        get(name).stop();
        proxies.remove(name);
    }

    synchronized void reset() throws InterruptedException {
        for (EmbeddedProxy proxy : proxies.values()) {
            start(proxy);
            proxy.toxics().forEach(proxy::remove);
        }
    }

    public synchronized void stopAll() {
        proxies.values().forEach(EmbeddedProxy::stop);
        proxies.clear();
    }

    synchronized Toxic addToxic(String proxyName, JsonNode body) {
        EmbeddedProxy proxy = get(proxyName);
        ToxicRequest request = ToxicRequest.creation(body);
        if (proxy.toxic(request.name()).isPresent()) {
            throw ApiException.toxicAlreadyExists();
        }
        Toxic toxic = request.toxic();
        proxy.add(toxic);
        return toxic;
    }

    synchronized Toxic updateToxic(String proxyName, String toxicName, JsonNode body) {
        Toxic present = toxic(proxyName, toxicName);
        Toxic changed = ToxicRequest.change(body).over(present);
        get(proxyName).change(changed);
        return changed;
    }

    synchronized void removeToxic(String proxyName, String toxicName) {
        get(proxyName).remove(toxic(proxyName, toxicName));
    }

    synchronized Toxic toxic(String proxyName, String toxicName) {
        return get(proxyName).toxic(toxicName).orElseThrow(ApiException::toxicNotFound);
    }

    private static void start(EmbeddedProxy proxy) throws InterruptedException {
        try {
            proxy.start();
        } catch (IOException e) {
            throw new ApiException(500, String.valueOf(e.getMessage()));
        }
    }
}
