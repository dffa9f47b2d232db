package dev.stampede.nemesis.toxiproxy.pipeline;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;

/** The options of both sockets of a proxied connection. */
final class SocketOptions {
    private static final int CHUNK_BYTES = 32 << 10;

    private SocketOptions() {}

    static Bootstrap configured(Bootstrap bootstrap) {
        return bootstrap
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                // A failed write must not close the socket, because bytes from the dead peer must still be read.
                .option(ChannelOption.AUTO_CLOSE, false)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.RCVBUF_ALLOCATOR, oneChunkPerRead())
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark());
    }

    static ServerBootstrap configured(ServerBootstrap bootstrap) {
        return bootstrap
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.AUTO_CLOSE, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.RCVBUF_ALLOCATOR, oneChunkPerRead())
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark());
    }

    /**
     * Limits a read to one buffer. By default, one read fills up to sixteen buffers, which exceeds the bound of the
     * queue.
     */
    private static RecvByteBufAllocator oneChunkPerRead() {
        return new FixedRecvByteBufAllocator(CHUNK_BYTES).maxMessagesPerRead(1);
    }

    private static WriteBufferWaterMark waterMark() {
        return new WriteBufferWaterMark(CHUNK_BYTES, 2 * CHUNK_BYTES);
    }
}
