package dev.stampede.workloads.client.settings;

import dev.stampede.checker.history.data.EnsembleSettings;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.PathUtils;
import org.apache.zookeeper.data.ACL;
import org.jspecify.annotations.Nullable;

/** Reads a file of client settings, and reports all its errors together. Not thread-safe; used once. */
final class ClientSettingsReader {
    private static final long MAX_BYTES = 1 << 20;
    private static final int MAX_MILLIS = 3_600_000;
    private static final String NETTY = "org.apache.zookeeper.ClientCnxnSocketNetty";
    private static final String JAAS = "java.security.auth.login.config";
    /** Schemes without credentials, and schemes whose credentials a client cannot add. */
    private static final Set<String> NOT_ADDED = Set.of("world", "auth", "ip", "x509", "sasl");

    /**
     * The properties of ZooKeeper's client (Administrator's Guide, "Configuring the ZooKeeper Client"; ZKClientConfig,
     * X509Util). Unknown names are refused, because a mistyped name would leave a connection unprotected.
     */
    private static final Set<String> CLIENT_PROPERTIES = Set.of(
            "jute.maxbuffer",
            "zookeeper.client.secure",
            "zookeeper.clientCnxnSocket",
            "zookeeper.disableAutoWatchReset",
            "zookeeper.fips-mode",
            "zookeeper.kinit",
            "zookeeper.request.timeout",
            "zookeeper.sasl.client",
            "zookeeper.sasl.client.canonicalize.hostname",
            "zookeeper.sasl.client.username",
            "zookeeper.sasl.clientconfig",
            "zookeeper.server.principal",
            "zookeeper.server.realm",
            "zookeeper.ssl.allowReverseDnsLookup",
            "zookeeper.ssl.authProvider",
            "zookeeper.ssl.ciphersuites",
            "zookeeper.ssl.clientHostnameVerification",
            "zookeeper.ssl.context.supplier.class",
            "zookeeper.ssl.crl",
            "zookeeper.ssl.enabledProtocols",
            "zookeeper.ssl.handshakeDetectionTimeoutMillis",
            "zookeeper.ssl.hostnameVerification",
            "zookeeper.ssl.keyStore.location",
            "zookeeper.ssl.keyStore.password",
            "zookeeper.ssl.keyStore.passwordPath",
            "zookeeper.ssl.keyStore.type",
            "zookeeper.ssl.ocsp",
            "zookeeper.ssl.protocol",
            "zookeeper.ssl.sslProvider",
            "zookeeper.ssl.trustStore.location",
            "zookeeper.ssl.trustStore.password",
            "zookeeper.ssl.trustStore.passwordPath",
            "zookeeper.ssl.trustStore.type");

    private static final Set<String> FILE_PROPERTIES = Set.of(
            "zookeeper.ssl.keyStore.location",
            "zookeeper.ssl.keyStore.passwordPath",
            "zookeeper.ssl.trustStore.location",
            "zookeeper.ssl.trustStore.passwordPath");

    private static final List<String> REQUIRED_OF_ENSEMBLE =
            List.of("ensemble.tickTime", "ensemble.initLimit", "ensemble.syncLimit");
    private static final Set<String> OWN_SETTINGS = Set.of(
            JAAS,
            "acl",
            "auth",
            "chroot",
            "session.timeout",
            "ensemble.tickTime",
            "ensemble.initLimit",
            "ensemble.syncLimit",
            "ensemble.minSessionTimeout",
            "ensemble.maxSessionTimeout",
            "ensemble.maxNotificationInterval");

    private final Path file;
    private final SortedMap<String, String> values = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    ClientSettingsReader(Path file) {
        this.file = file.toAbsolutePath().normalize();
    }

