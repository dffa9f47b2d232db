package dev.stampede.workloads.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.workloads.client.settings.ClientSettings;
import dev.stampede.workloads.registry.LockScenario;
import dev.stampede.workloads.run.EnsembleConfig.MemberConfig;
import dev.stampede.workloads.scenario.Variant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each place that can hold a secret has one of its own here, which must not come out anywhere. */
class RunRedactionTest {
    private static final String OF_DRIVER = "driver-s3cr3t";
    private static final String OF_ZOO_CFG = "zoocfg-s3cr3t";
    private static final String OF_MEMBER_FLAG = "member-flag-s3cr3t";
    private static final String OF_WORKER_FLAG = "worker-flag-s3cr3t";
    private static final String OF_PASSWORD_FILE = "password-file-s3cr3t";
    private static final String OF_LOGIN_FILE = "login-file-s3cr3t";
    private static final String OF_SETTINGS = "client-settings-s3cr3t";
    private static final String OF_CREDENTIALS = "credentials-s3cr3t";

    @TempDir
    private Path folder;

    private RunConfig config() throws IOException {
        Path password = Files.writeString(folder.resolve("pw"), OF_PASSWORD_FILE + "\n");
        Path login = Files.writeString(
                folder.resolve("jaas.conf"),
                "Server { o.DigestLoginModule required user_alice=\"" + OF_LOGIN_FILE + "\"; };");
        Variant variant = LockScenario.mutex();
        Map<String, String> settings = new TreeMap<>(variant.settings());
        settings.put("store.password", OF_DRIVER);
        EnsembleConfig ensemble = new EnsembleConfig(
                EnsembleKind.LOCAL,
                3,
                0,
                new MemberConfig(
                        null,
                        List.of(
                                "-Dzookeeper.ssl.keyStore.password=" + OF_MEMBER_FLAG,
                                "-Djava.security.auth.login.config=" + login)),
                Map.of(2, new MemberConfig(null, List.of("-Dzookeeper.ssl.trustStore.passwordPath=" + password))),
                Map.of("ssl.quorum.keyStore.password", OF_ZOO_CFG, "tickTime", "200"),
                null,
                Map.of());
        return RunConfig.of(new Variant(
                        variant.scenario(),
                        variant.name(),
                        variant.description(),
                        variant.expected(),
                        variant.driver(),
                        settings,
                        variant.store(),
                        variant.checks(),
                        variant.demands()))
                .withEnsemble(ensemble)
                .withWorkers(List.of(new WorkerConfig(List.of(), List.of("-Dmy.secret=" + OF_WORKER_FLAG))));
    }

    private ClientSettings clientSettings() throws IOException {
        Path store = Files.writeString(folder.resolve("store.p12"), "");
        Path file = Files.writeString(
                folder.resolve("client.properties"),
                "zookeeper.client.secure=true\n"
                        + "zookeeper.ssl.trustStore.location=" + store + "\n"
                        + "zookeeper.ssl.trustStore.password=" + OF_SETTINGS + "\n"
                        + "auth=digest:alice:" + OF_CREDENTIALS + "\n");
        return ClientSettings.of(file);
    }

    private static List<String> all() {
        return List.of(
                OF_DRIVER,
                OF_ZOO_CFG,
                OF_MEMBER_FLAG,
                OF_WORKER_FLAG,
                OF_PASSWORD_FILE,
                OF_LOGIN_FILE,
                OF_SETTINGS,
                OF_CREDENTIALS);
    }

    @Test
    void secret_of_every_place_is_taken_out_of_messages_logs_and_the_environment() throws IOException {
        RunRedaction redaction = RunRedaction.of(config(), clientSettings());

        for (String secret : all()) {
            assertThat(redaction.text("failed with " + secret + ".")).isEqualTo("failed with <redacted>.");
            assertThat(redaction.lines(List.of("log " + secret))).containsExactly("log <redacted>");
            assertThat(redaction.environment(Map.of("JVM flags", "-Xmx1g " + secret)))
                    .isEqualTo(Map.of("JVM flags", "-Xmx1g <redacted>"));
        }
    }

