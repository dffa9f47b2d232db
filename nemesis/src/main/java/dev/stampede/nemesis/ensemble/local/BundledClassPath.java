package dev.stampede.nemesis.ensemble.local;

import dev.stampede.nemesis.ensemble.EnsembleException;
import dev.stampede.nemesis.ensemble.ServerVersion;
import dev.stampede.nemesis.process.ChildProcesses;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import org.apache.zookeeper.Version;

/**
 * The class path of the bundled version, which always works offline.
 *
 * <p>The jars of a server are resources of this module's jar, so that members do not depend on the user's class path,
 * which may have another ZooKeeper client, another Netty, or no logging backend. They are copied to {@link
 * ChildProcesses#cache()} once. If the resources are missing (in the runnable jar, which contains their classes),
 * members use the jars or folders that the classes of the harness were loaded from.
 */
final class BundledClassPath {
    private static final String RESOURCES = "/META-INF/stampede/server/";

    /** The resources; the {@code pom.xml} of this module copies them. */
    static final List<String> JARS = List.of(
            "zookeeper.jar",
            "zookeeper-jute.jar",
            "slf4j-api.jar",
            "logback-classic.jar",
            "logback-core.jar",
            "metrics-core.jar",
            "snappy-java.jar",
            "commons-io.jar",
            "netty-buffer.jar",
            "netty-codec.jar",
            "netty-common.jar",
            "netty-handler.jar",
            "netty-resolver.jar",
            "netty-transport.jar",
            "netty-transport-classes-epoll.jar",
            "netty-transport-native-unix-common.jar");

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

    /** Empty if neither the resources nor the class path contain the bundled version. */
    static Optional<ServerClassPath> find() {
        Optional<ServerClassPath> resources = ofResources();
        return resources.isPresent() ? resources : ofClassPath();
    }

    /** The jars of the resources, copied to the cache; empty if there are none. */
    static Optional<ServerClassPath> ofResources() {
        List<URL> jars = JARS.stream()
                .map(jar -> BundledClassPath.class.getResource(RESOURCES + jar))
                .filter(Objects::nonNull)
                .toList();
        if (jars.size() < JARS.size()) {
            return Optional.empty();
        }
        try {
            Path folder = ChildProcesses.cache().resolve("server-" + ServerVersion.BUNDLED + "-" + checksum(jars));
            if (!Files.isDirectory(folder)) {
                copy(jars, folder);
            }
            return Optional.of(
                    new ServerClassPath(JARS.stream().map(folder::resolve).toList(), List.of()));
        } catch (IOException e) {
            throw new EnsembleException(
                    "the jars of ZooKeeper " + ServerVersion.BUNDLED + " cannot be copied to " + ChildProcesses.cache()
                            + ": " + e,
                    e);
        }
    }

    /** A checksum of the jars, because another build of this module may have other jars. */
    private static String checksum(List<URL> jars) throws IOException {
        CRC32 sum = new CRC32();
        for (URL jar : jars) {
            try (InputStream in = jar.openStream()) {
                in.transferTo(new CheckedOutputStream(OutputStream.nullOutputStream(), sum));
            }
        }
        return Long.toHexString(sum.getValue());
    }

    /**
     * Another process may copy concurrently: the first move succeeds, and the folder that it makes visible is complete.
     */
    private static void copy(List<URL> jars, Path folder) throws IOException {
        Path temporary = Files.createTempDirectory(folder.getParent(), "server-");
        for (int i = 0; i < jars.size(); i++) {
            try (InputStream in = jars.get(i).openStream()) {
                Files.copy(in, temporary.resolve(JARS.get(i)));
            }
        }
        try {
            Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            for (String jar : JARS) {
                Files.delete(temporary.resolve(jar));
            }
            Files.delete(temporary);
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    /** The places of the harness's own classes; empty if a class is missing, or ZooKeeper has another version. */
    static Optional<ServerClassPath> ofClassPath() {
        if (!Version.getVersion().equals(ServerVersion.BUNDLED.text())) {
            return Optional.empty();
        }
        List<Path> needed = NEEDED.stream()
                .map(BundledClassPath::sourceOf)
                .flatMap(Optional::stream)
                .toList();
        if (needed.size() < NEEDED.size()) {
            return Optional.empty();
        }
        Set<Path> entries = new LinkedHashSet<>(needed);
        OPTIONAL.stream()
                .map(BundledClassPath::sourceOf)
                .flatMap(Optional::stream)
                .forEach(entries::add);
        return Optional.of(new ServerClassPath(List.copyOf(entries), List.of()));
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
