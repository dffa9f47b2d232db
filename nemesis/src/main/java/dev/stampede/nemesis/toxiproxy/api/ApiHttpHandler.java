package dev.stampede.nemesis.toxiproxy.api;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the API over HTTP. Runs on a thread of its own, because a change waits for the forwarding threads. */
public final class ApiHttpHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(ApiHttpHandler.class);

    private final ToxiproxyApi api;

    public ApiHttpHandler(ToxiproxyApi api) {
        this.api = api;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        FullHttpResponse response = encode(respond(request));
        HttpUtil.setKeepAlive(response, keepAlive);
        var written = context.writeAndFlush(response);
        if (!keepAlive) {
            var unused = written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    private ToxiproxyApi.Response respond(FullHttpRequest request) {
        try {
            // As in the real server: a web page must not control the proxies through the user's browser.
            if (request.headers().get(HttpHeaderNames.USER_AGENT, "").startsWith("Mozilla/")) {
                return new ToxiproxyApi.Response(403, ToxiproxyApi.Response.TEXT, "User agent not allowed\n");
            }
            return api.answer(
                    request.method(), segments(request.uri()), request.content().toString(StandardCharsets.UTF_8));
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", request.method(), request.uri(), e);
            return ToxiproxyApi.Response.error(new ApiException(500, String.valueOf(e.getMessage())));
        }
    }

    private static List<String> segments(String uri) {
        String path = new QueryStringDecoder(uri).rawPath();
        String relative = path.startsWith("/") ? path.substring(1) : path;
        return Arrays.stream(relative.split("/", -1))
                .map(segment -> QueryStringDecoder.decodeComponent(segment.replace("+", "%2B")))
                .toList();
    }

    private static FullHttpResponse encode(ToxiproxyApi.Response response) {
        FullHttpResponse encoded = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(response.status()),
                Unpooled.copiedBuffer(response.body(), StandardCharsets.UTF_8));
        if (!response.contentType().isEmpty()) {
            encoded.headers().set(HttpHeaderNames.CONTENT_TYPE, response.contentType());
        }
        if (response.status() != 204) {
            HttpUtil.setContentLength(encoded, encoded.content().readableBytes());
        }
        return encoded;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("A client of the API closed the connection", cause);
        var unused = context.close();
    }
}