    @Test
    void progress_is_reported_without_secrets_and_silence_stays_silent() throws IOException {
        RunRedaction redaction = RunRedaction.of(config(), clientSettings());
        List<String> lines = new ArrayList<>();
        redaction
                .progress(new Progress() {
                    @Override
                    public void line(String text) {
                        lines.add(text);
                    }

                    @Override
                    public void status(RunStatus status) {}
                })
                .line("the login with " + OF_DRIVER + " failed");

        assertThat(lines).containsExactly("the login with <redacted> failed");
        assertThat(redaction.progress(Progress.silent())).isSameAs(Progress.silent());
    }

    @Test
    void copied_configurations_and_logs_lose_their_secrets_and_other_files_stay() throws IOException {
        RunRedaction redaction = RunRedaction.of(config(), clientSettings());
        Path member = Files.createDirectories(folder.resolve("members/1"));
        Path cfg = Files.writeString(
                member.resolve("zoo.cfg"), "ssl.keyStore.password=" + OF_ZOO_CFG + "\ntickTime=200\n");
        Path log = Files.writeString(member.resolve("member.log"), "started with " + OF_MEMBER_FLAG + "\n");
        byte[] bytes = {(byte) 0xff, 0, 1};
        Path binary = Files.write(member.resolve("broken.log"), bytes);

        Path latin1 = Files.writeString(
                member.resolve("latin1.log"),
                "caf\u00e9\nstarted with " + OF_MEMBER_FLAG + "\n",
                StandardCharsets.ISO_8859_1);

        redaction.scrubFiles(folder.resolve("members"));
        redaction.scrubFiles(folder.resolve("missing"));

        assertThat(cfg).hasContent("ssl.keyStore.password=<redacted>\ntickTime=200");
        assertThat(log).hasContent("started with <redacted>");
        assertThat(binary).hasBinaryContent(bytes);
        assertThat(Files.readAllLines(latin1, StandardCharsets.ISO_8859_1))
                .containsExactly("caf\u00e9", "started with <redacted>");
        assertThat(member).isDirectoryNotContaining("glob:**.scrubbed");
    }

    @Test
    void recorded_configuration_has_no_secret_and_a_replay_says_how_to_give_each_again() throws IOException {
        String text = RunConfigFile.write(config());
        RunConfig read = RunConfigFile.read(text, "run-config.json");

        assertThat(text)
                .doesNotContain(OF_DRIVER, OF_ZOO_CFG, OF_MEMBER_FLAG, OF_WORKER_FLAG)
                .contains("<redacted>");
        assertThat(read.variant().settings()).containsEntry("store.password", "<redacted>");
        assertThat(read.ensemble().zooCfg()).containsEntry("tickTime", "200");
        assertThatThrownBy(() -> RunLauncher.run(read, folder.resolve("out"), Progress.silent()))
                .isInstanceOf(InvalidRunConfigException.class)
                .hasMessageContaining("give it with --set store.password=VALUE")
                .hasMessageContaining("the member setting ssl.quorum.keyStore.password is a secret")
                .hasMessageContaining("give it with --config FILE")
                .hasMessageContaining("the JVM flag -Dmy.secret=<redacted> holds a secret");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void configuration_keeps_what_is_recorded_of_the_data() throws IOException {
        RunConfig hashed = RunConfig.of(LockScenario.mutex()).withData(RecordedData.HASHED);

        assertThat(RunConfigFile.read(RunConfigFile.write(hashed), "run-config.json")
                        .data())
                .isEqualTo(RecordedData.HASHED);
        assertThat(RunRedaction.of(hashed, ClientSettings.none()).keepsEvidence())
                .isFalse();
        String older = RunConfigFile.write(hashed).replaceFirst("\"data\" : \"hashed\",", "");
        assertThat(RunConfigFile.read(older, "run-config.json").data()).isEqualTo(RecordedData.PLAIN);
    }
}
