package dev.stampede.nemesis.ensemble.local;

import dev.stampede.nemesis.ensemble.EnsembleException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The class path of the bundled version: the jars that the harness itself was loaded from, or its single runnable jar.
 * The bundled version therefore always works offline.
 */
final class BundledClassPath {
    /** One class of each jar that every member needs. */
    private static final List<String> NEEDED = List.of(
            "org.apache.zookeeper.server.quorum.QuorumPeerMain",
            "org.apache.jute.Record",
            "org.slf4j.Logger",
            "ch.qos.logback.classic.Logger",
            "ch.qos.logback.core.Appender",
            "com.codahale.metrics.MetricRegistry",
            "org.xerial.snappy.Snappy");

    /** Netty, for TLS and the Netty connection factory, and classes that only some settings load. */
    private static final List<String> OPTIONAL = List.of(
            "io.netty.buffer.ByteBuf",
            "io.netty.channel.Channel",
            "io.netty.channel.epoll.Epoll",
            "io.netty.channel.unix.Socket",
            "io.netty.handler.codec.ByteToMessageDecoder",
            "io.netty.handler.ssl.SslHandler",
            "io.netty.resolver.NameResolver",
            "io.netty.util.Version",
            "org.apache.commons.io.FileUtils",
            "org.apache.yetus.audience.InterfaceAudience");

    private BundledClassPath() {}

    static ServerClassPath find() {
        Set<Path> entries = new LinkedHashSet<>();
        NEEDED.forEach(name -> entries.add(sourceOf(name)
                .orElseThrow(() -> new EnsembleException("the class path of the harness has no " + name
                        + ", which a ZooKeeper server needs; expected the jars that stampede-nemesis depends on"))));
        OPTIONAL.forEach(name -> sourceOf(name).ifPresent(entries::add));
        return new ServerClassPath(List.copyOf(entries), List.of());
    }

    private static Optional<Path> sourceOf(String name) {
        try {
            Class<?> found = Class.forName(name, false, BundledClassPath.class.getClassLoader());
            CodeSource source = found.getProtectionDomain().getCodeSource();
            return source == null
                    ? Optional.empty()
                    : Optional.of(Path.of(source.getLocation().toURI()));
        } catch (ClassNotFoundException | NoClassDefFoundError absent) {
            return Optional.empty();
        } catch (URISyntaxException e) {
            throw new EnsembleException("the location that " + name + " was loaded from is not a file", e);
        }
    }
}