    ClientSettings read() {
        load();
        values.keySet().forEach(this::requireKnown);
        Map<String, String> properties = zooKeeperProperties();
        List<ClientSettings.Credentials> credentials = credentials();
        LoginSection login = login(properties);
        List<ACL> acl = acl(!credentials.isEmpty() || login != null);
        String chroot = chroot();
        int timeout = number("session.timeout", 0);
        EnsembleSettings ensemble = ensemble(timeout);
        failIfAny();
        return new ClientSettings(file, properties, credentials, login, acl, chroot, timeout, ensemble);
    }

    private void failIfAny() {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "the client settings " + file + " are wrong:\n  " + String.join("\n  ", problems));
        }
    }

    private void load() {
        Set<String> repeated = new TreeSet<>();
        Properties properties = new Properties() {
            @Override
            public synchronized @Nullable Object put(Object key, Object value) {
                if (values.put((String) key, ((String) value).strip()) != null) {
                    repeated.add((String) key);
                }
                return null;
            }
        };
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IllegalArgumentException(file + ": expected client settings of at most " + MAX_BYTES
                        + " bytes, found " + Files.size(file));
            }
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                properties.load(reader);
            }
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no file " + file + " of client settings", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    file + ": expected client settings, a file of Java properties in UTF-8: " + e.getMessage(), e);
        }
        repeated.forEach(key -> problems.add(
                key + " is given twice" + (key.equals("auth") ? "; use auth.1, auth.2 for further credentials" : "")));
    }

    private void requireKnown(String key) {
        if (CLIENT_PROPERTIES.contains(key) || OWN_SETTINGS.contains(key) || key.matches("auth\\.\\w+")) {
            return;
        }
        String nearest = Stream.concat(CLIENT_PROPERTIES.stream(), OWN_SETTINGS.stream())
                .filter(known -> known.equalsIgnoreCase(key)
                        || known.equalsIgnoreCase("zookeeper." + key)
                        || known.endsWith(key.substring(key.lastIndexOf('.') + 1)))
                .sorted()
                .findFirst()
                .map(known -> "; is " + known + " meant?")
                .orElse("; see the keys in nemesis/README.md");
        problems.add("there is no setting " + key + nearest);
    }

    private Map<String, String> zooKeeperProperties() {
        Map<String, String> properties = new TreeMap<>();
        values.forEach((key, value) -> {
            if (CLIENT_PROPERTIES.contains(key)) {
                properties.put(key, FILE_PROPERTIES.contains(key) ? existing(key, value) : value);
            }
        });
        boolean secure = Boolean.parseBoolean(properties.get(ZKClientConfig.SECURE_CLIENT));
        String socket = properties.get(ZKClientConfig.ZOOKEEPER_CLIENT_CNXN_SOCKET);
        if (secure && socket == null) {
            properties.put(ZKClientConfig.ZOOKEEPER_CLIENT_CNXN_SOCKET, NETTY);
        } else if (secure && !NETTY.equals(socket) && !"ClientCnxnSocketNetty".equals(socket)) {
            problems.add("zookeeper.clientCnxnSocket: TLS needs " + NETTY);
        }
        if (!secure && properties.keySet().stream().anyMatch(key -> key.startsWith("zookeeper.ssl."))) {
            problems.add("there are settings zookeeper.ssl.*, but not zookeeper.client.secure=true:"
                    + " the connections would be in plain text");
        }
        return properties;
    }

    private String existing(String key, String value) {
        Path path = file.resolveSibling(value).normalize();
        if (!Files.isReadable(path)) {
            problems.add(key + ": the file " + path + " does not exist or cannot be read");
        }
        return path.toString();
    }

    private List<ClientSettings.Credentials> credentials() {
        List<ClientSettings.Credentials> all = new ArrayList<>();
        values.forEach((key, value) -> {
            if (key.equals("auth") || key.startsWith("auth.")) {
                int colon = value.indexOf(':');
                String scheme = colon < 0 ? "" : value.substring(0, colon);
                if (scheme.isEmpty() || colon == value.length() - 1) {
                    problems.add(key + ": expected scheme:credentials, such as digest:user:password");
                } else if (NOT_ADDED.contains(scheme)) {
                    problems.add(key + ": no client can add credentials of the scheme " + scheme
                            + "; SASL and certificates have settings of their own");
                } else if (scheme.equals("digest") && value.indexOf(':', colon + 1) < 0) {
                    problems.add(key + ": expected digest:user:password, found no password");
                } else {
                    all.add(new ClientSettings.Credentials(scheme, value.substring(colon + 1)));
                }
            }
        });
        return all;
    }

    private @Nullable LoginSection login(Map<String, String> properties) {
        String jaas = values.get(JAAS);
        if (jaas == null) {
            if (properties.containsKey(ZKClientConfig.LOGIN_CONTEXT_NAME_KEY)) {
                problems.add("zookeeper.sasl.clientconfig names a section, but " + JAAS + " names no file");
            }
            return null;
        }
        if ("false".equalsIgnoreCase(properties.get(ZKClientConfig.ENABLE_CLIENT_SASL_KEY))) {
            problems.add("zookeeper.sasl.client=false disables SASL, which " + JAAS + " configures");
        }
        Path path = Path.of(existing(JAAS, jaas));
        if (!Files.isReadable(path)) {
            return null;
        }
        try {
            return LoginSection.read(
                    path,
                    properties.getOrDefault(
                            ZKClientConfig.LOGIN_CONTEXT_NAME_KEY, ZKClientConfig.LOGIN_CONTEXT_NAME_KEY_DEFAULT));
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
            return null;
        }
    }

    private List<ACL> acl(boolean authenticated) {
        String word = values.getOrDefault("acl", authenticated ? "creator" : "open");
        switch (word) {
            case "creator" -> {
                return Ids.CREATOR_ALL_ACL;
            }
            case "open" -> {
                return Ids.OPEN_ACL_UNSAFE;
            }
            default -> {
                problems.add("acl: expected creator or open, found " + word);
                return Ids.OPEN_ACL_UNSAFE;
            }
        }
    }

    private String chroot() {
        String chroot = values.getOrDefault("chroot", "");
        if (chroot.isEmpty() || chroot.equals("/")) {
            return "";
        }
        try {
            PathUtils.validatePath(chroot);
        } catch (IllegalArgumentException e) {
            problems.add("chroot: expected the path of a znode, found " + chroot + " (" + e.getMessage() + ")");
        }
        return chroot;
    }

    private @Nullable EnsembleSettings ensemble(int timeout) {
        if (values.keySet().stream().noneMatch(key -> key.startsWith("ensemble."))) {
            return null;
        }
        List<String> missing = REQUIRED_OF_ENSEMBLE.stream()
                .filter(key -> !values.containsKey(key))
                .toList();
        if (!missing.isEmpty()) {
            problems.add("the settings of the ensemble also need " + String.join(", ", missing));
        }
        int tick = number("ensemble.tickTime", 1);
        int min = number("ensemble.minSessionTimeout", 2 * tick);
        int max = number("ensemble.maxSessionTimeout", 20 * tick);
        if (min > max) {
            problems.add("ensemble.minSessionTimeout " + min + " is greater than ensemble.maxSessionTimeout " + max);
        }
        return new EnsembleSettings(
                tick,
                number("ensemble.initLimit", 1),
                number("ensemble.syncLimit", 1),
                min,
                max,
                number("ensemble.maxNotificationInterval", 60_000),
                timeout == 0 ? ClientSettings.DEFAULT_SESSION_TIMEOUT_MILLIS : timeout);
    }

    private int number(String key, int otherwise) {
        String value = values.get(key);
        if (value == null) {
            return otherwise;
        }
        if (!value.matches("\\d{1,9}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > MAX_MILLIS) {
            problems.add(key + ": expected a whole number from 1 to " + MAX_MILLIS + ", found " + value);
            return Math.max(1, otherwise);
        }
        return Integer.parseInt(value);
    }
}
