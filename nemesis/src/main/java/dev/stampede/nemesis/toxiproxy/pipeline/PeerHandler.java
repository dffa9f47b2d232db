package dev.stampede.nemesis.toxiproxy.pipeline;

import dev.stampede.nemesis.toxiproxy.buffer.StreamEnd;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The channel handler of one peer. Passes received bytes to the stream that the peer sends, and signals free buffer
 * space to the stream that it receives.
 */
final class PeerHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(PeerHandler.class);

    private final StreamPipeline sentByPeer;
    private final StreamPipeline receivedByPeer;

    PeerHandler(StreamPipeline sentByPeer, StreamPipeline receivedByPeer) {
        this.sentByPeer = sentByPeer;
        this.receivedByPeer = receivedByPeer;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf buffer = (ByteBuf) message;
        try {
            sentByPeer.receive(ByteBufUtil.getBytes(buffer));
        } finally {
            buffer.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        sentByPeer.pump();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        receivedByPeer.pump();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            sentByPeer.sourceEnded(StreamEnd.OF_STREAM);
        }
    }

    /** Handles a reset: the bytes before it are forwarded to the other peer, followed by the end of the stream. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            receivedByPeer.sinkDied();
        } else {
            LOG.error("A proxied connection failed and is closed: {}", context.channel(), cause);
            var unused = context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        receivedByPeer.sinkDied();
        sentByPeer.sourceEnded(StreamEnd.OF_CONNECTION);
    }
}
