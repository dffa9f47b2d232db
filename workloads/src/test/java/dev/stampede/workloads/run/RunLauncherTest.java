package dev.stampede.workloads.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.workloads.registry.Scenarios;
import dev.stampede.workloads.scenario.Variant;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The part of a run before the start of the ensemble. */
class RunLauncherTest {
    private static final Variant LOCK = Scenarios.named("lock").orElseThrow().defaultVariant();

    @TempDir
    private Path out;

    @Test
    void mistyped_checks_and_parameters_fail_before_anything_starts() {
        RunConfig config = RunConfig.of(LOCK.checking(List.of(
                new CheckSpec("recovery", Map.of()),
                new CheckSpec("mutual-exclusoin", Map.of()),
                new CheckSpec("waiting", Map.of("orderd", "true")))));

        assertThatThrownBy(() -> RunLauncher.run(config, out, Progress.silent()))
                .isInstanceOf(InvalidRunConfigException.class)
                .hasMessageContaining("there is no check \"mutual-exclusoin\"")
                .hasMessageContaining("orderd");
        assertThat(out).isEmptyDirectory();
    }
}
