package dev.stampede.nemesis.toxiproxy.pipeline;

import dev.stampede.nemesis.toxiproxy.buffer.StreamDirection;
import dev.stampede.nemesis.toxiproxy.buffer.StreamEnd;
import dev.stampede.nemesis.toxiproxy.interception.Interception;
import dev.stampede.nemesis.toxiproxy.interception.Interceptor;
import dev.stampede.nemesis.toxiproxy.interception.InterceptorStage;
import dev.stampede.nemesis.toxiproxy.toxics.Toxic;
import dev.stampede.nemesis.toxiproxy.toxics.ToxicKind;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The connection of a client to the proxy, and the connection of the proxy to the upstream. Confined to one event loop;
 * only {@link #loop} and {@link #number} may be called from other threads.
 *
 * <p>Each stream ends independently: a peer that has ended its stream may still read.
 */
final class ProxiedConnection {
    /** The time within which peers must close a connection after an orderly cut, in milliseconds. */
    private static final long IN_ORDER_MILLIS = 1_000;

    private final long number;
    private final Channel client;
    private final UpstreamDialer dialer;
    private final Runnable onClosed;
    private final StreamPipeline up;
    private final StreamPipeline down;
    private @Nullable Channel upstream;
    private boolean resetOnClose;
    private boolean closed;

    /** The methods of the proxy that a connection calls. */
    interface ProxyView {
        TrafficMeter.Traffic traffic(StreamDirection stream);

        @Nullable
        Interception interception(StreamDirection stream);

        /** The toxics of both streams, in order. */
        List<Toxic> toxics();

        void closed(ProxiedConnection connection);
    }

    private final ProxyView proxy;

    ProxiedConnection(long number, Channel client, UpstreamDialer dialer, SplittableRandom random, ProxyView proxy) {
        this.number = number;
        this.client = client;
        this.dialer = dialer;
        this.proxy = proxy;
        this.onClosed = () -> proxy.closed(this);
        this.up = new StreamPipeline(
                StreamDirection.UPSTREAM, this, proxy.traffic(StreamDirection.UPSTREAM), random.split());
        this.down = new StreamPipeline(
                StreamDirection.DOWNSTREAM, this, proxy.traffic(StreamDirection.DOWNSTREAM), random.split());
        proxy.toxics().forEach(toxic -> streamPipeline(toxic.stream()).add(toxic));
    }

    long number() {
        return number;
    }

    EventLoop loop() {
        return client.eventLoop();
    }

    StreamPipeline streamPipeline(StreamDirection stream) {
        return stream == StreamDirection.UPSTREAM ? up : down;
    }

    /** Connects to the upstream while the client waits. */
    void open() {
        client.pipeline().addLast(new PeerHandler(up, down));
        up.readFrom(client);
        dialer.dial(loop(), () -> new PeerHandler(down, up), this::connected, this::unreachable);
    }

    private void connected(Channel channel) {
        upstream = channel;
        resetOnClose = proxy.toxics().stream().anyMatch(t -> t.kind() instanceof ToxicKind.ResetPeer);
        if (resetOnClose) {
            disableLinger(client);
            disableLinger(channel);
        }
        openOutput(up, channel);
        openOutput(down, client);
        down.readFrom(channel);
        up.start();
        down.start();
    }

    private void openOutput(StreamPipeline streamPipeline, Channel sink) {
        Interception interception = proxy.interception(streamPipeline.stream());
        Interceptor interceptor = interception == null ? null : interception.open(number, client.remoteAddress());
        if (interception == null || interceptor == null) {
            streamPipeline.output().open(sink, null, interception);
        } else {
            InterceptorStage interceptorStage =
                    new InterceptorStage(interceptor, interception, () -> loop().execute(streamPipeline::pump));
            streamPipeline.output().open(sink, interceptorStage, interception);
        }
    }

    /** As in the real server: an end of stream, or a reset if the client has sent bytes. */
    private void unreachable() {
        if (up.hasBytes()) {
            disableLinger(client);
        }
        close();
    }

    /** Ends a stream at the receiver. */
    void finished(StreamPipeline streamPipeline, StreamEnd end) {
        Channel sink = streamPipeline == up ? upstream : client;
        switch (end) {
            case OF_STREAM -> endOutput(sink);
            case OF_CONNECTION -> closeChannel(sink);
            case IN_ORDER -> endInOrder(streamPipeline, sink);
            case ABRUPTLY -> reset();
            case UNTOLD -> {}
        }
        closeIfOver();
    }

    private void endOutput(@Nullable Channel sink) {
        if (resetOnClose) {
            closeChannel(sink);
        } else if (sink instanceof SocketChannel socket && !socket.isOutputShutdown()) {
            var unused = socket.shutdownOutput();
        }
    }

    private void endInOrder(StreamPipeline streamPipeline, @Nullable Channel sink) {
        endOutput(sink);
        streamPipeline.drain();
        (streamPipeline == up ? down : up).abandon();
        var unused = loop().schedule(this::close, IN_ORDER_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void reset() {
        disableLinger(client);
        if (upstream != null) {
            disableLinger(upstream);
        }
        close();
    }

    /**
     * Closes the connection if both streams are finished. A drained stream is finished when its sender has ended it.
     */
    void closeIfOver() {
        if (upstream == null) {
            if (up.isSourceEnded()) {
                close();
            }
        } else if (isOver(up) && isOver(down)) {
            close();
        }
    }

    private static boolean isOver(StreamPipeline streamPipeline) {
        return streamPipeline.output().isFinished() && (streamPipeline.isSourceEnded() || !streamPipeline.isDraining());
    }

    /** Closes immediately; bytes in transit are lost. Idempotent. */
    void close() {
        if (closed) {
            return;
        }
        closed = true;
        dialer.cancel();
        up.close();
        down.close();
        closeChannel(client);
        closeChannel(upstream);
        onClosed.run();
    }

    private static void closeChannel(@Nullable Channel channel) {
        if (channel != null) {
            var unused = channel.close();
        }
    }

    private static void disableLinger(Channel channel) {
        if (channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
    }
}
