package dev.stampede.nemesis.toxiproxy.pipeline;

import dev.stampede.nemesis.toxiproxy.buffer.StreamDirection;
import dev.stampede.nemesis.toxiproxy.interception.Interception;
import dev.stampede.nemesis.toxiproxy.interception.Interceptor;
import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The state that all proxies of a server share, and the settings outside the HTTP API. The settings are stored by proxy
 * name, so that they survive a deletion of the proxy. Thread-safe.
 */
public final class ServerContext {
    private final EventLoopGroup group;
    private final Duration defaultDialPatience;
    private final Duration bindPatience;
    private final long seed;
    private final TrafficMeter meter = new TrafficMeter();
    private final Map<String, Duration> dialPatience = new ConcurrentHashMap<>();
    private final Map<InterceptedStream, Interception> interceptions = new ConcurrentHashMap<>();

    private record InterceptedStream(String proxy, StreamDirection stream) {}

    /**
     * The context of a server.
     *
     * @param group the event loops that forward bytes
     * @param dialPatience how long a refusing upstream is retried, unless {@link #dialFor} sets another time
     * @param bindPatience how long a port that is in use is retried
     * @param seed the seed of toxicity, jitter and slices
     */
    public ServerContext(EventLoopGroup group, Duration dialPatience, Duration bindPatience, long seed) {
        this.group = group;
        this.defaultDialPatience = dialPatience;
        this.bindPatience = bindPatience;
        this.seed = seed;
    }

    EventLoopGroup group() {
        return group;
    }

    Duration bindPatience() {
        return bindPatience;
    }

    long seed() {
        return seed;
    }

    public TrafficMeter meter() {
        return meter;
    }

    Duration dialPatience(String proxy) {
        return dialPatience.getOrDefault(proxy, defaultDialPatience);
    }

    public void dialFor(String proxy, Duration patience) {
        dialPatience.put(proxy, patience);
    }

    @Nullable
    Interception interception(String proxy, StreamDirection stream) {
        return interceptions.get(new InterceptedStream(proxy, stream));
    }

    public Interception intercept(String proxy, StreamDirection stream, Interceptor.Factory factory) {
        InterceptedStream place = new InterceptedStream(proxy, stream);
        Interception interception = new Interception(factory, () -> interceptions.remove(place));
        if (interceptions.putIfAbsent(place, interception) != null) {
            throw new IllegalStateException("expected no interceptor on the " + stream.label() + " of proxy " + proxy
                    + "; close the present one first");
        }
        return interception;
    }

    public void closeInterceptions() {
        interceptions.values().forEach(Interception::close);
    }
}
