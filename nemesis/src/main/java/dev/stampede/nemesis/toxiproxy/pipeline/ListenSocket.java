package dev.stampede.nemesis.toxiproxy.pipeline;

import dev.stampede.nemesis.toxiproxy.buffer.MonotonicClock;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A listening socket. {@link #bind} and {@link #close} block, so they must not run on an event loop. */
public final class ListenSocket {
    private static final long PAUSE_MILLIS = 20;

    private static final int CLOSED_WITHIN_SECONDS = 5;
    private static final int CONNECT_MILLIS = 1_000;

    private final Channel channel;

    private ListenSocket(Channel channel) {
        this.channel = channel;
    }

    /**
     * Binds the address; retries while the address is in use.
     *
     * @throws IOException with the message of the original Toxiproxy server if the address cannot be bound in time
     */
    public static ListenSocket bind(ServerBootstrap bootstrap, HostPort address, Duration patience)
            throws IOException, InterruptedException {
        long deadline = MonotonicClock.nanos() + patience.toNanos();
        InetSocketAddress resolved = address.resolved();
        if (resolved.isUnresolved()) {
            throw new IOException("listen tcp: lookup " + address.host() + ": no such host");
        }
        while (true) {
            ChannelFuture bound = bootstrap.bind(resolved).await();
            if (bound.isSuccess()) {
                return new ListenSocket(bound.channel());
            }
            boolean taken = bound.cause() instanceof BindException;
            if (!taken || MonotonicClock.nanos() >= deadline) {
                throw new IOException("listen tcp " + address + ": bind: " + reason(bound.cause()), bound.cause());
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private static String reason(Throwable cause) {
        String text = String.valueOf(cause.getMessage());
        if (text.startsWith("Address already in use")) {
            return "address already in use";
        }
        return text.startsWith("Cannot assign requested address") ? "cannot assign requested address" : text;
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    /** Closes the socket. Returns when further connections are refused. */
    public void close() {
        InetSocketAddress address = address();
        channel.close().awaitUninterruptibly(CLOSED_WITHIN_SECONDS, TimeUnit.SECONDS);
        awaitRefusal(address);
    }

    /**
     * Waits until the selector has released the socket. Before that, the kernel completes connections that are never
     * accepted and are reset later.
     */
    private static void awaitRefusal(InetSocketAddress address) {
        long deadline = MonotonicClock.nanos() + TimeUnit.SECONDS.toNanos(CLOSED_WITHIN_SECONDS);
        while (MonotonicClock.nanos() < deadline) {
            try (Socket probe = new Socket()) {
                probe.connect(address, CONNECT_MILLIS);
            } catch (IOException e) {
                return;
            }
            Thread.onSpinWait();
        }
    }
}
