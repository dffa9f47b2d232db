package dev.stampede.workloads.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.workloads.client.settings.ClientSettings;
import dev.stampede.workloads.registry.Scenarios;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run on an ensemble of others would do, and what it may not do. */
class DryRunTest {
    private static final String SECRET = "Pw-4711";

    @TempDir
    private Path folder;

    private static RunConfig config(String connect, @Nullable Path settings, boolean owned, String... faults) {
        return RunConfig.of(Scenarios.named("lock").orElseThrow().defaultVariant())
                .withPlan(new PlanSource.Drawn(List.of(faults)))
                .withTime(Duration.ofSeconds(60))
                .withEnsemble(EnsembleConfig.external(new ExternalConfig(connect, settings, owned)));
    }

    private Path settings(String text) throws IOException {
        return Files.writeString(folder.resolve("client.properties"), text);
    }

    @Test
    void dry_run_names_what_is_created_and_removed_where_and_connects_to_nothing() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String member = "127.0.0.1:" + server.getLocalPort();
            Path file = settings("auth=digest:u:" + SECRET + "\nchroot=/team\n");

            DryRun would = DryRun.of(config(member, file, false, "client-partition"));

            assertThat(would.refusals()).isEmpty();
            assertThat(would.allowed()).isTrue();
            assertThat(String.join("\n", would.lines()))
                    .contains("connects: to " + member)
                    .contains("authentication with the scheme digest")
                    .contains("client settings " + file)
                    .contains("creates: /team/stampede-lock-naive-seed1-<random id>")
                    .contains("/team/stampede-lock-naive-seed1-<random id>/run/exclusive_lock")
                    .contains("removes: /team/stampede-lock-naive-seed1-<random id> with all below it")
                    .contains("client-partition-1: client-partition:")
                    .contains("not observed: The settings of the members")
                    .contains("invasive steps: none")
                    .doesNotContain(SECRET);
            server.setSoTimeout(50);
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void faults_that_touch_others_are_refused_with_the_reason_even_if_the_user_owns_the_ensemble() {
        for (boolean owned : new boolean[] {false, true}) {
            DryRun would = DryRun.of(config("a:1,b:1,c:1", null, owned, "kill:leader"));

            assertThat(would.allowed()).isFalse();
            assertThat(would.refusals())
                    .singleElement()
                    .asString()
                    .startsWith("kill:leader needs an ensemble whose members can be killed and restarted")
                    .contains("others use it: a:1, b:1, c:1");
        }
    }

    @Test
    void invasive_steps_are_refused_unless_the_user_owns_the_ensemble() throws IOException {
        Path file = settings("auth=digest:super:" + SECRET);
        RunConfig config = config("a:1", file, false).withClients(28, 0).withTime(Duration.ofMinutes(11));
        ClientSettings read = ClientSettings.of(file);

        assertThat(DryRun.of(config).refusals())
                .hasSize(3)
                .allMatch(reason -> reason.startsWith("only with --i-own-this-ensemble: "))
                .anyMatch(reason -> reason.contains("Use --clients 27 or fewer"))
                .anyMatch(reason -> reason.contains("write for 660 s without a pause"))
                .anyMatch(reason -> reason.contains("superuser"))
                .noneMatch(reason -> reason.contains(SECRET));
        assertThatThrownBy(() -> RunLauncher.run(config, folder.resolve("out"), Progress.silent()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("allow it with --i-own-this-ensemble");
        assertThat(folder.resolve("out")).doesNotExist();

        RunConfig owned = config.withEnsemble(EnsembleConfig.external(new ExternalConfig("a:1", file, true)));
        assertThatCode(() -> ExternalSafety.require(owned, read)).doesNotThrowAnyException();
        assertThat(DryRun.of(owned).allowed()).isTrue();
        assertThat(DryRun.of(owned).lines()).anyMatch(line -> line.endsWith("(allowed by --i-own-this-ensemble)"));
    }

    @Test
    void run_within_the_limits_needs_no_permission() {
        RunConfig config = config("a:1", null, false)
                .withClients(ExternalSafety.MAX_SESSIONS - 3, 0)
                .withTime(ExternalSafety.MAX_TIME);

        assertThat(ExternalSafety.invasiveSteps(config, ClientSettings.none())).isEmpty();
        assertThat(ExternalSafety.invasiveSteps(
                        RunConfig.of(config.variant()).withClients(500, 0), ClientSettings.none()))
                .as("an ensemble of the run's own")
                .isEmpty();
    }

    @Test
    void znode_of_the_run_comes_from_the_connect_string_or_the_settings() throws IOException {
        ClientSettings team = ClientSettings.of(settings("chroot=/team"));

        assertThat(new ExternalConfig("a:1/x/y", null, false).base(ClientSettings.none()))
                .isEqualTo("/x/y");
        assertThat(new ExternalConfig("a:1", null, false).base(team)).isEqualTo("/team");
        assertThat(new ExternalConfig("a:1/", null, false).base(team)).isEqualTo("/team");
        assertThatThrownBy(() -> new ExternalConfig("a:1/x", null, false).base(team))
                .hasMessageContaining("names the znode /x, but the client settings");
        assertThatThrownBy(() -> new ExternalConfig("a:1/zookeeper/x", null, false).base(ClientSettings.none()))
                .hasMessageContaining("outside of /zookeeper");
    }
}
