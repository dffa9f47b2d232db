package dev.stampede.nemesis.toxiproxy;

import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What all proxies of a server share, and what was set beside the HTTP API. The latter goes by the proxy's name, so that
 * it outlives a proxy that is deleted and made again to heal it. Thread-safe.
 */
final class ServerSide {
    private final EventLoopGroup group;
    private final ToxiproxyOptions options;
    private final TrafficMeter meter = new TrafficMeter();
    private final Map<String, Duration> dialPatience = new ConcurrentHashMap<>();
    private final Map<Place, Interception> interceptions = new ConcurrentHashMap<>();

    private record Place(String proxy, ProxyStream stream) {}

    ServerSide(EventLoopGroup group, ToxiproxyOptions options) {
        this.group = group;
        this.options = options;
    }

    EventLoopGroup group() {
        return group;
    }

    ToxiproxyOptions options() {
        return options;
    }

    TrafficMeter meter() {
        return meter;
    }

    Duration dialPatience(String proxy) {
        return dialPatience.getOrDefault(proxy, options.dialPatience());
    }

    void dialFor(String proxy, Duration patience) {
        dialPatience.put(proxy, patience);
    }

    @Nullable
    Interception interception(String proxy, ProxyStream stream) {
        return interceptions.get(new Place(proxy, stream));
    }

    Interception intercept(String proxy, ProxyStream stream, Interceptor.Factory factory) {
        Place place = new Place(proxy, stream);
        Interception interception = new Interception(factory, () -> interceptions.remove(place));
        if (interceptions.putIfAbsent(place, interception) != null) {
            throw new IllegalStateException("expected no interceptor on the " + stream.label() + " of proxy " + proxy
                    + ", but there is one; close it first");
        }
        return interception;
    }

    void closeInterceptions() {
        interceptions.values().forEach(Interception::close);
    }
}
