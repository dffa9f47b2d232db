package dev.stampede.workloads.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.junit.Smoke;
import dev.stampede.workloads.scenario.RunDemands;
import dev.stampede.workloads.scenario.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose driver, settings and members have secrets: no file of the run contains one, nor the data of a znode. */
@Smoke
class RedactionIT {
    private static final String PASSWORD = "dr1ver-pa55w0rd";
    private static final String STORE_PASSWORD = "st0re-pa55w0rd";
    private static final String DATA = "salary-of-alice";

    @TempDir
    private Path out;

    /** Writes data, and is careless with its password. */
    public static final class Careless implements ClientDriver {
        @Override
        public void drive(ClientContext context) throws Exception {
            String password = context.spec().setting("password");
            ZooKeeper zk = context.connect(event -> {});
            zk.addAuthInfo("digest", ("alice:" + password).getBytes(StandardCharsets.UTF_8));
            context.recorder().note("connected with " + password);
            for (int i = 0; context.running(); i++) {
                String path = "/people-" + i;
                Recorder.Op write = context.recorder().invoke("create", path, DATA);
                zk.create(path, DATA.getBytes(StandardCharsets.UTF_8), Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
                write.ok();
                Recorder.Op read = context.recorder().invoke("inspect", path, null);
                read.ok(new String(zk.getData(path, false, null), StandardCharsets.UTF_8));
                context.pause(Duration.ofMillis(50));
            }
            throw new IllegalStateException("cannot log out with " + password + " after " + DATA);
        }
    }

    @Test
    void run_leaves_neither_secrets_nor_data_in_any_file() throws Exception {
        Variant variant = new Variant(
                "lock",
                "careless",
                "a driver that is careless with its password",
                List.of(),
                Careless.class.getName(),
                Map.of("password", PASSWORD),
                false,
                List.of(new CheckSpec("guarantees", Map.of()), new CheckSpec("audit", Map.of())),
                RunDemands.none());
        List<String> progress = new ArrayList<>();
        RunConfig config = RunConfig.of(variant)
                .withTime(Duration.ofSeconds(1))
                .withClients(1, 0)
                .withEnsemble(EnsembleConfig.of(EnsembleKind.LOCAL, 1)
                        .withZooCfg(Map.of("ssl.keyStore.password", STORE_PASSWORD)))
                .withData(RecordedData.HASHED);

        RunResult result = RunLauncher.run(config, out, new Progress() {
            @Override
            public void line(String text) {
                progress.add(text);
            }

            @Override
            public void status(RunStatus status) {}
        });

        assertThat(result.history().operations()).as("operations").hasSizeGreaterThan(4);
        assertThat(result.history().operations().stream()
                        .filter(o -> o.function().equals("create") && o.argument() != null)
                        .map(o -> o.argument())
                        .distinct())
                .as("hash of the data, the same each time")
                .singleElement()
                .asString()
                .matches("h-[0-9a-f]{16}");
        assertThat(result.history().header().environment())
                .containsEntry("setting password", "<redacted>")
                .containsEntry("zoo.cfg ssl.keyStore.password", "<redacted>");
        assertThat(files(out)).hasSizeGreaterThan(6);
        assertThat(leaks()).as("files with a secret or with data").isEmpty();
        assertThat(String.join("\n", progress)
                        + result.replay()
                        + result.verdict().headline())
                .doesNotContain(PASSWORD, STORE_PASSWORD, DATA);
    }

    /** What leaked, with the text around it. */
    private List<String> leaks() throws IOException {
        List<String> leaks = new ArrayList<>();
        for (Path file : files(out)) {
            String content = content(file);
            for (String secret : List.of(PASSWORD, STORE_PASSWORD, DATA)) {
                int at = content.indexOf(secret);
                if (at >= 0) {
                    leaks.add(file + ": " + content.substring(Math.max(0, at - 60), at + secret.length()));
                }
            }
        }
        return leaks;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static String content(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
            return new String(plain.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
