package dev.stampede.workloads.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckProvider;
import dev.stampede.checker.model.ModelProvider;
import dev.stampede.nemesis.fault.FaultType;
import dev.stampede.workloads.junit.Smoke;
import dev.stampede.workloads.scenario.ScenarioProvider;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's jar adds a scenario, a check, a model and a fault to the packaged jar, which stays as it is. */
@Smoke
class ExtensionIT {
    private static final String PACKAGE = "com.example.stampede.";

    @TempDir
    private Path project;

    private Path jar() throws Exception {
        Path classes = PackagedJar.compile(
                project.resolve("classes"),
                "TickScenario",
                "TickDriver",
                "TickModel",
                "EnoughTicksCheck",
                "FreezeFault");
        return PackagedJar.jar(
                project.resolve("ticks.jar"),
                classes,
                Map.of(
                        ScenarioProvider.class.getName(), PACKAGE + "TickScenario",
                        ModelProvider.class.getName(), PACKAGE + "TickModel",
                        CheckProvider.class.getName(), PACKAGE + "EnoughTicksCheck",
                        FaultType.class.getName(), PACKAGE + "FreezeFault"));
    }

    @Test
    void extensions_of_a_jar_on_the_class_path_are_listed_run_and_checked() throws Exception {
        Path jar = jar();
        CommandResult listed = PackagedJar.run(project, PackagedJar.with(jar, "list --json"));
        assertThat(listed.json())
                .extracting(line -> line.get("name").asText())
                .contains("ticks", "by-version", "enough-ticks", "tick-counter", "freeze", "freeze:short", "lock");

        CommandResult run = PackagedJar.run(
                project, PackagedJar.with(jar, "run ticks --faults freeze --time 5s --clients 3 --out runs --json"));
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.json().get(0).get("checks").findValuesAsText("name"))
                .startsWith("run-integrity", "requirements", "enough-ticks", "linearizability");
        assertThat(run.json().get(0).get("checks"))
                .filteredOn(check -> check.get("name").asText().equals("linearizability"))
                .extracting(check -> check.get("verdict").asText())
                .containsExactly("VALID");
        assertThat(run.err()).contains("plan: ").contains("freeze:short");

        Path folder = project.resolve("runs/ticks-by-version-seed1");
        CommandResult checked = PackagedJar.run(project, PackagedJar.with(jar, "check " + folder));
        assertThat(checked.code()).as(checked.err()).isZero();
        assertThat(PackagedJar.run(project, PackagedJar.with(jar, "check --model tick-counter " + folder))
                        .code())
                .isZero();

        CommandResult without = PackagedJar.run(project, "java -jar " + PackagedJar.path() + " check " + folder);
        assertThat(without.code()).isEqualTo(64);
        assertThat(without.err())
                .contains("found \"freeze:short\"")
                .contains("the class com.example.stampede.TickDriver is not on the class path; it is in " + jar);
    }
}
