package dev.stampede.nemesis.toxiproxy.pipeline;

import dev.stampede.nemesis.toxiproxy.buffer.MonotonicClock;
import dev.stampede.nemesis.toxiproxy.buffer.StreamDirection;
import dev.stampede.nemesis.toxiproxy.interception.Interception;
import dev.stampede.nemesis.toxiproxy.toxics.Toxic;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A proxy: a listener, its toxics, its connections.
 *
 * <p>Changes come from one thread at a time (the API's registry serialises them), and return when they are effective on
 * every connection. The lock guards the state that is shared with event loops, and is never held during a wait for an
 * event loop.
 */
public final class EmbeddedProxy implements ProxiedConnection.ProxyView {
    private static final long CHANGE_SECONDS = 5;
    private static final int BACKLOG = 256;

    private final String name;
    private final ServerContext context;
    private final Object lock = new Object();

    // Guarded by the lock.
    private HostPort listen;
    private String upstream;
    private boolean enabled;
    private final Map<String, Toxic> toxics = new LinkedHashMap<>();
    private final Map<Long, ProxiedConnection> connections = new LinkedHashMap<>();
    private long accepted;

    private @Nullable ListenSocket listener;

    public EmbeddedProxy(String name, HostPort listen, String upstream, ServerContext context) {
        this.name = name;
        this.listen = listen;
        this.upstream = upstream;
        this.context = context;
    }

    public String name() {
        return name;
    }

    public HostPort listen() {
        synchronized (lock) {
            return listen;
        }
    }

    public String upstream() {
        synchronized (lock) {
            return upstream;
        }
    }

    public boolean isEnabled() {
        synchronized (lock) {
            return enabled;
        }
    }

    /** Starts to listen. Does nothing if the proxy already listens. */
    public void start() throws IOException, InterruptedException {
        if (isEnabled()) {
            return;
        }
        ServerBootstrap bootstrap = SocketOptions.configured(new ServerBootstrap()
                .group(context.group())
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel client) {
                        accepted(client);
                    }
                }));
        ListenSocket bound = ListenSocket.bind(bootstrap, listen(), context.bindPatience());
        listener = bound;
        synchronized (lock) {
            listen = HostPort.of(bound.address());
            enabled = true;
        }
    }

    /** Closes the listener and every connection. Does nothing if the proxy does not listen. */
    public void stop() {
        List<ProxiedConnection> open;
        synchronized (lock) {
            if (!enabled) {
                return;
            }
            enabled = false;
            open = List.copyOf(connections.values());
        }
        if (listener != null) {
            listener.close();
            listener = null;
        }
        onEach(open, ProxiedConnection::close);
    }

    public void move(HostPort newListen, String newUpstream) {
        synchronized (lock) {
            listen = newListen;
            upstream = newUpstream;
        }
    }

    private void accepted(Channel client) {
        ProxiedConnection connection;
        synchronized (lock) {
            // The proxy no longer listens, so this connection is closed like the connections in the backlog.
            if (!enabled && listener != null) {
                var unused = client.close();
                return;
            }
            long number = ++accepted;
            SplittableRandom random =
                    new SplittableRandom(context.seed() ^ (name.hashCode() * 0x9E3779B97F4A7C15L) ^ number);
            UpstreamDialer dialer = new UpstreamDialer(upstream, context.dialPatience(name));
            connection = new ProxiedConnection(number, client, dialer, random.split(), this);
            connections.put(number, connection);
        }
        connection.open();
    }

    @Override
    public TrafficMeter.Traffic traffic(StreamDirection stream) {
        synchronized (lock) {
            return context.meter().of(stream, name, listen.toString(), upstream);
        }
    }

    @Override
    public @Nullable Interception interception(StreamDirection stream) {
        return context.interception(name, stream);
    }

    /** The toxics of the upstream, then those of the downstream, each in the order of creation. */
    @Override
    public List<Toxic> toxics() {
        synchronized (lock) {
            List<Toxic> all = new ArrayList<>();
            for (StreamDirection stream : StreamDirection.values()) {
                toxics.values().stream().filter(t -> t.stream() == stream).forEach(all::add);
            }
            return all;
        }
    }

    public Optional<Toxic> toxic(String toxicName) {
        synchronized (lock) {
            return Optional.ofNullable(toxics.get(toxicName));
        }
    }

    @Override
    public void closed(ProxiedConnection connection) {
        synchronized (lock) {
            connections.remove(connection.number());
        }
    }

    public int connectionCount() {
        synchronized (lock) {
            return connections.size();
        }
    }

    public void add(Toxic toxic) {
        changeEach(toxic, StreamPipeline::add, () -> toxics.put(toxic.name(), toxic));
    }

    public void change(Toxic toxic) {
        changeEach(toxic, StreamPipeline::change, () -> toxics.put(toxic.name(), toxic));
    }

    public void remove(Toxic toxic) {
        changeEach(toxic, StreamPipeline::remove, () -> toxics.remove(toxic.name()));
    }

    private void changeEach(Toxic toxic, BiConsumer<StreamPipeline, Toxic> change, Runnable update) {
        List<ProxiedConnection> open;
        synchronized (lock) {
            update.run();
            open = List.copyOf(connections.values());
        }
        onEach(open, connection -> change.accept(connection.streamPipeline(toxic.stream()), toxic));
    }

    private void onEach(List<ProxiedConnection> open, Consumer<ProxiedConnection> action) {
        List<Future<?>> pending = new ArrayList<>();
        for (ProxiedConnection connection : open) {
            try {
                pending.add(connection.loop().submit(() -> action.accept(connection)));
            } catch (RejectedExecutionException e) {
                // The server is closed, and so is the connection.
            }
        }
        long deadline = MonotonicClock.nanos() + TimeUnit.SECONDS.toNanos(CHANGE_SECONDS);
        for (Future<?> each : pending) {
            if (!each.awaitUninterruptibly(deadline - MonotonicClock.nanos(), TimeUnit.NANOSECONDS)) {
                throw new IllegalStateException("expected the connections of proxy " + name + " to change within "
                        + CHANGE_SECONDS + " s, but a forwarding thread does not answer; does an interceptor block?");
            }
        }
    }
}
