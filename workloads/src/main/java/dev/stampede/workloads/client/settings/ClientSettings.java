package dev.stampede.workloads.client.settings;

import dev.stampede.checker.history.data.EnsembleSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.data.ACL;
import org.jspecify.annotations.Nullable;

/**
 * The settings for connections to an external ensemble: TLS, authentication, the ACL of created znodes, and the known
 * settings of the ensemble. Read from a file of Java properties:
 *
 * <ul>
 * <li>{@code zookeeper.*} and {@code jute.maxbuffer}: properties of ZooKeeper's client, with their documented names
 * ({@code zookeeper.client.secure}, {@code zookeeper.ssl.trustStore.location}, {@code zookeeper.fips-mode}). With
 * {@code zookeeper.client.secure=true}, {@code zookeeper.clientCnxnSocket} is Netty's unless it is given.
 *   <li>{@code auth}, {@code auth.NAME}: {@code scheme:credentials}, such as {@code digest:user:password}.
 *   <li>{@code java.security.auth.login.config}: the JAAS file for SASL; {@code zookeeper.sasl.clientconfig} names its
 *       section (default: {@code Client}).
 * <li>{@code acl}: {@code creator} (all rights for clients with the same authentication as the creator, none for
 * others) or {@code open}. Default: {@code creator} with {@code auth} or SASL, otherwise {@code open}.
 * <li>{@code chroot}: an existing znode below which each run creates a znode of its own. Default: the root.
 * <li>{@code session.timeout}: the requested session timeout, in milliseconds.
 *   <li>{@code ensemble.tickTime}, {@code ensemble.initLimit}, {@code ensemble.syncLimit}: the settings of the members,
 *       all or none; with them optionally {@code ensemble.minSessionTimeout}, {@code ensemble.maxSessionTimeout} and
 *       {@code ensemble.maxNotificationInterval}, which have ZooKeeper's defaults.
 * </ul>
 *
 * <p>Paths in the file are relative to its folder. Immutable and safe to share between threads. Its text forms contain
 * no secrets.
 */
public final class ClientSettings {
    /** The requested session timeout if nothing is known about an ensemble, in milliseconds. */
    public static final int DEFAULT_SESSION_TIMEOUT_MILLIS = 10_000;

    private static final ClientSettings NONE =
            new ClientSettings(null, Map.of(), List.of(), null, Ids.OPEN_ACL_UNSAFE, "", 0, null);

    private final @Nullable Path file;
    private final Map<String, String> properties;
    private final List<Credentials> credentials;
    private final @Nullable LoginSection login;
    private final List<ACL> acl;
    private final String chroot;
    private final int sessionTimeoutMillis;
    private final @Nullable EnsembleSettings ensemble;

    /** Credentials for {@link ZooKeeper#addAuthInfo}; without a text form. */
    static final class Credentials {
        private final String scheme;
        private final byte[] secret;

