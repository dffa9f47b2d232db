package dev.stampede.workloads.run;

import dev.stampede.nemesis.process.ChildProcesses;
import dev.stampede.nemesis.process.ChildSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.server.ZooKeeperServerMain;

/** A standalone ZooKeeper server in a child JVM that demands TLS, digest authentication or SASL, and the client settings for it. */
final class SecuredServer implements AutoCloseable {
    static final String SECRET = "Vx7-not-to-be-seen";
    static final String TICK = "500";

    private final ChildProcesses children = ChildProcesses.open();
    private final Path folder;
    private final int port = freePort();

    private SecuredServer(Path folder) {
        this.folder = folder;
    }

    /** Mutual TLS; the certificate is for the name localhost, not for an address. */
    static SecuredServer tls(Path folder) throws Exception {
        SecuredServer server = new SecuredServer(folder);
        Path store = folder.resolve("store.p12");
        run(
                "keytool",
                "-genkeypair",
                "-alias",
                "zk",
                "-keyalg",
                "EC",
                "-dname",
                "CN=zk",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                SECRET,
                "-keystore",
                store.toString());
        Path trusted = trustStore(store, folder.resolve("trusted.p12"));
        server.start(
                Map.of(
                        "secureClientPort",
                        Integer.toString(server.port),
                        "secureClientPortAddress",
                        "127.0.0.1",
                        "ssl.keyStore.location",
                        store.toString(),
                        "ssl.keyStore.password",
                        SECRET,
                        "ssl.trustStore.location",
                        trusted.toString(),
                        "ssl.trustStore.password",
                        SECRET),
                List.of("-Dzookeeper.serverCnxnFactory=org.apache.zookeeper.server.NettyServerCnxnFactory"));
        return server.settings(
                """
                zookeeper.client.secure=true
                zookeeper.ssl.keyStore.location=store.p12
                zookeeper.ssl.keyStore.password=%1$s
                zookeeper.ssl.trustStore.location=trusted.p12
                zookeeper.ssl.trustStore.password=%1$s
                """);
    }

    private static Path trustStore(Path keys, Path file) throws Exception {
        KeyStore all = KeyStore.getInstance(keys.toFile(), SECRET.toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("zk", all.getCertificate("zk"));
        try (OutputStream out = Files.newOutputStream(file)) {
            trusted.store(out, SECRET.toCharArray());
        }
        return file;
    }

    /** Sessions without digest authentication are closed. */
    static SecuredServer digest(Path folder) throws IOException {
        SecuredServer server = new SecuredServer(folder);
        server.start(
                server.plainPort(),
                List.of("-Dzookeeper.enforce.auth.enabled=true", "-Dzookeeper.enforce.auth.schemes=digest"));
        return server.settings("auth=digest:stampede:%s\n");
    }

    /** Sessions without SASL authentication (DIGEST-MD5) are closed. */
    static SecuredServer sasl(Path folder) throws IOException {
        SecuredServer server = new SecuredServer(folder);
        String module = "org.apache.zookeeper.server.auth.DigestLoginModule required ";
        Files.writeString(folder.resolve("server.jaas"), "Server { " + module + "user_bob=\"" + SECRET + "\"; };\n");
        Files.writeString(
                folder.resolve("client.jaas"),
                "Tester { " + module + "username=\"bob\" password=\"" + SECRET + "\"; };\n");
        server.start(
                server.plainPort(),
                List.of(
                        "-Djava.security.auth.login.config=" + folder.resolve("server.jaas"),
                        "-Dzookeeper.authProvider.1=org.apache.zookeeper.server.auth.SASLAuthenticationProvider",
                        "-Dzookeeper.enforce.auth.enabled=true",
                        "-Dzookeeper.enforce.auth.schemes=sasl",
                        "-Dzookeeper.fips-mode=false"));
        return server.settings(
                """
                java.security.auth.login.config=client.jaas
                zookeeper.sasl.clientconfig=Tester
                zookeeper.fips-mode=false
                """);
    }

    private Map<String, String> plainPort() {
        return Map.of("clientPort", Integer.toString(port), "clientPortAddress", "127.0.0.1");
    }

    private void start(Map<String, String> settings, List<String> flags) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "tickTime=" + TICK,
                "dataDir=" + Files.createDirectories(folder.resolve("data")),
                "admin.enableServer=false",
                "4lw.commands.whitelist=srvr,dump"));
        settings.forEach((name, value) -> lines.add(name + "=" + value));
        Path cfg = Files.write(folder.resolve("zoo.cfg"), lines);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        command.add("-Dlogback.configurationFile=stampede-logback.xml");
        command.addAll(flags);
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), ZooKeeperServerMain.class.getName(), cfg.toString()));
        var unused = children.start(ChildSpec.logged("server", command, folder, folder.resolve("server.log")));
    }

    private SecuredServer settings(String text) throws IOException {
        Files.writeString(
                settingsFile(),
                text.formatted(SECRET)
                        + """
                        session.timeout=3000
                        ensemble.tickTime=%s
                        ensemble.initLimit=5
                        ensemble.syncLimit=2
                        """
                                .formatted(TICK));
        return this;
    }

    String connectString() {
        return "localhost:" + port;
    }

    Path settingsFile() {
        return folder.resolve("client.properties");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException("failed: " + command[0]);
        }
    }

    @Override
    public void close() {
        children.close();
    }
}
