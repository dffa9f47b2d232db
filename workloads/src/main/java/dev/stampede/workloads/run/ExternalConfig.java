package dev.stampede.workloads.run;

import dev.stampede.nemesis.ensemble.external.ExternalEnsemble;
import dev.stampede.workloads.client.settings.ClientSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An ensemble that others run, and what its owner allows. Immutable data without secrets: those are in the file of settings.
 *
 * @param connect its connect string; with a path behind it, runs stay below that znode
 * @param settings the file of client settings, see {@link ClientSettings}; null if clients need none
 * @param owned whether the user owns the ensemble and allows invasive steps, see {@link ExternalSafety}
 */
public record ExternalConfig(String connect, @Nullable Path settings, boolean owned) {
    /** The system property that names the connect string where the command line does not: for tests. */
    public static final String CONNECT_PROPERTY = "stampede.connect";

    /** The system property that names the file of client settings where the command line does not. */
    public static final String SETTINGS_PROPERTY = "stampede.client.settings";

    /** @throws IllegalArgumentException if the connect string is wrong; the message lists all errors */
    public ExternalConfig {
        settings = settings == null ? null : settings.toAbsolutePath().normalize();
        var unused = ExternalEnsemble.addresses(hosts(connect));
    }

    /** The ensemble that the system properties name. */
    static ExternalConfig configured() {
        String connect = System.getProperty(CONNECT_PROPERTY);
        if (connect == null) {
            throw new IllegalArgumentException(
                    "an external ensemble needs a connect string: --connect HOSTS or -D" + CONNECT_PROPERTY + "=HOSTS");
        }
        return new ExternalConfig(connect, configuredSettings(), false);
    }

    /** The file that the system property names; null if it names none. */
    public static @Nullable Path configuredSettings() {
        String file = System.getProperty(SETTINGS_PROPERTY);
        return file == null ? null : Path.of(file);
    }

    /** The members' addresses, without the path behind them. */
    String hosts() {
        return hosts(connect);
    }

    private static String hosts(String connect) {
        return connect.split("/", 2)[0];
    }

    /**
     * The znode below which the run makes its own, empty for the root: the path of the connect string, or that of the settings.
     *
     * @throws IllegalArgumentException if both name one, and not the same
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
