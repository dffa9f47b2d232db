package dev.stampede.workloads.run;

import static dev.stampede.workloads.junit.Stampede.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.io.HistoryReader;
import dev.stampede.nemesis.ensemble.Member;
import dev.stampede.nemesis.ensemble.local.LocalEnsemble;
import dev.stampede.nemesis.plan.Plans;
import dev.stampede.nemesis.plan.Seed;
import dev.stampede.workloads.client.settings.ClientSettings;
import dev.stampede.workloads.junit.Smoke;
import dev.stampede.workloads.registry.Scenarios;
import dev.stampede.workloads.run.RunConfig.Audit;
import dev.stampede.workloads.scenario.Variant;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on each kind of ensemble and with each kind of audit. */
@Smoke
class RunsIT {
    private static final Variant LOCK = Scenarios.named("lock").orElseThrow().defaultVariant();

    private static final PlanSource CLIENTS_CUT_OFF = new PlanSource.Computed((seed, chaos, facts) -> Plans.of(
            new Seed(seed),
            chaos,
            facts,
            List.of(clientPartition(RANDOM_CLIENT)
                    .lasting(Duration.ofSeconds(1))
                    .every(Duration.ofSeconds(3)))));

    @TempDir
    private Path out;

    private RunResult run(PlanSource faults, Duration time, EnsembleConfig ensemble, Audit audit)
            throws InterruptedException {
        RunConfig config = RunConfig.of(LOCK)
                .withPlan(faults)
                .withTime(time)
                .withSeed(7)
                .withClients(3, 0)
                .withEnsemble(ensemble)
                .withAudit(audit);
        return RunLauncher.run(config, out, Progress.silent());
    }

    private static String audited(RunVerdict verdict) {
        return verdict.checks().stream()
                .filter(check -> check.check().equals("audit"))
                .map(CheckResult::scope)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void external_ensemble_is_used_below_a_znode_of_the_run_and_left_as_it_was() throws Exception {
        try (LocalEnsemble theirs = LocalEnsemble.builder().members(3).build()) {
            theirs.start();
            theirs.awaitHealthy(Duration.ofSeconds(60));
            String connect =
                    theirs.members().stream().map(Member::directAddress).collect(Collectors.joining(","));

            RunResult result = run(
                    CLIENTS_CUT_OFF,
                    Duration.ofSeconds(6),
                    EnsembleConfig.external(new ExternalConfig(connect, stated(theirs.settings()), false)),
                    Audit.PLAIN);

            assertThat(result.verdict().verdict())
                    .as(result.verdict().headline())
                    .isEqualTo(Verdict.VALID);
            assertThat(result.history().header().settings()).isEqualTo(theirs.settings());
            assertThat(result.history().header().environment().get("not observed"))
                    .contains("The links between members do not pass the proxies")
                    .doesNotContain("settings of the members");
            assertThat(result.history().faults()).isNotEmpty();
            ZxidZooKeeper zk = ZxidZooKeeper.open(
                    ClientSettings.none(), connect, Duration.ofSeconds(4), Duration.ofSeconds(10), event -> {});
            try {
                assertThat(zk.getChildren("/", false)).containsExactly("zookeeper");
            } finally {
                zk.close(1_000);
            }
        }
    }

    /** The settings of the members as their owner states them; without them no bound on time can be judged. */
    private Path stated(EnsembleSettings settings) throws IOException {
        return Files.writeString(
                out.resolve("client.properties"),
                """
                session.timeout=%d
                ensemble.tickTime=%d
                ensemble.initLimit=%d
                ensemble.syncLimit=%d
                ensemble.minSessionTimeout=%d
                ensemble.maxSessionTimeout=%d
                ensemble.maxNotificationInterval=%d
                """
                        .formatted(
                                settings.requestedSessionTimeoutMillis(),
                                settings.tickTimeMillis(),
                                settings.initLimit(),
                                settings.syncLimit(),
                                settings.minSessionTimeoutMillis(),
                                settings.maxSessionTimeoutMillis(),
                                settings.maxNotificationIntervalMillis()));
    }

    @Test
    void members_that_do_not_start_leave_a_report_with_their_last_log_lines() throws Exception {
        RunConfig config = RunConfig.of(LOCK)
                .withEnsemble(new EnsembleConfig(
                        EnsembleKind.LOCAL,
                        1,
                        0,
                        new EnsembleConfig.MemberConfig(null, List.of("-XX:NoSuchFlag")),
                        Map.of(),
                        Map.of(),
                        null,
                        Map.of()));

        RunResult result = RunLauncher.run(config, out, Progress.silent());

        assertThat(result.verdict().failure()).contains("Unrecognized VM option 'NoSuchFlag'");
        assertThat(result.report()).content().contains("Unrecognized VM option");
        assertThat(result.folder().resolve("run-config.json")).content().contains("-XX:NoSuchFlag");
    }

    @Test
    void thorough_audit_kills_every_member_and_repeats_the_audit() throws InterruptedException {
        RunResult result =
                run(new PlanSource.Drawn(List.of()), Duration.ofSeconds(3), EnsembleConfig.local(), Audit.THOROUGH);

        assertThat(result.verdict().verdict()).as(result.verdict().headline()).isEqualTo(Verdict.VALID);
        assertThat(audited(result.verdict())).contains("and again after every member was killed");
        assertThat(result.history().events(Event.PhaseBegan.class).map(Event.PhaseBegan::phase))
                .endsWith(Event.Phase.AUDIT, Event.Phase.AUDIT_AGAIN);
    }

    @Test
    void commands_of_a_run_check_and_run_it_again() throws Exception {
        RunResult first = run(
                new PlanSource.Drawn(List.of("session-expiry:close")),
                Duration.ofSeconds(5),
                EnsembleConfig.local(),
                Audit.PLAIN);
        Path file = first.folder().resolve("history.jsonl.gz");
        History recorded = HistoryReader.read(file);
        RunVerdict again = RunJudge.of(recorded, file).judge(recorded);
        assertThat(again.verdict()).isEqualTo(first.verdict().verdict());
        assertThat(again.checks().stream().map(CheckResult::scope).toList())
                .isEqualTo(first.verdict().checks().stream()
                        .map(CheckResult::scope)
                        .toList());

        assertThat(shell(recorded.header().recheck())).isZero();
        assertThat(shell(first.replay())).isZero();
        assertThat(out.resolve("lock-naive-seed7-2/run-config.json"))
                .hasSameTextualContentAs(first.folder().resolve("run-config.json"));
    }

    /** Runs a command that a user would copy from the report, with the class path of this test and a JVM that starts fast. */
    private static int shell(String command) throws Exception {
        String fast = command.replaceFirst("^java ", "java -XX:TieredStopAtLevel=1 ");
        Process process = new ProcessBuilder("sh", "-c", "exec " + fast)
                .directory(new File("/"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
