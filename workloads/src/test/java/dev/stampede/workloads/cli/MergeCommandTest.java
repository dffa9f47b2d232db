package dev.stampede.workloads.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The tables of merged shards. */
@Isolated("it replaces the standard streams")
class MergeCommandTest {
    @TempDir
    private Path folder;

    @Test
    void shard_of_ensemble_mutants_merges_into_their_table() {
        Path out = folder.resolve("shard-1");
        CommandResult ended = CommandResult.of(
                "ensemble-mutants", "--scenario", "lock", "--shard", "1/1", "--print-only", "--out", out.toString());
        assertThat(ended.err()).contains("shard 1/1: 3 of 3 runs");

        CommandResult merged = CommandResult.of("merge", out.toString(), "--out", folder.toString());

        assertThat(merged.code()).isEqualTo(2);
        assertThat(merged.out()).startsWith("| ensemble mutant").contains("0 of 3 runs");
    }
}
