package dev.stampede.workloads.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it replaces standard output")
class GenerateCommandTest {
    @TempDir
    private Path folder;

    @Test
    void generated_history_can_be_checked_and_a_flaw_is_found() {
        String file = folder.resolve("history").toString();
        assertThat(CommandResult.of("generate", "cas-register", "--out", file, "--operations", "300", "--seed", "3")
                        .code())
                .isZero();
        assertThat(CommandResult.of("check", file).code()).isZero();
        assertThat(CommandResult.of("generate", "key-value", "--out", file, "--keys", "3", "--flaw", "phantom")
                        .code())
                .isZero();
        assertThat(CommandResult.of("check", file).code()).isEqualTo(1);
    }

    @Test
    void unknown_model_is_bad_usage() {
        String file = folder.resolve("history").toString();
        CommandResult unknown = CommandResult.of("generate", "mutx", "--out", file);
        assertThat(unknown.code()).isEqualTo(64);
        assertThat(unknown.err()).contains("histories of the model \"mutx\" cannot be generated; did you mean mutex");
        CommandResult flaw = CommandResult.of("generate", "mutex", "--out", file, "--flaw", "stale");
        assertThat(flaw.code()).isEqualTo(64);
        assertThat(flaw.err()).contains("expected one of the flaws [DOUBLE_GRANT] of the model mutex, found STALE");
        assertThat(CommandResult.of("generate", "mutex").err()).contains("--out");
    }
}
