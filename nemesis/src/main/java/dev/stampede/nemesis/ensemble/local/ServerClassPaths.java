package dev.stampede.nemesis.ensemble.local;

import dev.stampede.nemesis.ensemble.ServerVersion;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.zookeeper.Version;

/** Class paths by version: that of the harness for its own version, Maven's repositories for others. Each found once. */
final class ServerClassPaths {
    private final ConcurrentHashMap<ServerVersion, ServerClassPath> known = new ConcurrentHashMap<>();

    /** The version that the harness comes with. */
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