        Credentials(String scheme, String secret) {
            this.scheme = scheme;
            this.secret = secret.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** @param sessionTimeoutMillis 0 if the file does not give it */
    ClientSettings(
            @Nullable Path file,
            Map<String, String> properties,
            List<Credentials> credentials,
            @Nullable LoginSection login,
            List<ACL> acl,
            String chroot,
            int sessionTimeoutMillis,
            @Nullable EnsembleSettings ensemble) {
        this.file = file;
        this.properties = Map.copyOf(properties);
        this.credentials = List.copyOf(credentials);
        this.login = login;
        this.acl = Collections.unmodifiableList(new ArrayList<>(acl)); // ZooKeeper calls contains(null)
        this.chroot = chroot;
        this.sessionTimeoutMillis = sessionTimeoutMillis;
        this.ensemble = ensemble;
    }

    /** Plain connections without authentication, and open ACLs, as for an ensemble that the harness starts. */
    public static ClientSettings none() {
        return NONE;
    }

    /**
     * Reads a file.
     *
     * @param file null for {@link #none}
     * @throws IllegalArgumentException if the file cannot be read or is wrong; the message lists all problems and
     *     contains no secret
     */
    public static ClientSettings of(@Nullable Path file) {
        return file == null ? NONE : new ClientSettingsReader(file).read();
    }

    /** Sets the properties in the configuration of a handle; overrides existing values. */
    public ZKClientConfig applyTo(ZKClientConfig config) {
        properties.forEach(config::setProperty);
        LoginSection section = login;
        if (section != null) {
            config.setProperty(ZKClientConfig.LOGIN_CONTEXT_NAME_KEY, section.install());
        }
        return config;
    }

    /** Adds the credentials to a handle. */
    public void authenticate(ZooKeeper handle) {
        credentials.forEach(each -> handle.addAuthInfo(each.scheme, each.secret.clone()));
    }

    /**
     * Opens a handle. Returns before it is connected.
     *
     * @param address a connect string of the members themselves
     */
    public ZooKeeper open(String address, int timeoutMillis, Watcher watcher) throws IOException {
        ZooKeeper handle = new ZooKeeper(address, timeoutMillis, watcher, applyTo(new ZKClientConfig()));
        authenticate(handle);
        return handle;
    }

    /** The ACL of created znodes. */
    public List<ACL> acl() {
        return acl;
    }

    /** The file; null for {@link #none}. */
    public @Nullable Path file() {
        return file;
    }

    /** Whether connections use TLS. */
    public boolean secure() {
        return Boolean.parseBoolean(properties.get(ZKClientConfig.SECURE_CLIENT));
    }

    /** The znode below which runs create their znodes; empty for the root. */
    public String chroot() {
        return chroot;
    }

    /** The settings of the ensemble; null if they are not in the file. */
    public @Nullable EnsembleSettings ensemble() {
        return ensemble;
    }

    /** The requested session timeout, in milliseconds. */
    public int sessionTimeoutMillis() {
        return sessionTimeoutMillis == 0 ? DEFAULT_SESSION_TIMEOUT_MILLIS : sessionTimeoutMillis;
    }

    /**
     * Whether ACLs do not apply to the sessions, because they are authenticated as ZooKeeper's superuser ({@code super}
     * in the scheme {@code digest}).
     */
    public boolean superuser() {
        return credentials.stream()
                .anyMatch(each -> each.scheme.equals("digest")
                        && new String(each.secret, StandardCharsets.UTF_8).startsWith("super:"));
    }

    /** A description of the connections for people, such as "TLS" and "SASL", without names and secrets. */
    public List<String> describe() {
        List<String> words = new ArrayList<>();
        words.add(secure() ? "TLS" : "plain text");
        credentials.stream()
                .map(each -> "authentication with the scheme " + each.scheme)
                .distinct()
                .forEach(words::add);
        if (login != null) {
            words.add("SASL");
        }
        words.add(acl.equals(Ids.OPEN_ACL_UNSAFE) ? "ACL open to all" : "ACL of the creator only");
        return List.copyOf(words);
    }

    /** The property of ZooKeeper's client with this name; null if it is not in the file. */
    public @Nullable String property(String name) {
        return properties.get(name);
    }

    /**
     * Passes every setting that may be a secret to the visitor, with its name: the credentials as {@code auth}, the
     * properties of ZooKeeper's client, and the options in the section of the JAAS file. Used only for the redaction of
     * texts.
     */
    public void forEachSetting(BiConsumer<String, String> visitor) {
        credentials.forEach(each -> visitor.accept("auth", new String(each.secret, StandardCharsets.UTF_8)));
        properties.forEach(visitor);
        if (login != null) {
            login.forEachOption(visitor);
        }
    }

    /** The names of the properties of ZooKeeper's client, for messages. */
    @Override
    public String toString() {
        return "client settings " + (file == null ? "(none)" : file) + " " + new TreeMap<>(properties).keySet();
    }
}
