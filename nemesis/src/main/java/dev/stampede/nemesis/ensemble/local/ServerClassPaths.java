package dev.stampede.nemesis.ensemble.local;

import dev.stampede.nemesis.ensemble.ServerVersion;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The class path of each version: the bundled one, or one from Maven repositories. Each class path is resolved once.
 */
final class ServerClassPaths {
    private final ConcurrentHashMap<ServerVersion, ServerClassPath> known = new ConcurrentHashMap<>();

    ServerClassPath of(ServerVersion version) {
        return known.computeIfAbsent(
                version,
                wanted -> ClassDataArchive.with(
                        bundled(wanted).orElseGet(() -> VersionResolver.resolve(wanted)), wanted));
    }

    private static Optional<ServerClassPath> bundled(ServerVersion wanted) {
        return wanted.equals(ServerVersion.BUNDLED) ? BundledClassPath.find() : Optional.empty();
    }
}
