package dev.stampede.nemesis.toxiproxy.pipeline;

import dev.stampede.nemesis.toxiproxy.buffer.MonotonicClock;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects to the upstream for one connection; retries while the upstream refuses.
 *
 * <p>A member connects to its leader a few milliseconds before the leader listens. Without a proxy, the connection is
 * refused, and the member tries again. A proxy has already accepted the connection; if the proxy closed it, both
 * members would lose a round of the election. Therefore the proxy lets the client wait. Confined to one event loop.
 */
final class UpstreamDialer {
    private static final Logger LOG = LoggerFactory.getLogger(UpstreamDialer.class);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);

    private final String upstream;
    private final Duration patience;
    private long deadlineNanos;
    private @Nullable ChannelFuture attempt;
    private @Nullable ScheduledFuture<?> pause;
    private boolean over;

    /**
     * A dialer for one connection.
     *
     * @param patience the time after the first attempt within which another attempt may start; zero means a single
     *     attempt
     */
    UpstreamDialer(String upstream, Duration patience) {
        this.upstream = upstream;
        this.patience = patience;
    }

    /** Starts the attempts. Calls one of the callbacks once, on the event loop, unless cancelled. */
    void dial(EventLoop loop, Supplier<ChannelHandler> handler, Consumer<Channel> connected, Runnable unreachable) {
        deadlineNanos = MonotonicClock.nanos() + patience.toNanos();
        InetSocketAddress address;
        try {
            address = HostPort.parse(upstream).unresolved();
        } catch (IllegalArgumentException e) {
            LOG.warn("Cannot connect to the upstream {}", upstream, e);
            unreachable.run();
            return;
        }
        Bootstrap bootstrap = SocketOptions.configured(
                        new Bootstrap().group(loop).channel(NioSocketChannel.class))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT_LIMIT.toMillis());
        attempt(new Call(loop, bootstrap, address, handler, connected, unreachable));
    }

    private record Call(
            EventLoop loop,
            Bootstrap bootstrap,
            InetSocketAddress address,
            Supplier<ChannelHandler> handler,
            Consumer<Channel> connected,
            Runnable unreachable) {}

    private void attempt(Call call) {
        pause = null;
        ChannelFuture connecting =
                call.bootstrap().clone().handler(call.handler().get()).connect(call.address());
        attempt = connecting;
        var unused = connecting.addListener((ChannelFuture done) -> attempted(call, done));
    }

    private void attempted(Call call, ChannelFuture done) {
        if (over) {
            var unused = done.channel().close();
        } else if (done.isSuccess()) {
            over = true;
            call.connected().accept(done.channel());
        } else if (!isRefusal(done.cause()) || MonotonicClock.nanos() >= deadlineNanos) {
            over = true;
            LOG.debug("The upstream {} could not be reached within {}", upstream, patience, done.cause());
            call.unreachable().run();
        } else {
            pause = call.loop().schedule(() -> attempt(call), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Whether the connection was refused. After a reset there is no retry: a server accepted and ended the connection,
     * and the client must see that.
     */
    private static boolean isRefusal(Throwable cause) {
        return cause instanceof ConnectException;
    }

    void cancel() {
        if (over) {
            return;
        }
        over = true;
        if (pause != null) {
            pause.cancel(false);
        }
        if (attempt != null) {
            var unused = attempt.channel().close();
        }
    }
}
