package dev.stampede.workloads.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.nemesis.plan.Plan;
import dev.stampede.nemesis.plan.Seed;
import dev.stampede.workloads.registry.Scenarios;
import dev.stampede.workloads.run.EnsembleConfig.MemberConfig;
import dev.stampede.workloads.scenario.RunDemands;
import dev.stampede.workloads.scenario.Variant;
import dev.stampede.workloads.tampering.EnsembleMutant;
import dev.stampede.workloads.tampering.EnsembleMutants;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunConfigFileTest {
    private static final Variant FORM = Scenarios.named("lock")
            .orElseThrow()
            .variant("inter-process-mutex")
            .orElseThrow()
            .with(Map.of("hold.millis", "7"));

    private static RunConfig full() {
        return new RunConfig(
                FORM,
                new PlanSource.Fixed(Plan.none(new Seed(4), Duration.ofSeconds(9))),
                Duration.ofMillis(9_500),
                -4,
                3,
                List.of(
                        WorkerConfig.likeTheHarness(),
                        new WorkerConfig(List.of(Path.of("/old/curator.jar")), List.of("-Xmx64m"))),
                new EnsembleConfig(
                        EnsembleKind.CONTAINERS,
                        3,
                        1,
                        new MemberConfig("3.8.4", List.of("-Xmx200m")),
                        Map.of(2, new MemberConfig("3.9.5", List.of()), 4, new MemberConfig(null, List.of("-ea"))),
                        Map.of("tickTime", "300", "snapCount", "50"),
                        null,
                        Map.of("stampede.zookeeper.image", "own/zookeeper:3.8.4")),
                RunConfig.Audit.THOROUGH,
                new RunBudgets(Duration.ofSeconds(1), 2, Duration.ofSeconds(3), Duration.ofSeconds(4), 5),
                new HarnessClassPath(
                        List.of(Path.of("/x/stampede.jar"), Path.of("/x/classes")),
                        Map.of("com.example.MyLock", Path.of("/x/classes"))));
    }

    private static void assertProblems(String text, String... expected) {
        assertThatThrownBy(() -> RunConfigFile.read(text, "c.json"))
                .isInstanceOfSatisfying(InvalidRunConfigException.class, e -> assertThat(e.problems())
                        .containsExactly(expected));
    }

    @Test
    void ensemble_mutant_survives_write_and_read() {
        EnsembleMutant mutant = EnsembleMutants.named("creates-over").orElseThrow();
        RunConfig config = RunConfig.of(FORM).withEnsembleMutant(mutant);

        RunConfig read = RunConfigFile.read(RunConfigFile.write(config), "c.json");

        assertThat(read.ensembleMutant()).isEqualTo(mutant);
        assertThat(read.variant().expected()).isEqualTo(mutant.expected());
    }

    @Test
    void unknown_ensemble_mutant_is_a_problem() {
        RunConfig config = RunConfig.of(FORM)
                .withEnsembleMutant(EnsembleMutants.named("creates-over").orElseThrow());
        String text = RunConfigFile.write(config).replace("\"creates-over\"", "\"creates-under\"");

        assertThatThrownBy(() -> RunConfigFile.read(text, "c.json"))
                .isInstanceOf(InvalidRunConfigException.class)
                .hasMessageContaining("there is no ensemble mutant \"creates-under\"");
    }

    @Test
    void ensemble_mutant_needs_links_that_stampede_forwards() {
        EnsembleMutant mutant = EnsembleMutants.named("creates-over").orElseThrow();
        RunConfig external = RunConfig.of(FORM)
                .withEnsemble(EnsembleConfig.external(new ExternalConfig("127.0.0.1:2181", null, false)));

        assertThatThrownBy(() -> external.withEnsembleMutant(mutant))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("an ensemble mutant tampers with links that Stampede forwards");
    }

    @Test
    void configuration_survives_write_and_read() {
        assertThat(RunConfigFile.read(RunConfigFile.write(full()), "c.json")).isEqualTo(full());
    }

    @Test
    void every_variant_survives_write_and_read() {
        assertThat(Scenarios.variants()).allSatisfy(variant -> {
            RunConfig config = RunConfig.of(variant)
                    .withPlan(new PlanSource.Drawn(variant.demands().faults()));
            RunConfig read = RunConfigFile.read(RunConfigFile.write(config), "c.json");

            assertThat(read.variant()).isEqualTo(variant.demanding(RunDemands.none()));
            assertThat(read.plan()).isEqualTo(config.plan());
        });
    }

    @Test
    void external_ensemble_survives_write_and_read() {
        for (ExternalConfig external : List.of(
                new ExternalConfig("a:1,b:2", null, false),
                new ExternalConfig("a:1/x", Path.of("/etc/client.properties"), true))) {
            RunConfig config = RunConfig.of(FORM).withEnsemble(EnsembleConfig.external(external));

            assertThat(RunConfigFile.read(RunConfigFile.write(config), "c.json"))
                    .isEqualTo(config);
        }
    }

    @Test
    void all_problems_are_reported_together_with_line_and_column() {
        String text = RunConfigFile.write(full().withClassPath(HarnessClassPath.unknown()))
                .replace("\"clients\" : 3", "\"clients\" : \"three\"")
                .replace("\"audit\" : \"thorough\"", "\"audit\" : \"deep\"")
                .replace("\"observers\"", "\"onlookers\"")
                .replace("\"healOrder\" : [ ]", "\"healOrder\" : [ 7 ]");

        assertThatThrownBy(() -> RunConfigFile.read(text, "c.json"))
                .isInstanceOfSatisfying(InvalidRunConfigException.class, e -> assertThat(e.problems())
                        .hasSize(5)
                        .allSatisfy(problem -> assertThat(problem).matches("(?s)c\\.json:\\d+:\\d+: expected .*"))
                        .anySatisfy(problem -> assertThat(problem)
                                .isEqualTo("c.json:%d:%d: expected \"clients\" as a whole number, found \"three\""
                                        .formatted(line(text, "\"three\""), 15)))
                        .anySatisfy(problem ->
                                assertThat(problem).contains("expected one of plain, thorough, found \"deep\""))
                        .anySatisfy(problem -> assertThat(problem).contains("found \"onlookers\""))
                        .anySatisfy(problem ->
                                assertThat(problem).contains("expected a field \"observers\"; it is missing"))
                        .anySatisfy(problem -> assertThat(problem).contains("the id of")));
    }

    private static long line(String text, String part) {
        return text.substring(0, text.indexOf(part)).lines().count();
    }

    @Test
    void configuration_of_another_version_is_refused() {
        assertProblems(
                RunConfigFile.write(full()).replaceFirst("\"version\" : 1", "\"version\" : 2"),
                "c.json:2:15: expected a run configuration of version 1, found version 2. Use the version of Stampede"
                        + " that"
                        + " wrote it");
    }

    @Test
    void configuration_with_a_plan_and_with_faults_is_refused() {
        String text = RunConfigFile.write(full().withClassPath(HarnessClassPath.unknown()))
                .replaceFirst("\"plan\" :", "\"faults\" : [ ], \"plan\" :");

        assertProblems(text, "c.json:1:1: expected either a field \"plan\" or a field \"faults\"");
    }

    @Test
    void problems_of_a_run_with_a_users_class_name_the_missing_class() {
        String text = RunConfigFile.write(full()).replace("\"audit\" : \"thorough\"", "\"audit\" : \"deep\"");

        assertThatThrownBy(() -> RunConfigFile.read(text, "c.json"))
                .hasMessageContaining("found \"deep\"")
                .hasMessageContaining("the class com.example.MyLock cannot be loaded: it was loaded from /x/classes");
    }

    @Test
    void text_that_is_not_json_is_refused_with_line_and_column() {
        assertProblems("", "c.json:1:1: expected a run configuration, found an empty file");
    }

    @Test
    void plan_that_a_test_computes_cannot_be_written() {
        RunConfig config = RunConfig.of(FORM)
                .withPlan(new PlanSource.Computed((seed, chaos, facts) -> Plan.none(new Seed(seed), chaos)));

        assertThatThrownBy(() -> RunConfigFile.write(config)).hasMessageContaining("expected a plan that is data");
    }

    @Test
    void missing_file_is_named(@TempDir Path folder) {
        assertThatThrownBy(() -> RunConfigFile.read(folder.resolve("run-config.json")))
                .hasMessageStartingWith("there is no file " + folder.resolve("run-config.json"));
        assertThat(folder).isEmptyDirectory();
        assertThat(Files.exists(folder)).isTrue();
    }
}
