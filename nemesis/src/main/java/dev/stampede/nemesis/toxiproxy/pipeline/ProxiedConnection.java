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
 * A client's connection and the one to the upstream that was made for it. All of it happens on one event loop; only
 * {@link #loop} and {@link #number} may be asked from elsewhere.
 *
 * <p>Each stream ends by its own end: a peer that has said all may still read.
 */
final class ProxiedConnection {
    /** How long the peers of a connection that was cut in order may take to close. */
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

    /** What a connection needs of its proxy. */
    interface Surroundings {
        TrafficMeter.Traffic traffic(StreamDirection stream);

        @Nullable
        Interception interception(StreamDirection stream);

        /** The toxics of both streams, in order. */
        List<Toxic> toxics();

        void closed(ProxiedConnection connection);
    }

    private final Surroundings surroundings;

    ProxiedConnection(
            long number, Channel client, UpstreamDialer dialer, SplittableRandom random, Surroundings surroundings) {
        this.number = number;
        this.client = client;
        this.dialer = dialer;
        this.surroundings = surroundings;
        this.onClosed = () -> surroundings.closed(this);
        this.up = new StreamPipeline(
                StreamDirection.UPSTREAM, this, surroundings.traffic(StreamDirection.UPSTREAM), random.split());
        this.down = new StreamPipeline(
                StreamDirection.DOWNSTREAM, this, surroundings.traffic(StreamDirection.DOWNSTREAM), random.split());
        surroundings.toxics().forEach(toxic -> flow(toxic.stream()).add(toxic));
    }

    long number() {
        return number;
    }

    EventLoop loop() {
        return client.eventLoop();
    }

    StreamPipeline flow(StreamDirection stream) {
        return stream == StreamDirection.UPSTREAM ? up : down;
    }

    /** Dials while the client waits. */
    void open() {
        client.pipeline().addLast(new PeerHandler(up, down));
        up.readFrom(client);
        dialer.dial(loop(), () -> new PeerHandler(down, up), this::connected, this::unreachable);
    }

    private void connected(Channel channel) {
        upstream = channel;
        resetOnClose = surroundings.toxics().stream().anyMatch(t -> t.kind() instanceof ToxicKind.ResetPeer);
        if (resetOnClose) {
            lingerNot(client);
            lingerNot(channel);
        }
        openGate(up, channel);
        openGate(down, client);
        down.readFrom(channel);
        up.start();
        down.start();
    }

    private void openGate(StreamPipeline flow, Channel sink) {
        Interception interception = surroundings.interception(flow.stream());
        Interceptor interceptor = interception == null ? null : interception.open(number, client.remoteAddress());
        if (interception == null || interceptor == null) {
            flow.gate().open(sink, null, interception);
        } else {
            InterceptorStage filter = new InterceptorStage(interceptor, interception, () -> loop().execute(flow::pump));
            flow.gate().open(sink, filter, interception);
        }
    }

    /** As from the real server: an end of stream, a reset if the client had sent something. */
    private void unreachable() {
        if (up.hasBytes()) {
            lingerNot(client);
        }
        close();
    }

    /** A stream has said its last: tells the receiver. */
    void finished(StreamPipeline flow, StreamEnd end) {
        Channel sink = flow == up ? upstream : client;
        switch (end) {
            case OF_STREAM -> endOutput(sink);
            case OF_CONNECTION -> shut(sink);
            case IN_ORDER -> endInOrder(flow, sink);
            case ABRUPTLY -> reset();
            case UNTOLD -> {}
        }
        closeIfOver();
    }

    private void endOutput(@Nullable Channel sink) {
        if (resetOnClose) {
            shut(sink);
        } else if (sink instanceof SocketChannel socket && !socket.isOutputShutdown()) {
            var unused = socket.shutdownOutput();
        }
    }

    private void endInOrder(StreamPipeline flow, @Nullable Channel sink) {
        endOutput(sink);
        flow.drain();
        (flow == up ? down : up).abandon();
        var unused = loop().schedule(this::close, IN_ORDER_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void reset() {
        lingerNot(client);
        if (upstream != null) {
            lingerNot(upstream);
        }
        close();
    }

    /** Closes when both streams are over, and both peers have said so or need not be heard any more. */
    void closeIfOver() {
        if (upstream == null) {
            if (up.isSourceEnded()) {
                close();
            }
        } else if (isOver(up) && isOver(down)) {
            close();
        }
    }

    private static boolean isOver(StreamPipeline flow) {
        return flow.gate().isFinished() && (flow.isSourceEnded() || !flow.isDraining());
    }

    /** Closes at once; what is under way is lost. Idempotent. */
    void close() {
        if (closed) {
            return;
        }
        closed = true;
        dialer.cancel();
        up.close();
        down.close();
        shut(client);
        shut(upstream);
        onClosed.run();
    }

    private static void shut(@Nullable Channel channel) {
        if (channel != null) {
            var unused = channel.close();
        }
    }

    private static void lingerNot(Channel channel) {
        if (channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
    }
}
