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
 * A Toxiproxy server within this JVM, driven through the same HTTP API as the real one; what it does differently is said
 * in the description of its package.
 *
 * <p>Thread-safe. It has two threads that forward and one for the API, all of them daemons whose names begin with
 * {@code toxiproxy}; {@link #close} ends them.
 */
public final class ToxiproxyServer implements AutoCloseable {
    private static final int FORWARDING_THREADS = 2;
    private static final int MAX_REQUEST_BYTES = 1 << 20;
    private static final long CLOSE_MILLIS = 900;

    private final NioEventLoopGroup group;
    /** Of its own, because an answer waits for the forwarding threads. */
    private final NioEventLoopGroup apiGroup;

    private final ServerContext side;
    private final ProxyRegistry proxies;
    private final AtomicBoolean closed = new AtomicBoolean();
    private @Nullable ListenSocket api;

    private ToxiproxyServer(ToxiproxyOptions options) {
        this.group = new NioEventLoopGroup(FORWARDING_THREADS, new DefaultThreadFactory("toxiproxy-forward", true));
        this.apiGroup = new NioEventLoopGroup(1, new DefaultThreadFactory("toxiproxy-api", true));
        this.side = new ServerContext(group, options.dialPatience(), options.bindPatience(), options.seed());
        this.proxies = new ProxyRegistry(side);
    }

    /** Starts one with default options on that address; port 0 is any. */
    public static ToxiproxyServer start(String host, int port) throws IOException {
        return start(ToxiproxyOptions.defaults().listeningOn(host, port));
    }

    /**
     * Starts one.
     *
     * @throws IOException if the address cannot be listened on, or the thread is interrupted meanwhile
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
        ToxiproxyApi answers = new ToxiproxyApi(proxies, side.meter());
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

    /** The host that the API listens on, as a literal address. */
    public String host() {
        return address().host();
    }

    /** The port that the API listens on. */
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
     * Puts an interceptor on one stream of a proxy, for the connections that it accepts from now on. It goes by the
     * proxy's name: the proxy need not exist yet, and may be deleted and made again.
     *
     * @throws IllegalStateException if that stream has one
     */
    public Interception intercept(String proxy, StreamDirection stream, Interceptor.Factory factory) {
        return side.intercept(proxy, stream, factory);
    }

    /**
     * Sets how long the proxy of that name holds an accepted connection and dials again while its upstream refuses,
     * instead of what the options say.
     */
    public void dialFor(String proxy, Duration patience) {
        side.dialFor(proxy, patience);
    }

    /** How many connections a proxy has, those that still wait for the upstream among them. */
    int connections(String proxy) {
        return proxies.get(proxy).connectionCount();
    }

    /** Closes all proxies and connections and ends the threads, in less than a second. Idempotent. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        if (api != null) {
            api.close();
        }
        side.closeInterceptions();
        proxies.stopAll();
        end(apiGroup);
        end(group);
    }

    private static void end(EventExecutorGroup threads) {
        var ended = threads.shutdownGracefully(0, CLOSE_MILLIS / 2, TimeUnit.MILLISECONDS);
        ended.awaitUninterruptibly(CLOSE_MILLIS / 2, TimeUnit.MILLISECONDS);
    }
}
