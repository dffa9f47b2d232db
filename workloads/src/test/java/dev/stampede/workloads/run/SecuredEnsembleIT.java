package dev.stampede.workloads.run;

import static dev.stampede.nemesis.fault.Target.RANDOM_CLIENT;
import static dev.stampede.nemesis.plan.Faults.clientPartition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.ZxidPrecision;
import dev.stampede.nemesis.link.FourLetterWord;
import dev.stampede.nemesis.link.Transport;
import dev.stampede.nemesis.plan.Plans;
import dev.stampede.nemesis.plan.Seed;
import dev.stampede.workloads.client.settings.ClientSettings;
import dev.stampede.workloads.external.ExternalAccess;
import dev.stampede.workloads.junit.Smoke;
import dev.stampede.workloads.registry.Scenarios;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLHandshakeException;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on ensembles that others run, and that demand TLS or authentication. */
@Smoke
class SecuredEnsembleIT {
    private static final Duration TIME = Duration.ofMillis(2_500);

    private static final PlanSource CLIENT_CUT_OFF = new PlanSource.Computed((seed, chaos, facts) -> Plans.of(
            new Seed(seed),
            chaos,
            facts,
            List.of(clientPartition(RANDOM_CLIENT)
                    .lasting(Duration.ofMillis(500))
                    .every(Duration.ofMillis(1_500)))));

    @TempDir
    private Path temp;

    private RunResult run(SecuredServer server, String variant, PlanSource faults, int workers)
            throws InterruptedException {
        RunConfig config = RunConfig.of(
                        Scenarios.named("lock").orElseThrow().variant(variant).orElseThrow())
                .withPlan(faults)
                .withTime(TIME)
                .withClients(2, workers)
                .withEnsemble(EnsembleConfig.external(
                        new ExternalConfig(server.connectString(), server.settingsFile(), false)));
        return RunLauncher.run(config, temp.resolve("out"), Progress.silent());
    }

    private static void assertClean(SecuredServer server, RunResult result) throws Exception {
        assertThat(result.verdict().verdict()).as(result.verdict().headline()).isEqualTo(Verdict.VALID);
        assertThat(result.history().faults()).as("faults").isNotEmpty();
        assertThat(result.history().header().environment().get("client settings"))
                .startsWith(server.settingsFile().toString());
        assertTapped(result, ClientSettings.of(server.settingsFile()));
        ZxidZooKeeper zk = open(server);
        try {
            assertThat(zk.getChildren("/", false)).containsExactly("zookeeper");
        } finally {
            zk.close(1_000);
        }
        assertThat(filesWithTheSecret(result.folder())).isEmpty();
        assertThat(result.replay()).doesNotContain(SecuredServer.SECRET);
    }

    private static void assertTapped(RunResult result, ClientSettings settings) {
        String notTapped = result.history().header().environment().get("not tapped");
        ZxidPrecision precision = ZxidPrecision.of(result.history());
        if (settings.secure()) {
            assertThat(notTapped).isEqualTo("the links of the clients: the clients encrypt their connections (TLS)");
            assertThat(precision.exact()).isZero();
        } else {
            assertThat(notTapped).isNull();
            assertThat(precision.share()).isGreaterThanOrEqualTo(0.99);
        }
    }

    private static ZxidZooKeeper open(SecuredServer server) throws IOException, InterruptedException {
        return ZxidZooKeeper.open(
                ClientSettings.of(server.settingsFile()),
                server.connectString(),
                Duration.ofSeconds(4),
                Duration.ofSeconds(10),
                event -> {});
    }

    /** Leaves the tree of a harness that was killed, which the next run must remove. */
    private void killHarnessInItsRun(SecuredServer server) throws Exception {
        Process harness = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.stampede.workloads.cli.Main",
                        "run",
                        "lock",
                        "--ensemble",
                        "external",
                        "--connect",
                        server.connectString(),
                        "--client-settings",
                        server.settingsFile().toString(),
                        "--out",
                        temp.resolve("killed").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        ZxidZooKeeper zk = open(server);
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> zk.getChildren("/", false).stream()
                    .anyMatch(name -> name.startsWith("stampede-lock-naive-seed1-")));
        } finally {
            harness.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        assertThat(zk.getChildren("/", false))
                .as("the tree of the killed harness")
                .hasSize(2);
        zk.close(1_000);
    }

    private static List<Path> filesWithTheSecret(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> text(file).contains(SecuredServer.SECRET))
                    .toList();
        }
    }

    private static String text(Path file) {
        try (InputStream plain = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(plain) : plain) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            in.transferTo(all);
            return all.toString(StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void tls_is_spoken_by_every_session_also_through_proxies_and_certificates_are_verified() throws Exception {
        try (SecuredServer server = SecuredServer.tls(temp)) {
            RunResult result = run(server, "inter-process-mutex", CLIENT_CUT_OFF, 0);

            assertClean(server, result);
            assertThatThrownBy(() -> askOverTls(server, "127.0.0.1"))
                    .as("a certificate for another host")
                    .isInstanceOf(SSLHandshakeException.class);
            assertThat(askOverTls(server, "localhost")).contains("Mode: standalone");
        }
    }

    private static String askOverTls(SecuredServer server, String host) throws IOException {
        Transport tls = new ExternalAccess(ClientSettings.of(server.settingsFile())).transport();
        String port = server.connectString().substring(server.connectString().indexOf(':'));
        return FourLetterWord.ask(tls, host + port, "srvr", Duration.ofSeconds(10));
    }

    @Test
    void digest_authentication_owns_what_a_run_creates_and_a_killed_harness_leaves() throws Exception {
        try (SecuredServer server = SecuredServer.digest(temp)) {
            killHarnessInItsRun(server);

            RunResult result = run(server, "fair-queue", new PlanSource.Drawn(List.of("session-expiry:close")), 1);

            assertClean(server, result);
        }
    }

    @Test
    void sasl_logs_in_with_the_section_that_the_settings_name() throws Exception {
        try (SecuredServer server = SecuredServer.sasl(temp)) {
            ZxidZooKeeper zk = open(server);
            zk.create("/owned", new byte[0], CreateMode.PERSISTENT);
            assertThat(zk.getACL("/owned", new Stat())).containsExactly(new ACL(Perms.ALL, new Id("sasl", "bob")));
            zk.delete("/owned", -1);
            zk.close(1_000);

            RunResult result = run(server, "naive", new PlanSource.Drawn(List.of("session-expiry:close")), 0);

            assertClean(server, result);
        }
    }
}
