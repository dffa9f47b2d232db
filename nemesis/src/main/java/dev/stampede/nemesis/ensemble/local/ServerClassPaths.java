package dev.stampede.nemesis.ensemble.local;

import dev.stampede.nemesis.ensemble.ServerVersion;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.zookeeper.Version;

/** The class path of each version: the bundled one, or one from Maven repositories. Each is resolved once. */
final class ServerClassPaths {
    private final ConcurrentHashMap<ServerVersion, ServerClassPath> known = new ConcurrentHashMap<>();

    /** The bundled version. */
    static ServerVersion own() {
        return ServerVersion.of(Version.getVersion());
    }

    ServerClassPath of(ServerVersion version) {
        return known.computeIfAbsent(
                version,
                wanted -> ClassDataArchive.with(
                        wanted.equals(own()) ? BundledClassPath.find() : VersionResolver.resolve(wanted), wanted));
    }
}
