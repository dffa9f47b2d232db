package dev.stampede.workloads.run;

import dev.stampede.nemesis.ensemble.external.ExternalEnsemble;
import dev.stampede.workloads.client.settings.ClientSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An external ensemble, and the steps that its owner allows. Immutable data without secrets, which are in the settings
 * file.
 *
 * @param connect the connect string; with a chroot, runs stay below this znode
 * @param settings the file of client settings, see {@link ClientSettings}; null if clients need none
 * @param owned whether the user owns the ensemble and allows invasive steps, see {@link ExternalSafety}
 */
public record ExternalConfig(String connect, @Nullable Path settings, boolean owned) {
    /** The system property with the connect string, for tests. */
    public static final String CONNECT_PROPERTY = "stampede.connect";

    /** The system property with the default file of client settings. */
    public static final String SETTINGS_PROPERTY = "stampede.client.settings";

    /** @throws IllegalArgumentException if the connect string is wrong; the message lists all errors */
    public ExternalConfig {
        settings = settings == null ? null : settings.toAbsolutePath().normalize();
        var unused = ExternalEnsemble.addresses(hosts(connect));
    }

    /** The ensemble in the system properties. */
    static ExternalConfig configured() {
        String connect = System.getProperty(CONNECT_PROPERTY);
        if (connect == null) {
            throw new IllegalArgumentException(
                    "an external ensemble needs a connect string: --connect HOSTS or -D" + CONNECT_PROPERTY + "=HOSTS");
        }
        return new ExternalConfig(connect, configuredSettings(), false);
    }

    /** The file in the system property; null if it is not set. */
    public static @Nullable Path configuredSettings() {
        String file = System.getProperty(SETTINGS_PROPERTY);
        return file == null ? null : Path.of(file);
    }

    /** The addresses of the members, without the chroot. */
    String hosts() {
        return hosts(connect);
    }

    private static String hosts(String connect) {
        return connect.split("/", 2)[0];
    }

    /**
     * The znode below which the run creates its own znode: the chroot of the connect string, or that of the settings;
     * empty for the root.
     *
     * @throws IllegalArgumentException if both have a chroot, and they differ
     */
    String base(ClientSettings read) {
        int slash = connect.indexOf('/');
        String path = slash < 0 || slash == connect.length() - 1 ? "" : connect.substring(slash);
        if (!path.isEmpty() && !read.chroot().isEmpty() && !path.equals(read.chroot())) {
            throw new IllegalArgumentException("the connect string names the znode " + path
                    + ", but the client settings " + read.file() + " name " + read.chroot() + "; remove one of them");
        }
        String base = path.isEmpty() ? read.chroot() : path;
        if (base.equals("/zookeeper") || base.startsWith("/zookeeper/")) {
            throw new IllegalArgumentException(
                    "expected a znode outside of /zookeeper, which is ZooKeeper's own, found " + base);
        }
        return base;
    }
}
