package dev.stampede.nemesis.toxiproxy;

import dev.stampede.nemesis.toxiproxy.api.ApiHttpHandler;
import dev.stampede.nemesis.toxiproxy.api.ProxyRegistry;
import dev.stampede.nemesis.toxiproxy.api.ToxiproxyApi;
import dev.stampede.nemesis.toxiproxy.buffer.StreamDirection;
import dev.stampede.nemesis.toxiproxy.interception.Interception;
import dev.stampede.nemesis.toxiproxy.interception.Interceptor;
import dev.stampede.nemesis.toxiproxy.pipeline.HostPort;
import dev.stampede.nemesis.toxiproxy.pipeline.ListenSocket;
import dev.stampede.nemesis.toxiproxy.pipeline.ServerContext;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutorGroup;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A Toxiproxy server in this JVM, with the same HTTP API as the real one. The documentation of the package lists the
 * differences.
 *
 * <p>Thread-safe. Two daemon threads forward bytes and one serves the API; their names begin with {@code toxiproxy}.
 * {@link #close} ends them.
 */
public final class ToxiproxyServer implements AutoCloseable {
    private static final int FORWARDING_THREADS = 2;
    private static final int MAX_REQUEST_BYTES = 1 << 20;
    private static final long CLOSE_MILLIS = 900;

    private final NioEventLoopGroup group;
    /** Separate, because API requests wait for the forwarding threads. */
    private final NioEventLoopGroup apiGroup;

    private final ServerContext context;
    private final ProxyRegistry proxies;
    private final AtomicBoolean closed = new AtomicBoolean();
    private @Nullable ListenSocket api;

    private ToxiproxyServer(ToxiproxyOptions options) {
        this.group = new NioEventLoopGroup(FORWARDING_THREADS, new DefaultThreadFactory("toxiproxy-forward", true));
        this.apiGroup = new NioEventLoopGroup(1, new DefaultThreadFactory("toxiproxy-api", true));
        this.context = new ServerContext(group, options.dialPatience(), options.bindPatience(), options.seed());
        this.proxies = new ProxyRegistry(context);
    }

    /** Starts a server with default options on this address; port 0 means any free port. */
    public static ToxiproxyServer start(String host, int port) throws IOException {
        return start(ToxiproxyOptions.defaults().listeningOn(host, port));
    }

    /**
     * Starts a server.
     *
     * @throws IOException if it cannot listen on the address, or the thread is interrupted
     */
    public static ToxiproxyServer start(ToxiproxyOptions options) throws IOException {
        ToxiproxyServer server = new ToxiproxyServer(options);
        try {
            server.listen(options);
            return server;
        } catch (IOException e) {
            server.close();
            throw e;
        } catch (InterruptedException e) {
            server.close();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting the Toxiproxy server on " + options.host(), e);
        }
    }

    private void listen(ToxiproxyOptions options) throws IOException, InterruptedException {
        ToxiproxyApi answers = new ToxiproxyApi(proxies, context.meter());
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(apiGroup)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(MAX_REQUEST_BYTES));
                        channel.pipeline().addLast(new ApiHttpHandler(answers));
                    }
                });
        api = ListenSocket.bind(bootstrap, new HostPort(options.host(), options.port()), options.bindPatience());
    }

    /** The numeric address on which the API listens. */
    public String host() {
        return address().host();
    }

    /** The port on which the API listens. */
    public int port() {
        return address().port();
    }

    private HostPort address() {
        if (api == null) {
            throw new IllegalStateException("the server was not started");
        }
        return HostPort.of(api.address());
    }

    /**
     * Adds an interceptor to one stream of a proxy, for the connections that the proxy accepts from now on. The
     * interceptor belongs to the proxy's name: the proxy need not exist yet, and may be deleted and created again.
     *
     * @throws IllegalStateException if the stream already has an interceptor
     */
    public Interception intercept(String proxy, StreamDirection stream, Interceptor.Factory factory) {
        return context.intercept(proxy, stream, factory);
    }

    /**
     * Sets how long the proxy with this name keeps an accepted connection open and retries an upstream that refuses.
     * Overrides {@link ToxiproxyOptions#dialPatience}.
     */
    public void dialFor(String proxy, Duration patience) {
        context.dialFor(proxy, patience);
    }

    /** The number of connections of a proxy, including those that wait for the upstream. */
    int connections(String proxy) {
        return proxies.get(proxy).connectionCount();
    }

    /** Closes all proxies and connections and ends the threads within 1 s. Idempotent. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        if (api != null) {
            api.close();
        }
        context.closeInterceptions();
        proxies.stopAll();
        end(apiGroup);
        end(group);
    }

    private static void end(EventExecutorGroup threads) {
        var ended = threads.shutdownGracefully(0, CLOSE_MILLIS / 2, TimeUnit.MILLISECONDS);
        ended.awaitUninterruptibly(CLOSE_MILLIS / 2, TimeUnit.MILLISECONDS);
    }
}
